using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace Pics.Numerics;

/// <summary>Reads Arrow files, Feather of version 2 and Arrow streams, batch by batch; buffers may be compressed with LZ4 or ZSTD.</summary>
public static class ArrowTable
{
    private const string Wanted = "an Arrow file";

    /// <summary>Reads a table. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of its columns, and when rows stay in a file.</param>
    public static Either<DataError, Dataset> Read(string path, ReadOptions options) => With(path, rows => TableLearner.Read(rows, options));

    /// <summary>Its rows, for as long as they are used.</summary>
    internal static Either<DataError, T> With<T>(string path, Func<TableRows, Either<DataError, T>> use) =>
        from isFile in InputFile.Read<bool>(path, Wanted, file => IsFile(file.Take(8)))
        from rows in InputFile.Guard(path, () => BatchRows.Of(path, Path.GetFileName(path), () => Open(path, isFile)))
        from used in InputFile.Guard(path, () => use(rows))
        select used;

    /// <summary>Whether these are the first bytes of a file with all batches in it.</summary>
    internal static bool IsFile(ReadOnlySpan<byte> start) => start.StartsWith("ARROW1"u8);

    /// <summary>Whether these are the first bytes of a stream of batches: a mark, and the length of the schema.</summary>
    internal static bool IsStream(ReadOnlySpan<byte> start) => start is [0xff, 0xff, 0xff, 0xff, _, _, _, < 0x10, _, 0, 0, 0, ..];

    private static ArrowStreamReader Open(string path, bool isFile)
    {
        var file = File.OpenRead(path);
        var memory = new BoundedMemory();
        try
        {
            return isFile ? new ArrowFileReader(file, memory, new CompressionCodecFactory(), leaveOpen: false) : new ArrowStreamReader(file, memory, new CompressionCodecFactory(), leaveOpen: false);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
