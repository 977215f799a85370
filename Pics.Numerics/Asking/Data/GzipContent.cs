using System.IO.Compression;

namespace Pics.Numerics;

/// <summary>The content of a gzip file, piece by piece; notices the damage that the decompressor passes over.</summary>
/// <remarks>
/// <see cref="GZipStream"/> ends quietly where a file is cut short or goes on with other bytes. So a known piece of gzip is put
/// after the file (gzip files may be joined): it comes out at the end only if everything before it was whole. Whoever reads to the end
/// gets an <see cref="InvalidDataException"/> there if it was not.
/// </remarks>
public sealed class GzipContent : ForwardStream
{
    private static readonly byte[] Mark = [0x50, 0x69, 0x63, 0x73, 0x20, 0x65, 0x6e, 0x64];
    private static readonly byte[] PackedMark = Pack(Mark);

    private readonly GZipStream content;
    private readonly byte[] piece = new byte[1 << 16];
    private int start; // of what is not yet given
    private int end; // of what was read; the last bytes are held back, since they may be the mark
    private bool isAtEnd;

    /// <param name="file">The file from its start; stays the caller's.</param>
    public GzipContent(Stream file) => content = new(new Joined(file, PackedMark), CompressionMode.Decompress);

    /// <summary>Whether these are the first bytes of a gzip file.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1f, 0x8b, ..];

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (!isAtEnd && end - start <= Mark.Length) Fill();
        var given = Math.Min(buffer.Length, Math.Max(0, end - start - Mark.Length));
        piece.AsSpan(start, given).CopyTo(buffer);
        start += given;
        return given;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(bytes);
        return packed.ToArray();
    }

    private void Fill()
    {
        piece.AsSpan(start, end - start).CopyTo(piece);
        (start, end) = (0, end - start);
        var read = content.Read(piece, end, piece.Length - end);
        end += read;
        if (read > 0) return;
        isAtEnd = true;
        if (!piece.AsSpan(start, end - start).SequenceEqual(Mark)) throw new InvalidDataException();
    }

    /// <summary>A stream, then some bytes.</summary>
    private sealed class Joined(Stream first, byte[] second) : ForwardStream
    {
        private int given; // of the second

        public override int Read(Span<byte> buffer)
        {
            var read = given > 0 ? 0 : first.Read(buffer);
            if (read > 0 || buffer.IsEmpty) return read;
            var count = Math.Min(buffer.Length, second.Length - given);
            second.AsSpan(given, count).CopyTo(buffer);
            given += count;
            return count;
        }
    }
}
