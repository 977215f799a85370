namespace Pics.Numerics;

/// <summary>Writes tables as the ending of a file's name says: text, Parquet or Arrow; row by row, atomically.</summary>
public static class TableFile
{
    private static readonly string[] TextEndings = [".csv", ".csv.gz"];
    private static readonly string[] ArrowEndings = [".arrow", ".feather"];
    private const string Parquet = ".parquet";

    /// <summary>The endings of names that there are.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. TextEndings, Parquet, .. ArrowEndings];

    /// <summary>Whether a name ends as one of a table does.</summary>
    public static bool IsTable(string path) => Ends(path, [.. Endings]);

    /// <summary>Whether a name ends as one of a table with types does, which is no text.</summary>
    public static bool HasTypes(string path) => Ends(path, [Parquet, .. ArrowEndings]);

    /// <summary>The columns of a table of such rows, one for each heading.</summary>
    public static IReadOnlyList<TableFileColumn> ColumnsOf(RowForm form) => [.. form.Headings.Select((heading, place) => TableFileColumn.Of(heading, form.Columns[place / form.Channels]))];

    /// <summary>Writes a table. Error: <see cref="ModelError.Unreadable"/>, also for another ending, or a cell that is none of its column.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns, at least one.</param>
    /// <param name="rows">A text for each column, as the column's cells are written in text; an empty one is not observed. Read once.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IReadOnlyList<TableFileColumn> columns, IEnumerable<IReadOnlyList<string>> rows) => Write(path, columns, add =>
    {
        foreach (var row in rows) add(row);
    });

    /// <summary>The same of rows that are given one after the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns, at least one.</param>
    /// <param name="give">Gives the rows to what it is given; where it throws an <see cref="IOException"/>, nothing is written.</param>
    internal static Either<ModelError, LanguageExt.Unit> Write(string path, IReadOnlyList<TableFileColumn> columns, Action<Action<IReadOnlyList<string>>> give)
    {
        if (columns.Count == 0) return new ModelError.Unreadable(path, "a table without columns cannot be written");
        if (Ends(path, TextEndings)) return CsvText.Write(path, [.. columns.Select(column => column.Name)], give);
        if (Ends(path, Parquet)) return AtomicFile.Write(path, stream => ParquetFile.Write(stream, columns, give));
        return Ends(path, ArrowEndings)
            ? AtomicFile.Write(path, stream => ArrowFile.Write(stream, columns, give))
            : new ModelError.Unreadable(path, $"its name ends as that of no table; expected {string.Join(", ", Endings.SkipLast(1))} or {Endings[^1]}");
    }

    private static bool Ends(string path, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
