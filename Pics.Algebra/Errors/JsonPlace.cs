using System.Text;
using System.Text.Json;

namespace Pics.Algebra;

/// <summary>A place of a text at which it is no JSON any more.</summary>
/// <param name="Text">The text.</param>
/// <param name="Index">The place, from 0.</param>
internal readonly record struct JsonPlace(string Text, int Index)
{
    private const string Quotes = "'`\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb";

    private char Sign => Text[Index];

    /// <summary>The last place before this one that is no blank; -1 for none.</summary>
    private int Before
    {
        get
        {
            var place = Index - 1;
            while (place >= 0 && char.IsWhiteSpace(Text[place])) place--;
            return place;
        }
    }

    /// <summary>The place of a number of bytes in a line, both from 0.</summary>
    public static JsonPlace At(string text, long line, long bytes)
    {
        var start = 0;
        for (; line > 0; line--) start = text.IndexOf('\n', start) + 1;
        var index = start;
        while (index < text.Length && bytes > 0)
        {
            var length = char.IsHighSurrogate(text[index]) && index + 1 < text.Length ? 2 : 1;
            bytes -= Encoding.UTF8.GetByteCount(text.AsSpan(index, length));
            index += length;
        }

        return new(text, index);
    }

    /// <summary>What is wrong there.</summary>
    /// <param name="last">What was read before it.</param>
    /// <param name="depth">How many brackets are open.</param>
    public string Explain(JsonTokenType last, int depth)
    {
        if (string.IsNullOrWhiteSpace(Text)) return "it is empty";
        if (string.IsNullOrWhiteSpace(Text[Index..])) return $"it ends at {Where(Index)}, before all brackets and quotes are closed";
        var before = Before < 0 ? ' ' : Text[Before];
        return OfComma(before) ?? OfSign() ?? OfText() ?? OfNumber(before) ?? OfWord() ?? OfNeighbours(last, depth) ?? $"'{Sign}' at {Where(Index)}, which cannot stand there";
    }

    private string? OfComma(char before) => Sign is '}' or ']' && before == ',' ? $"a comma too many at {Where(Before)}"
        : Sign == ',' && before is '{' or '[' or ',' or ' ' ? $"a comma too many at {Where(Index)}"
        : null;

    private string? OfSign() => Sign is '/' or '#' ? $"a comment at {Where(Index)}; JSON has none"
        : Quotes.Contains(Sign, StringComparison.Ordinal) ? $"the quote {Sign} at {Where(Index)}; texts are in plain double quotes"
        : null;

    /// <summary>What is wrong inside a text.</summary>
    private string? OfText()
    {
        if (Sign < ' ') return $"a line break or another control sign inside a text at {Where(Index)}";
        var slash = Text.LastIndexOf('\\', Index);
        return slash >= 0 && Index - slash <= 5 && (Index - slash == 1 || Text[slash + 1] == 'u')
            ? $"a backslash at {Where(slash)} that begins no sign; one that is meant itself is written twice"
            : null;
    }

    private string? OfNumber(char before)
    {
        if (Index > 0 && char.IsAsciiDigit(Sign) && Text[Index - 1] == '0') return $"a number with a zero in front at {Where(Index - 1)}";
        if (Sign is '.' or '+') return $"a number that begins with '{Sign}' at {Where(Index)}";
        if (Index > 0 && Text[Index - 1] is '.' or '-' or '+' or 'e' or 'E' && Start(Index - 1) is var start && (char.IsAsciiDigit(Text[start]) || Text[start] == '-')) return $"a number that is not whole at {Where(start)}";
        return before == ',' && char.IsAsciiDigit(Sign) && Before > 0 && char.IsAsciiDigit(Text[Before - 1]) ? $"a comma inside a number at {Where(Before)}; decimals have a point" : null;
    }

    private string? OfWord()
    {
        var (start, end) = (Index, Index);
        while (start > 0 && IsOfWord(Text[start - 1])) start--;
        while (end < Text.Length && IsOfWord(Text[end])) end++;
        if (end == start || !char.IsLetter(Text[start])) return null;
        var word = Text[start..Math.Min(end, start + 40)];
        var right = word.ToUpperInvariant() switch { "TRUE" => "true", "FALSE" => "false", "NULL" or "NONE" or "NIL" or "UNDEFINED" => "null", _ => null };
        return right == word ? null
            : right is not null ? $"the word '{word}' at {Where(start)}; expected {right}"
            : $"the word '{word}' at {Where(start)}; names and texts are in double quotes";
    }

    private string? OfNeighbours(JsonTokenType last, int depth) => Sign is '}' or ']' ? $"the bracket '{Sign}' at {Where(Index)}, which closes none"
        : IsAfterName() ? $"'{Sign}' at {Where(Index)}; expected a colon after a name"
        : depth == 0 && last != JsonTokenType.None ? $"'{Sign}' at {Where(Index)}, after its end"
        : last is not (JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray) && (Sign is '"' or '{' or '[' or '-' || char.IsAsciiDigit(Sign)) ? $"a comma that is missing before {Where(Index)}"
        : null;

    /// <summary>Whether what is before it is the name of a field: a text in an object, after its bracket or a comma.</summary>
    private bool IsAfterName()
    {
        var (open, start, isText) = (new Stack<char>(), -1, false);
        for (var place = 0; place < Index; place++)
        {
            if (isText && Text[place] == '\\') place++;
            else if (Text[place] == '"') (isText, start) = (!isText, isText ? start : place);
            else if (!isText && Text[place] is '{' or '[') open.Push(Text[place]);
            else if (!isText && Text[place] is '}' or ']') open.TryPop(out _);
        }

        return open.TryPeek(out var last) && last == '{' && Before > start && start >= 0 && Text[Before] == '"' && new JsonPlace(Text, start).Before is >= 0 and var before && Text[before] is '{' or ',';
    }

    /// <summary>Where the number begins that has a sign.</summary>
    private int Start(int place)
    {
        while (place > 0 && (char.IsAsciiDigit(Text[place - 1]) || Text[place - 1] is '.' or '-' or '+' or 'e' or 'E')) place--;
        return place;
    }

    private static bool IsOfWord(char sign) => char.IsLetterOrDigit(sign) || sign == '_';

    private string Where(int place)
    {
        var start = place == 0 ? 0 : Text.LastIndexOf('\n', place - 1) + 1;
        return $"line {Text.AsSpan(0, start).Count('\n') + 1}, character {place - start + 1}";
    }
}
