namespace Pics.Host;

/// <summary>A tape archive as it is, with its headers looked at on the way: the reader of archives takes memory for as long a name as a header claims.</summary>
/// <remarks>A header is 512 bytes: its size at byte 124, in octal digits or in binary, and its type at byte 156; the content follows in blocks of 512 bytes.</remarks>
internal sealed class TapeHeaders(Stream tape) : ForwardStream
{
    private const int Block = 512;
    private const int LongestText = 1 << 20; // bytes of names and attributes

    private readonly byte[] header = new byte[Block];
    private int given; // of the header
    private int found; // of the header
    private long left; // bytes until the next header

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (given == found && left == 0) Next();
        if (given < found)
        {
            var count = Math.Min(buffer.Length, found - given);
            header.AsSpan(given, count).CopyTo(buffer);
            given += count;
            return count;
        }

        var read = left == 0 ? 0 : tape.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= read;
        return read;
    }

    private void Next()
    {
        (given, found) = (0, tape.ReadAtLeast(header, Block, throwOnEndOfStream: false));
        if (found < Block) return;
        var size = Size(header.AsSpan(124, 12));
        if (size > LongestText && (char)header[156] is 'x' or 'g' or 'L' or 'K') throw new InvalidDataException();
        left = (size + Block - 1) / Block * Block;
    }

    private static long Size(ReadOnlySpan<byte> field)
    {
        var size = 0L;
        if (field[0] >= 0x80) // binary
            foreach (var one in field[4..])
                size = (size << 8) | one;
        else
            foreach (var one in field)
                if (one is >= (byte)'0' and <= (byte)'7')
                    size = (size * 8) + one - '0';
        return Math.Clamp(size, 0, long.MaxValue - Block);
    }
}
