using System.Buffers;
using System.Text;

namespace Pics.Numerics;

/// <summary>How far bytes are a text in UTF-8.</summary>
/// <param name="Right">Letters beyond ASCII that are.</param>
/// <param name="Wrong">Bytes that are not.</param>
/// <param name="Line">The line of the first wrong one, from 1.</param>
internal readonly record struct Utf8Check(long Right, long Wrong, long Line)
{
    private const int Chunk = 1 << 16;

    /// <summary>Goes through a text to its end.</summary>
    /// <param name="start">Its first bytes, already read.</param>
    /// <param name="rest">What follows.</param>
    public static Utf8Check Of(ReadOnlySpan<byte> start, Stream rest)
    {
        var (seen, chunk) = (new Utf8Check(0, 0, 1), new byte[Chunk]);
        start.CopyTo(chunk);
        for (var length = start.Length; ;)
        {
            var read = rest.Read(chunk, length, Chunk - length);
            length += read;
            var left = seen.See(chunk.AsSpan(0, length), read == 0, out seen);
            if (read == 0) return seen;
            chunk.AsSpan(length - left, left).CopyTo(chunk);
            length = left;
        }
    }

    /// <summary>Sees some bytes; gives how many at their end are the beginning of a letter.</summary>
    private int See(ReadOnlySpan<byte> bytes, bool isEnd, out Utf8Check seen)
    {
        var (right, wrong, line) = (Right, Wrong, Line);
        while (!bytes.IsEmpty)
        {
            var place = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7f);
            if (wrong == 0) line += (place < 0 ? bytes : bytes[..place]).Count((byte)'\n');
            if (place < 0) break;
            bytes = bytes[place..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status == OperationStatus.NeedMoreData && !isEnd)
            {
                seen = new(right, wrong, line);
                return bytes.Length;
            }

            if (status == OperationStatus.Done) right++;
            else wrong += consumed;
            bytes = bytes[consumed..];
        }

        seen = new(right, wrong, line);
        return 0;
    }
}
