using Apache.Arrow;

namespace Pics.Numerics;

/// <summary>DuckDB's own way through every cell of a table, on one thread, without anything of this library: what reading is measured beside.</summary>
public static class DuckScan
{
    /// <summary>Counts the cells that each column observes, and adds them up: numbers and truth values, the letters of texts, and of times the last. Error: <see cref="DataError"/>, also for what DuckDB does not read.</summary>
    /// <param name="path">Parquet as <see cref="ParquetTable"/> reads it, JSON records or a table in text.</param>
    /// <returns>The number of rows.</returns>
    public static Either<DataError, long> Run(string path) => DataFormats.Recognise(path).Bind(format => format switch
    {
        DataFormat.Parquet => ParquetTable.Query(path).Bind(query => Run(path, query)),
        DataFormat.Json => Run(path, $"SELECT * FROM read_json_auto({Duck.Text(path)})"),
        DataFormat.Table => Run(path, $"SELECT * FROM read_csv({Duck.Text(path)})"),
        _ => new DataError.Unreadable(path, "DuckDB reads no such file; expected Parquet, JSON records or a table in text"),
    });

    private static Either<DataError, long> Run(string path, string query) => Duck.Use<long>(path, duck =>
    {
        using var head = duck.Query($"{query} LIMIT 0");
        var columns = head.Schema.FieldsList.Select(field => (Name: Duck.Name(field.Name), ArrowCells.Of(field.DataType)?.Type)).ToList();
        var all = columns.Select(column => $"count({column.Name}), {Sum(column.Name, column.Type)}");
        using var found = duck.Query($"SELECT {string.Join(", ", all.Prepend("count(*)"))} FROM ({query})");
        using var batch = found.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();
        return ((Int64Array)batch.Column(0)).GetValue(0)!.Value;
    });

    private static string Sum(string name, CellType? type) => type switch
    {
        CellType.Number => $"sum({name}::DOUBLE)",
        CellType.Truth => $"sum({name}::INTEGER)",
        CellType.Text => $"sum(strlen({name}))",
        null => $"count({name})", // lists and records, which are not read
        _ => $"max({name})",
    };
}
