using System.Security.Cryptography;

namespace Pics.Numerics;

/// <summary>A stream that is written to another one, with the SHA-256 of all.</summary>
/// <param name="to">The other one, which stays open.</param>
internal sealed class SummedStream(Stream to) : Stream
{
    private readonly IncrementalHash sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The checksum, in hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexStringLower(sum.GetHashAndReset());

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        sum.AppendData(buffer);
        to.Write(buffer);
    }

    public override void Flush() => to.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) sum.Dispose();
        base.Dispose(disposing);
    }
}
