using LanguageExt;

namespace Pics.Host;

/// <summary>Writes results as a table in text, with commas.</summary>
internal static class ResultTable
{
    /// <summary>Writes a line of names, if there are any, and the rows below it, atomically.</summary>
    /// <param name="path">The file; compressed if its name ends with .gz.</param>
    /// <param name="header">A name for each column.</param>
    /// <param name="rows">A cell for each column.</param>
    public static Either<Failure, Unit> Write(string path, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => CsvText.Write(path, header, rows).MapLeft(Failure.Of);

    /// <summary>The lines of such a table, without their ends.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => CsvText.Lines(header, rows);

    /// <summary>A number that is read back as the same; infinite ones as inf and -inf, nothing for NaN.</summary>
    public static string Number(double value) => CsvText.Number(value);
}
