using System.Text.RegularExpressions;

namespace Pics.Numerics;

/// <summary>A place of a query that reads a file of text or of JSON records and leaves all else of it to DuckDB.</summary>
/// <param name="Place">Where it begins, in bytes of the query in UTF-8.</param>
/// <param name="Length">Bytes that name the file: 'x.csv', or read_csv('x.csv').</param>
/// <param name="Path">The file, or a pattern of names.</param>
/// <param name="Name">What the query calls its rows.</param>
/// <param name="HasName">Whether the query says that name itself, behind the file.</param>
internal sealed partial record SqlFile(int Place, int Length, string Path, string Name, bool HasName)
{
    /// <summary>Whether these are JSON records, not a text.</summary>
    public bool IsJson { get; private init; }

    /// <summary>The file in the place of a table, which DuckDB calls by its name up to the first point; null for other tables.</summary>
    /// <param name="query">The query in UTF-8.</param>
    /// <param name="place">Where the table is named.</param>
    /// <param name="path">What is named.</param>
    /// <param name="alias">What the query calls it; empty for nothing.</param>
    public static SqlFile? OfTable(ReadOnlySpan<byte> query, int place, string path, string alias)
    {
        if (!IsText(path) && !IsJsonName(path)) return null;
        var name = System.IO.Path.GetFileName(path) is var file && file.IndexOf('.', StringComparison.Ordinal) is > 0 and var point ? file[..point] : file;
        return Quoted(query, place) is { } length ? new(place, length, path, alias.Length > 0 ? alias : name, alias.Length > 0) { IsJson = !IsText(path) } : null;
    }

    /// <summary>The file in the place of a function that reads it without options; null for other functions.</summary>
    /// <param name="query">The query in UTF-8.</param>
    /// <param name="place">Where the function is named.</param>
    /// <param name="function">Its name.</param>
    /// <param name="path">Its one argument.</param>
    /// <param name="alias">What the query calls it; empty for nothing.</param>
    public static SqlFile? OfFunction(ReadOnlySpan<byte> query, int place, string function, string path, string alias)
    {
        var isJson = function is "read_json" or "read_json_auto";
        if (!isJson && function is not ("read_csv" or "read_csv_auto")) return null;
        if (path.Contains("://", StringComparison.Ordinal)) return null;
        var call = Call().Match(System.Text.Encoding.UTF8.GetString(query[Math.Min(place, query.Length)..]));
        return call.Success
            ? new(place, System.Text.Encoding.UTF8.GetByteCount(call.Value), path, alias.Length > 0 ? alias : function, alias.Length > 0) { IsJson = isJson }
            : null;
    }

    /// <summary>Whether a function reads a text or JSON with options of its own, or several files.</summary>
    public static bool IsReader(string function) => function is "read_csv" or "read_csv_auto" or "read_json" or "read_json_auto" or "sniff_csv";

    /// <summary>Whether a query that cannot be looked into seems to name such files.</summary>
    public static bool IsNamedIn(string query) => Named().IsMatch(query);

    private static bool IsText(string path) => TextName().IsMatch(path) && !path.Contains("://", StringComparison.Ordinal);

    private static bool IsJsonName(string path) => JsonName().IsMatch(path) && !path.Contains("://", StringComparison.Ordinal);

    /// <summary>Bytes of a text in quotes of either kind; null where there is none.</summary>
    private static int? Quoted(ReadOnlySpan<byte> query, int place)
    {
        if (place >= query.Length || query[place] is not ((byte)'\'' or (byte)'"')) return null;
        for (var end = place + 1; end < query.Length; end++)
        {
            if (query[end] != query[place]) continue;
            if (end + 1 < query.Length && query[end + 1] == query[place]) end++;
            else return end + 1 - place;
        }

        return null;
    }

    [GeneratedRegex(@"\.(csv|tsv|txt)(\.gz)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TextName();

    [GeneratedRegex(@"\.(json|jsonl|ndjson)(\.gz)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex JsonName();

    [GeneratedRegex(@"\.(csv|tsv|txt|json|jsonl|ndjson)(\.gz)?['""]|read_csv|read_json", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\w+\s*\(\s*'(?:[^']|'')*'\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
