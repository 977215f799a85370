using System.IO.Compression;

namespace Pics.Numerics;

/// <summary>Decompresses gzip files, and notices the damage that the decompressor passes over.</summary>
/// <remarks>
/// <see cref="GZipStream"/> ends quietly where a file is cut short or goes on with other bytes. So a known piece of gzip is put
/// after the file (gzip files may be joined): it comes out at the end only if everything before it was whole.
/// </remarks>
internal static class GzipContent
{
    private static readonly byte[] Mark = [0x50, 0x69, 0x63, 0x73, 0x20, 0x65, 0x6e, 0x64];

    /// <summary>Whether these are the first bytes of a gzip file.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1f, 0x8b, ..];

    /// <summary>The content of a gzip file, or null if the file is damaged, cut short or followed by other bytes.</summary>
    /// <param name="file">The file from its start.</param>
    /// <param name="limit">The longest content that the caller can use; what comes after it is not checked.</param>
    public static Stream? Open(Stream file, long limit)
    {
        using var joined = new MemoryStream();
        file.CopyTo(joined);
        var length = (int)joined.Length;
        using (var mark = new GZipStream(joined, CompressionLevel.Fastest, leaveOpen: true)) mark.Write(Mark);
        var bytes = joined.GetBuffer();
        return IsWhole(new(bytes, 0, (int)joined.Length), limit) ? new GZipStream(new MemoryStream(bytes, 0, length), CompressionMode.Decompress) : null;
    }

    private static bool IsWhole(MemoryStream joined, long limit)
    {
        try
        {
            using var content = new GZipStream(joined, CompressionMode.Decompress);
            var piece = new byte[Mark.Length + (1 << 16)]; // the end of what came before, then what comes next
            for (var total = 0L; total <= limit;)
            {
                var read = content.Read(piece, Mark.Length, piece.Length - Mark.Length);
                if (read == 0) return piece.AsSpan(0, Mark.Length).SequenceEqual(Mark);
                piece.AsSpan(read, Mark.Length).CopyTo(piece);
                total += read;
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
