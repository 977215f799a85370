using System.IO.Compression;
using System.Text;
using LanguageExt;

namespace Pics.Host;

/// <summary>How tables in text are written: RFC 4180, in UTF-8; compressed with gzip where the file's name ends so.</summary>
internal static class CsvText
{
    /// <summary>Not at the start of a file.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A cell, between quotes where it needs them.</summary>
    public static string Quote(string cell, char separator) =>
        cell.AsSpan().IndexOfAny(['"', '\r', '\n', separator]) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>Writes a file, atomically.</summary>
    public static Either<ModelError, Unit> Write(string path, Action<Stream> write) => AtomicFile.Write(path, stream =>
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            write(stream);
            return;
        }

        using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        write(packed);
    });
}
