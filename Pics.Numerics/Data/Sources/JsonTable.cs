using Apache.Arrow;

namespace Pics.Numerics;

/// <summary>Reads JSON records by DuckDB: an array of objects, or one object after the other, plain or compressed with gzip.</summary>
/// <remarks>
/// A column is a field of the records. It is of numbers or truth values where all its values are; texts stay texts. A field that is missing or null is not observed. A field
/// that holds lists or objects is left out, and it is said.
/// </remarks>
public static class JsonTable
{
    private const string Wanted = "a file of JSON records";
    private const int Start = 1 << 12; // bytes that tell an array
    private const int MostIds = 1 << 24; // of fields in a record

    /// <summary>Reads a table. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">The file; compressed with gzip if its content is.</param>
    /// <param name="options">What is known of its columns, and when rows stay in a file.</param>
    public static Either<DataError, Dataset> Read(string path, ReadOptions options) => With(path, rows => TableLearner.Read(rows, options));

    /// <summary>Its rows, for as long as they are used.</summary>
    internal static Either<DataError, T> With<T>(string path, Func<TableRows, Either<DataError, T>> use) =>
        from records in InputFile.Read<string>(path, Wanted, file => $"read_json_objects({Duck.Text(path)}, compression = '{(file.Length is null ? "gzip" : "uncompressed")}', format = '{(Text(file.Take(Start)) is [(byte)'[', ..] ? "array" : "auto")}')")
        from result in Duck.Use(path, duck =>
            from isRight in FindOther(duck, path, records)
            from fields in Fields(duck, path, records)
            from rows in Rows(duck, path, records, fields)
            from used in use(rows)
            select used)
        select result;

    /// <summary>Whether a text begins as records do.</summary>
    internal static bool IsStart(ReadOnlySpan<byte> start)
    {
        var text = Text(start);
        return text is [(byte)'[', ..] ? text[1..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..] : text is [(byte)'{', ..] && text[1..].TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'}', ..];
    }

    /// <summary>The text without the mark of its encoding and blanks before it.</summary>
    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> start) => (start is [0xef, 0xbb, 0xbf, ..] ? start[3..] : start).TrimStart(" \t\r\n"u8);

    /// <summary>A record that is no object.</summary>
    private static Either<DataError, LanguageExt.Unit> FindOther(Duck duck, string path, string records)
    {
        using var found = duck.Query($"SELECT number::VARCHAR AS number, kind FROM (SELECT row_number() OVER () - 1 AS number, json_type(json) AS kind FROM {records}) WHERE kind <> 'OBJECT' LIMIT 1");
        using var batch = found.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();
        return batch is null or { Length: 0 }
            ? LanguageExt.Unit.Default
            : new DataError.Unreadable(path, $"record {((StringArray)batch.Column(0)).GetString(0)} is {Words(((StringArray)batch.Column(1)).GetString(0))}; expected objects, as {{\"name\": value}}");
    }

    /// <summary>The fields in the order in which they first appear, with the kinds of values that each has.</summary>
    private static Either<DataError, List<JsonField>> Fields(Duck duck, string path, string records)
    {
        var fields = new Dictionary<string, JsonField>(StringComparer.Ordinal);
        var order = new List<JsonField>();
        using var found = duck.Query($"""
            SELECT key, type FROM (SELECT key, type, min(number * {MostIds} + id) AS place FROM (SELECT row_number() OVER () AS number, json FROM {records}) AS t, json_each(t.json) AS e GROUP BY key, type)
            ORDER BY place, key, type
            """);
        while (found.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
            {
                for (var row = 0; row < batch.Length; row++)
                {
                    var key = ((StringArray)batch.Column(0)).GetString(row);
                    if (!fields.TryGetValue(key, out var field)) order.Add(fields[key] = field = new(key));
                    field.See(((StringArray)batch.Column(1)).GetString(row));
                }
            }
        }

        return order.Count > 0 ? order : new DataError.Unreadable(path, "its records have no fields; expected objects, as {\"name\": value}");
    }

    private static Either<DataError, TableRows> Rows(Duck duck, string path, string records, List<JsonField> fields)
    {
        var (kept, left) = (fields.FindAll(field => !field.IsNested), fields.FindAll(field => field.IsNested));
        if (kept.Count == 0) return new DataError.Unreadable(path, "all fields of its records hold lists or objects; expected some with texts, numbers or truth values");
        var cells = string.Join(", ", kept.Select((field, place) => $"cells[{place + 1}] AS {Duck.Name(field.Name)}"));
        var query = $"SELECT {cells} FROM (SELECT json_extract_string(json, [{string.Join(", ", kept.Select(field => Duck.Text(field.Pointer)))}]) AS cells FROM {records})";
        return BatchRows.Of(path, Path.GetFileName(path), () => duck.Query(query)).Map(rows => (TableRows)new JsonRows(rows, kept, left));
    }

    private static string Words(string kind) => kind switch
    {
        "ARRAY" => "a list",
        "VARCHAR" => "a text",
        "BOOLEAN" => "a truth value",
        "NULL" => "null",
        _ => "a number",
    };
}
