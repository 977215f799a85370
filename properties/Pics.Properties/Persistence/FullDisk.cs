namespace Pics.Properties;

/// <summary>A disk on which the first bytes of a file fit and no more.</summary>
internal static class FullDisk
{
    /// <summary>Writes as <see cref="AtomicFile"/> does, until the disk is full.</summary>
    public static Either<ModelError, Unit> Write(string path, Action<Stream> write) => AtomicFile.Write(path, stream =>
    {
        using var full = new FullStream(stream);
        write(full);
    });

    private sealed class FullStream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            inner.Write(buffer, offset, Math.Min(count, 10));
            inner.Flush();
            throw new IOException("No space left on device");
        }
    }
}
