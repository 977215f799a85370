using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Pics.Numerics;

/// <summary>How tables in text are written: RFC 4180, with commas, in UTF-8; compressed with gzip where the file's name ends so.</summary>
public static class CsvText
{
    private const char Separator = ',';

    /// <summary>Not at the start of a file.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A cell, between quotes where it needs them.</summary>
    internal static string Quote(string cell, char separator) =>
        cell.AsSpan().IndexOfAny(['"', '\r', '\n', separator]) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>Writes a file, atomically.</summary>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, Action<Stream> write) => AtomicFile.Write(path, stream =>
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            write(stream);
            return;
        }

        using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        write(packed);
    });

    /// <summary>Writes a line of names, if there are any, and the rows below it, atomically.</summary>
    /// <param name="path">The file; compressed if its name ends with .gz.</param>
    /// <param name="header">A name for each column.</param>
    /// <param name="rows">A cell for each column.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in Lines(header, rows)) writer.WriteLine(line);
    });

    /// <summary>The same of rows that are given one after the other.</summary>
    internal static Either<ModelError, LanguageExt.Unit> Write(string path, IReadOnlyList<string> header, Action<Action<IReadOnlyList<string>>> give) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true) { NewLine = "\n" };
        if (header.Count > 0) writer.WriteLine(Line(header));
        give(row => writer.WriteLine(Line(row)));
    });

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
    private static string Line(IReadOnlyList<string> cells) => cells is [""] ? "\"\"" : string.Join(Separator, cells.Select(cell => Quote(cell, Separator)));
}
