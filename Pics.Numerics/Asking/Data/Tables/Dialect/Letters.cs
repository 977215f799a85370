using System.Text;

namespace Pics.Numerics;

/// <summary>The letters of a text one by one, each with its bytes.</summary>
/// <param name="content">The text.</param>
/// <param name="encoding">How letters are bytes.</param>
internal sealed class Letters(Stream content, Encoding encoding)
{
    private const int Chunk = 1 << 16;
    private const int End = -1;
    private const char Other = '\uffff'; // whatever is no sign of a table

    private readonly char[]? single = encoding.IsSingleByte ? encoding.GetChars([.. Enumerable.Range(0, 256).Select(value => (byte)value)]) : null;
    private readonly Decoder decoder = encoding.GetDecoder();
    private readonly byte[] chunk = new byte[Chunk];
    private readonly List<byte> bytes = []; // of the next letter
    private int at;
    private int end;
    private int? next;

    /// <summary>The next letter, as far as it is a sign of a table; -1 at the end.</summary>
    public int Peek() => next ??= Read();

    /// <summary>Adds the bytes of the next letter to others and goes on.</summary>
    public void Take(List<byte> target)
    {
        Peek();
        target.AddRange(bytes);
        bytes.Clear();
        next = null;
    }

    /// <summary>Adds bytes as they are; before the first letter is looked at.</summary>
    public void TakeBytes(List<byte> target, int count)
    {
        for (; count > 0 && Byte() is >= 0 and var value; count--) target.Add((byte)value);
    }

    private int Read()
    {
        var value = Byte();
        if (value < 0) return End;
        bytes.Add((byte)value);
        if (single is not null) return single[value];
        return encoding.CodePage switch
        {
            Encodings.Utf8 => value < 0x80 ? value : Other,
            Encodings.Utf16 or Encodings.Utf16BigEndian => Wide(value),
            _ => Decoded(value),
        };
    }

    private int Wide(int first)
    {
        var second = Byte();
        if (second < 0) return Other; // half a letter
        bytes.Add((byte)second);
        return encoding.CodePage == Encodings.Utf16 ? first | (second << 8) : (first << 8) | second;
    }

    private int Decoded(int value)
    {
        Span<char> letters = stackalloc char[16];
        while (true)
        {
            var count = decoder.GetChars([(byte)value], letters, flush: false);
            if (count > 0) return letters[count - 1];
            value = Byte();
            if (value < 0) return Other;
            bytes.Add((byte)value);
        }
    }

    private int Byte()
    {
        if (at == end) (at, end) = (0, content.Read(chunk));
        return at < end ? chunk[at++] : End;
    }
}
