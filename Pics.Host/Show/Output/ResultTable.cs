using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>Writes results as a table in text, with commas.</summary>
internal static class ResultTable
{
    private const char Separator = ',';

    /// <summary>Writes a line of names, if there are any, and the rows below it, atomically.</summary>
    /// <param name="path">The file; compressed if its name ends with .gz.</param>
    /// <param name="header">A name for each column.</param>
    /// <param name="rows">A cell for each column.</param>
    public static Either<Failure, Unit> Write(string path, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => CsvText.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, CsvText.Utf8, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in Lines(header, rows)) writer.WriteLine(line);
    }).MapLeft(Failure.Of);

    /// <summary>The lines of such a table, without their ends.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => (header.Count > 0 ? [header] : Enumerable.Empty<IReadOnlyList<string>>()).Concat(rows).Select(Line);

    /// <summary>A number that is read back as the same; infinite ones as inf and -inf, nothing for NaN.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => string.Empty,
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        0 => "0", // without a sign
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A line that is not empty, so that it stays a row.</summary>
    private static string Line(IReadOnlyList<string> cells) => cells is [""] ? "\"\"" : string.Join(Separator, cells.Select(cell => CsvText.Quote(cell, Separator)));
}
