namespace Pics.Numerics;

/// <summary>Lines of a text, ended by a line feed, a carriage return, or both.</summary>
internal static class TextLines
{
    /// <summary>Leaves out some lines.</summary>
    public static void Skip(TextReader text, long lines)
    {
        while (lines > 0 && text.Read() is >= 0 and var letter)
        {
            if (letter is not ('\n' or '\r')) continue;
            if (letter == '\r' && text.Peek() == '\n') text.Read();
            lines--;
        }
    }

    /// <summary>The lines of a text without their ends, as they are needed.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny('\n', '\r');
            if (length < 0) length = text.Length - start;
            yield return text.Substring(start, length);
            start += length;
            start += start + 1 < text.Length && text[start] == '\r' && text[start + 1] == '\n' ? 2 : 1;
        }
    }
}
