using System.Text;

namespace Pics.Numerics;

/// <summary>How the letters of a text are bytes.</summary>
/// <param name="Encoding">Without a mark of its own; what it cannot read becomes U+FFFD, what it cannot write is an exception.</param>
/// <param name="Mark">Bytes of the mark at the start of the text; 0 for none.</param>
/// <param name="Note">What was guessed, for people; null where it is certain.</param>
internal sealed record TextEncoding(Encoding Encoding, int Mark, string? Note)
{
    /// <summary>Its usual name.</summary>
    public string Name => Encoding.CodePage switch
    {
        Encodings.Utf8 => "UTF-8",
        Encodings.Utf16 => "UTF-16",
        Encodings.Utf16BigEndian => "UTF-16 (big endian)",
        Encodings.Windows1252 => "Windows-1252",
        _ => Encoding.WebName,
    };

    /// <summary>The letters of a text behind its mark.</summary>
    public StreamReader Open(Stream content)
    {
        Span<byte> mark = stackalloc byte[Mark];
        content.ReadExactly(mark);
        return new(content, Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 14, leaveOpen: true);
    }
}
