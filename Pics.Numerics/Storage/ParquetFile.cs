using System.Globalization;
using DuckDB.NET.Data;

namespace Pics.Numerics;

/// <summary>Writes Parquet by DuckDB, compressed with ZSTD: rows go into a table of its own, past a bound in a file, then into groups.</summary>
internal static class ParquetFile
{
    private const int MostInGroup = 122_880; // rows
    private const int LeastInGroup = 2_048;
    private const int CellsInGroup = 1 << 23; // which one group holds in memory
    private const int CellBytes = 32; // about, of all but texts
    private const int LeastMebibytes = 64; // of DuckDB's memory, beside a group

    /// <summary>Writes a file. Throws <see cref="IOException"/>.</summary>
    public static void Write(Stream stream, IReadOnlyList<TableFileColumn> columns, Action<Action<IReadOnlyList<string>>> give)
    {
        Directory.CreateDirectory(CacheFolder.Path);
        var made = Path.Combine(CacheFolder.Path, $"{Path.GetRandomFileName()}.parquet");
        try
        {
            var group = Math.Clamp(CellsInGroup / columns.Count, LeastInGroup, MostInGroup);
            using (var duck = columns.Any(column => column.Value == TableValue.Text) ? Duck.Open() : Duck.Open(LeastMebibytes + (int)(((long)group * columns.Count * CellBytes) >> 20)))
            {
                duck.Run($"CREATE TABLE cells ({string.Join(", ", columns.Select((column, place) => $"c{place} {TypeOf(column.Value)}"))})");
                using (var appender = duck.Append("cells"))
                {
                    give(row =>
                    {
                        var added = appender.CreateRow();
                        for (var place = 0; place < columns.Count; place++) Append(added, columns[place], row[place]);
                        added.EndRow();
                    });
                }

                duck.Run(string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT {string.Join(", ", columns.Select((column, place) => $"c{place} AS {Duck.Name(column.Name)}"))} FROM cells) TO {Duck.Text(made)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})"));
            }

            using var file = File.OpenRead(made);
            file.CopyTo(stream);
        }
        catch (DuckDBException error)
        {
            throw new IOException(SourceGuard.Sentence(error.Message), error);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new IOException("DuckDB's library, which writes it, cannot be loaded on this machine", error);
        }
        finally
        {
            File.Delete(made);
        }
    }

    private static void Append(IDuckDBAppenderRow row, TableFileColumn column, string cell)
    {
        _ = (cell.Length, column.Value) switch
        {
            (0, _) => row.AppendNullValue(),
            (_, TableValue.Number) => row.AppendValue((double?)TableFileCell.Number(column, cell)),
            (_, TableValue.Whole) => row.AppendValue((long?)TableFileCell.Whole(column, cell)),
            (_, TableValue.Truth) => row.AppendValue((bool?)TableFileCell.Truth(column, cell)),
            (_, TableValue.Date) => row.AppendValue((DateOnly?)TableFileCell.Date(column, cell)),
            (_, TableValue.DateTime) => row.AppendValue((DateTime?)TableFileCell.DateTime(column, cell)),
            (_, TableValue.Time) => row.AppendValue((TimeOnly?)TableFileCell.Time(column, cell)),
            _ => row.AppendValue(cell),
        };
    }

    private static string TypeOf(TableValue value) => value switch
    {
        TableValue.Number => "DOUBLE",
        TableValue.Whole => "BIGINT",
        TableValue.Truth => "BOOLEAN",
        TableValue.Date => "DATE",
        TableValue.DateTime => "TIMESTAMP",
        TableValue.Time => "TIME",
        _ => "VARCHAR",
    };
}
