using LanguageExt;

namespace Pics.Host;

/// <summary>Tables with a line for each row that was read.</summary>
internal static class RowTables
{
    /// <summary>An error where such a table cannot be written, or would be written over what is read.</summary>
    /// <param name="path">The table; nothing is wrong if there is none.</param>
    /// <param name="rows">What is read.</param>
    public static Either<Failure, Unit> Check(string? path, RowWish rows) => path is not null && rows.Path is { } table && OutputPath.IsSame(path, table)
        ? new Failure($"--out is '{path}', the table that is read; expected another file, so that it is not lost")
        : Check(path);

    /// <summary>An error where such a table cannot be written.</summary>
    /// <param name="path">The table; nothing is wrong if there is none.</param>
    public static Either<Failure, Unit> Check(string? path) => Parts.HasAll || path is null || IsText(path) ? OutputPath.Check("--out", path, [.. TableFile.Endings]) : Parts.Left<Unit>();

    /// <summary>Writes such a table as its name ends, atomically.</summary>
    /// <param name="path">The table; nothing is written if there is none.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">A text for each column; read once.</param>
    public static Either<Failure, Unit> Write(string? path, IReadOnlyList<TableFileColumn> columns, IEnumerable<IReadOnlyList<string>> rows) => path is null ? Unit.Default
        : Parts.HasAll ? TableFile.Write(path, columns, rows).MapLeft(Failure.Of)
        : ResultTable.Write(path, [.. columns.Select(column => column.Name)], rows);

    /// <summary>Prints the first rows, and how many more there are.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="headers">The headings.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="texts">The cells of a row.</param>
    /// <param name="path">Where all are; null for nowhere.</param>
    public static void Print(string title, IReadOnlyList<string> headers, int rows, Func<int, IReadOnlyList<string>> texts, string? path)
    {
        const int Shown = 10;
        const int Wide = 12;
        new TextTable(title, [.. headers.Take(Wide)], [.. Enumerable.Range(0, Math.Min(rows, Shown)).Select(row => (IReadOnlyList<string>)[.. texts(row).Take(Wide)])]).Print();
        if (headers.Count > Wide) Console.Out.WriteLine($"{Tables.More(headers.Count - Wide, "column")} left out here.");
        if (path is not null) Console.Out.WriteLine($"All {Tables.Count(rows, "row")} {(rows == 1 ? "is" : "are")} in '{path}'.");
        else if (rows > Shown) Console.Out.WriteLine($"{Tables.More(rows - Shown, "row")} left out here; --out keeps all.");
    }

    private static bool IsText(string path) => TableFile.IsTable(path) && !TableFile.HasTypes(path);
}
