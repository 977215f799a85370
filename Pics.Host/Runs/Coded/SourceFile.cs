using System.IO.Compression;

namespace Pics.Host;

/// <summary>A file whose rows are coded, beside what would be written of them.</summary>
internal static class SourceFile
{
    /// <summary>Whether a path is a file of an array.</summary>
    public static bool IsArray(string? path) => path is not null && DatasetArrays.IsArray(path) && File.Exists(path);

    /// <summary>The type of numbers with which rows are written as the bytes of a file; null where that is the one that is usual, or none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Its rows, as they are.</param>
    public static ArrayNumberType? Numbers(string path, Dataset rows) => IsSame(path, rows, null) ? null : Enum.GetValues<ArrayNumberType>().Select(numbers => (ArrayNumberType?)numbers).FirstOrDefault(numbers => IsSame(path, rows, numbers));

    /// <summary>Whether rows that are written under the name of a file have its bytes, those of gzip aside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Its rows, as they are.</param>
    /// <param name="numbers">The type of numbers; null for the usual one.</param>
    public static bool IsSame(string path, Dataset rows, ArrayNumberType? numbers) => IsSame(path, stream => rows.WriteArray(path, stream, numbers).IsRight);

    /// <summary>Whether something that is written has the bytes of a file, those of gzip aside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it; false where it cannot be written.</param>
    public static bool IsSame(string path, Func<Stream, bool> write)
    {
        using var file = RegularFile.OpenRead(path);
        using var content = IsPacked(file) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var comparison = new Comparison(content);
        try
        {
            return write(comparison) && comparison.IsSame;
        }
        catch (DifferenceException)
        {
            return false;
        }
    }

    private static bool IsPacked(FileStream file)
    {
        var isPacked = (file.ReadByte(), file.ReadByte()) is (0x1f, 0x8b);
        file.Position = 0;
        return isPacked;
    }

    /// <summary>What is written is compared with a stream, and forgotten.</summary>
    private sealed class Comparison(Stream expected) : Stream
    {
        private byte[] found = [];

        /// <summary>Whether all that was written is in the stream, and no more is.</summary>
        public bool IsSame => expected.ReadByte() < 0;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (found.Length < buffer.Length) found = new byte[buffer.Length];
            if (expected.ReadAtLeast(found.AsSpan(0, buffer.Length), buffer.Length, throwOnEndOfStream: false) < buffer.Length || !found.AsSpan(0, buffer.Length).SequenceEqual(buffer)) throw new DifferenceException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    /// <summary>Ends the writing of what differs.</summary>
    private sealed class DifferenceException : Exception;
}
