namespace Pics.Properties;

/// <summary>A stream that ends up full.</summary>
internal sealed class SmallDisk(long size) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var fitting = (int)Math.Min(buffer.Length, size - Position);
        base.Write(buffer[..fitting].ToArray(), 0, fitting); // the other overload would come back here
        if (fitting < buffer.Length) throw new IOException("No space left on device");
    }
}
