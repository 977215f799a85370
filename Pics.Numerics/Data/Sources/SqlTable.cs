using Apache.Arrow;

namespace Pics.Numerics;

/// <summary>Reads the result of a SQL query by DuckDB, over any files that it reads.</summary>
/// <remarks>
/// The query is run once and its result kept, past a bound in a file, since what it gives may differ from run to run. Files are found from the current folder. Text files
/// are read as <see cref="CsvTable"/> reads them: columns of plain numbers are numbers in the query, and all others are texts as they are written, of which the kinds of
/// columns are learned afterwards.
/// </remarks>
public static class SqlTable
{
    private const string Kept = "result";
    private const int Shown = 60; // letters of the query in a sentence

    /// <summary>Reads the result of a query. Error: <see cref="DataError"/>.</summary>
    /// <param name="sql">One query that gives rows, as <c>select a, b from 'x.parquet' join 'y.csv' using (id)</c>.</param>
    /// <param name="options">What is known of the columns, how text files are written, and when rows stay in a file.</param>
    public static Either<DataError, Dataset> Read(string sql, ReadOptions options) => With(sql, options, rows => TableLearner.Read(rows, options));

    /// <summary>Its rows, for as long as they are used.</summary>
    internal static Either<DataError, T> With<T>(string sql, ReadOptions options, Func<TableRows, Either<DataError, T>> use)
    {
        var query = sql.Trim().TrimEnd(';').TrimEnd();
        if (query.Length == 0) return new DataError.Unreadable("the SQL query", "it is empty; expected one that gives rows");
        var source = query.ReplaceLineEndings(" ") is var line && line.Length > Shown ? $"{line[..Shown]}..." : query.ReplaceLineEndings(" ");
        return Duck.Use(source, duck =>
        {
            if (Fault(duck, query) is { } fault) return new DataError.Unreadable(source, fault);
            var files = SqlFiles.Find(duck, query);
            return from texts in SqlTexts.Load(duck, source, files, options)
                   from rows in Rows(duck, source, texts.In(files), texts.Said)
                   from used in use(texts.Of(rows))
                   select used;
        });
    }

    private static Either<DataError, BatchRows> Rows(Duck duck, string source, string query, string? said)
    {
        duck.Query($"SELECT * FROM ({query}\n) LIMIT 0").Dispose(); // refuses what is no single query
        duck.Run($"CREATE TEMP TABLE {Kept} AS {query}");
        return BatchRows.Of(source, source, () => duck.Query($"SELECT * FROM {Kept}"), said);
    }

    /// <summary>What is wrong with a text that is none of a query, before anything of it is run.</summary>
    private static string? Fault(Duck duck, string query)
    {
        using var parsed = duck.Query($"SELECT json ->> 'error_type', json ->> 'error_message' FROM (SELECT json_serialize_sql({Duck.Text(query)}) AS json)");
        using var row = parsed.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();
        return ((StringArray)row.Column(0)).GetString(0) == "parser" ? SourceGuard.Sentence(((StringArray)row.Column(1)).GetString(0)) : null;
    }
}
