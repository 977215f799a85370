using System.Text;

namespace Pics.Numerics;

/// <summary>Tells the encoding of a text from its bytes: by the mark at its start, by zeros (UTF-16), UTF-8 if all of it is, else Windows-1252.</summary>
internal static class Encodings
{
    /// <summary>The code page of UTF-8.</summary>
    public const int Utf8 = 65001;

    /// <summary>The code page of UTF-16 with the lower byte first.</summary>
    public const int Utf16 = 1200;

    /// <summary>The code page of UTF-16 with the higher byte first.</summary>
    public const int Utf16BigEndian = 1201;

    /// <summary>The code page of western spreadsheets.</summary>
    public const int Windows1252 = 1252;

    private const int Start = 1 << 12; // bytes that tell UTF-16

    /// <summary>As is wished, or as the bytes tell. Error: <see cref="DataError"/>.</summary>
    /// <remarks>What was wished of the file of training holds for others where their bytes do not tell for certain.</remarks>
    public static Either<DataError, TextEncoding> Find(string path, string wanted, ReadOptions options)
    {
        if (options.IsFirst || options.Encoding is null) return Find(path, wanted, options.Encoding);
        var told = Find(path, wanted, (string?)null);
        return told.Exists(encoding => encoding.Note is null) ? told : Find(path, wanted, options.Encoding);
    }

    private static Either<DataError, TextEncoding> Find(string path, string wanted, string? wished) => InputFile.Read<TextEncoding>(path, wanted, file =>
    {
        var start = file.Take(Start);
        if (wished is { } name) return Named(path, name, start);
        if (Marked(start) is { } marked) return marked;
        return WideOf(start) is { } wide
            ? new TextEncoding(Strict(wide), 0, "The text was read as UTF-16, told by its zero bytes since it has no mark; --encoding says otherwise.")
            : OfBytes(path, start, file.Content);
    });

    /// <summary>Whether bytes are the start of a text in UTF-16.</summary>
    public static bool IsWide(byte[] start) => Marked(start) is { Encoding.CodePage: Utf16 or Utf16BigEndian } marked ? IsText(start.AsSpan(marked.Mark), marked.Encoding) : WideOf(start) is not null;

    private static Either<DataError, TextEncoding> Named(string path, string name, byte[] start)
    {
        try
        {
            var encoding = Strict(CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
            var marked = Marked(start);
            if (marked?.Encoding.CodePage == encoding.CodePage) return marked;
            return encoding.CodePage == Utf16 && marked?.Encoding.CodePage == Utf16BigEndian ? marked : new TextEncoding(encoding, 0, null);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return new DataError.Unreadable(path, $"there is no encoding '{name}'; expected a name as utf-8, utf-16, windows-1252 or iso-8859-15");
        }
    }

    private static TextEncoding? Marked(byte[] start) => start switch
    {
        [0xef, 0xbb, 0xbf, ..] => new(Strict(new UTF8Encoding(false)), 3, null),
        [0xff, 0xfe, ..] => new(Strict(new UnicodeEncoding(false, false)), 2, null),
        [0xfe, 0xff, ..] => new(Strict(new UnicodeEncoding(true, false)), 2, null),
        _ => null,
    };

    /// <summary>One of two bytes of most letters is zero, always the same one.</summary>
    private static UnicodeEncoding? WideOf(byte[] start)
    {
        var (even, odd) = (0, 0);
        for (var place = 0; place < start.Length; place++)
        {
            if (start[place] == 0 && place % 2 == 0) even++;
            else if (start[place] == 0) odd++;
        }

        var wide = new UnicodeEncoding(even > odd, false);
        return Math.Max(even, odd) > start.Length / 4 && IsText(start, wide) ? wide : null;
    }

    /// <summary>Whether bytes are letters, without signs that texts do not have.</summary>
    private static bool IsText(ReadOnlySpan<byte> start, Encoding encoding)
    {
        var letters = encoding.GetString(start[..(start.Length & ~1)]).AsSpan();
        if (letters.Length == Start / 2 && char.IsHighSurrogate(letters[^1])) letters = letters[..^1];
        foreach (var letter in letters)
            if ((char.IsControl(letter) && letter is not ('\t' or '\r' or '\n' or '\f')) || letter is '\ufffd' or '\uffff' or '\ufffe')
                return false;
        return letters.Length > 0;
    }

    private static Either<DataError, TextEncoding> OfBytes(string path, byte[] start, Stream rest)
    {
        var seen = Utf8Check.Of(start, rest);
        if (seen.Wrong == 0) return new TextEncoding(Strict(new UTF8Encoding(false)), 0, null);
        return seen.Right > seen.Wrong
            ? new DataError.Unreadable(path, $"line {seen.Line} is no UTF-8 text, though other lines are; expected one encoding, or one that is given by --encoding")
            : new TextEncoding(Strict(CodePagesEncodingProvider.Instance.GetEncoding(Windows1252)!), 0, "The text is no UTF-8 and was read as Windows-1252; --encoding says otherwise.");
    }

    /// <summary>The same, but what cannot be written is an exception.</summary>
    private static Encoding Strict(Encoding encoding)
    {
        if (encoding.CodePage == Utf8) encoding = new UTF8Encoding(false); // which looks for no second mark
        var strict = (Encoding)encoding.Clone();
        (strict.EncoderFallback, strict.DecoderFallback) = (EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback);
        return strict;
    }
}
