using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace Pics.Numerics;

/// <summary>Reads Arrow files, Feather of version 2 and Arrow streams, batch by batch; buffers may be compressed with LZ4 or ZSTD.</summary>
public static class ArrowTable
{
    private const string Wanted = "an Arrow file";
    private const int Small = 64 << 20; // bytes

    private static ReadOnlySpan<byte> Mark => "ARROW1\0\0"u8;

    /// <summary>Reads a table. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of its columns, and when rows stay in a file.</param>
    public static Either<DataError, Dataset> Read(string path, ReadOptions options) => With(path, rows => TableLearner.Read(rows, options));

    /// <summary>Its rows, for as long as they are used.</summary>
    internal static Either<DataError, T> With<T>(string path, Func<TableRows, Either<DataError, T>> use) =>
        from isFile in InputFile.Read<bool>(path, Wanted, file => IsFile(file.Take(8)))
        from claims in ArrowClaims.Check(path, isFile)
        from rows in InputFile.Guard(path, () => BatchRows.Of(path, Path.GetFileName(path), () => Open(path, isFile)))
        from used in InputFile.Guard(path, () => use(rows))
        select used;

    /// <summary>Whether these are the first bytes of a file with all batches in it.</summary>
    internal static bool IsFile(ReadOnlySpan<byte> start) => start.StartsWith("ARROW1"u8);

    /// <summary>Whether these are the first bytes of a stream of batches: a mark, and the length of the schema.</summary>
    internal static bool IsStream(ReadOnlySpan<byte> start) => start is [0xff, 0xff, 0xff, 0xff, _, _, _, < 0x10, _, 0, 0, 0, ..];

    /// <summary>The batches from the first one. A file is a mark, a stream of batches, and a footer that says where they are, which nobody needs who reads them all.</summary>
    /// <remarks>Small files are read from memory, so that lengths that are lies are found before memory is taken for them.</remarks>
    private static ArrowStreamReader Open(string path, bool isFile)
    {
        var file = RegularFile.OpenRead(path);
        var context = new ArrowContext(new BoundedMemory(file.Length), new CompressionCodecFactory());
        try
        {
            if (isFile && !EndsRight(file)) throw new InvalidDataException(); // cut short, maybe between two batches
            file.Position = isFile ? Mark.Length : 0;
            if (file.Length > Small) return new(context, file, leaveOpen: false);
            var bytes = new byte[file.Length - file.Position];
            file.ReadExactly(bytes);
            file.Dispose();
            return new(context, bytes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static bool EndsRight(FileStream file)
    {
        Span<byte> end = stackalloc byte[6];
        if (file.Length < Mark.Length + end.Length) return false;
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        return Mark.StartsWith(end);
    }
}
