using System.Globalization;
using System.Text;

namespace Pics.Algebra;

/// <summary>Makes a sentence that may quote what anybody wrote into a file fit for a terminal: one line, of bounded length.</summary>
public static class OneLine
{
    /// <summary>The most letters that come out.</summary>
    public const int Longest = 2000;

    private const string Gap = " ... ";
    private const int Before = 1400; // letters kept before the gap: what is wrong, and where
    private const int After = Longest - Before - 5; // and after it: what would be right

    /// <summary>The text with control signs, signs that change the direction of writing and halves of letters written as \u and four digits; the middle of a long one is left out.</summary>
    public static string Of(string text)
    {
        if (text.Length <= Longest && IsPlain(text)) return text;
        var written = Write(text.Length <= 2 * Longest ? text : string.Concat(text.AsSpan(0, Longest), text.AsSpan(text.Length - Longest)));
        return written.Length > Longest || text.Length > 2 * Longest ? string.Concat(Whole(written.AsSpan(0, Before)), Gap, Whole(written.AsSpan(written.Length - After))) : written;
    }

    private static string Write(string text)
    {
        var line = new StringBuilder(text.Length);
        for (var place = 0; place < text.Length; place++)
        {
            if (IsPair(text, place)) line.Append(text[place]).Append(text[++place]);
            else if (IsPlain(text[place])) line.Append(text[place]);
            else line.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[place]:x4}");
        }

        return line.ToString();
    }

    private static bool IsPlain(string text)
    {
        for (var place = 0; place < text.Length; place++)
        {
            if (IsPair(text, place)) place++;
            else if (!IsPlain(text[place])) return false;
        }

        return true;
    }

    private static bool IsPair(string text, int place) => char.IsHighSurrogate(text[place]) && place + 1 < text.Length && char.IsLowSurrogate(text[place + 1]);

    private static bool IsPlain(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    /// <summary>Without half a letter at its ends.</summary>
    private static ReadOnlySpan<char> Whole(ReadOnlySpan<char> part)
    {
        if (char.IsLowSurrogate(part[0])) part = part[1..];
        return char.IsHighSurrogate(part[^1]) ? part[..^1] : part;
    }
}
