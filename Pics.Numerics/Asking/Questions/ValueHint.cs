using System.Text.RegularExpressions;

namespace Pics.Numerics;

/// <summary>How a value would be written, where a text is wrong because one with blanks or signs has no quotes, or a number has a comma for its point.</summary>
internal static partial class ValueHint
{
    /// <summary>The same error, with the value in quotes if the place is in or after one that needs them, or with a point if it is after a number with a comma.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="text">As it was written.</param>
    /// <param name="names">The columns: what names one is no part of a value.</param>
    /// <param name="close">What ends the text; may be empty.</param>
    public static QuestionError Add(QuestionError error, string text, ColumnNames names, string close) =>
        error is not QuestionError.Syntax syntax ? error
        : Part().Match(text ?? string.Empty) is { Success: true } part && syntax.At == part.Length ? syntax with { Pointed = $"{part.Groups[1].Value}.{part.Groups[2].Value}" }
        : Pointed(syntax.At - 1, text ?? string.Empty, names) is { } pointed ? syntax with { Pointed = pointed }
        : Find(syntax.At - 1, text ?? string.Empty, names, close) is { } quoted ? syntax with { Quoted = quoted }
        : error;

    /// <summary>A number with a point for its decimal comma; null where a text is none.</summary>
    public static string? Pointed(string text) => Decimal().IsMatch(text) ? text.Replace(',', '.') : null;

    /// <summary>A condition on a column of numbers, with a point for the decimal comma that ends before a place.</summary>
    private static string? Pointed(int at, string text, ColumnNames names)
    {
        if (At().Match(text[..Math.Clamp(at, 0, text.Length)]) is not { Success: true } found) return null;
        var (name, number) = (found.Groups["name"].Value, found.Groups["number"].Value);
        var column = names.Find(new(0, name.Trim('"', '`'), true, true)).Map(names.Column).MatchUnsafe<Column?>(one => one, _ => null);
        return column is { HasNumbers: true } && column.Value(number) is null ? $"{name}{found.Groups["sign"].Value}{Pointed(number)}" : null;
    }

    private static string? Find(int at, string text, ColumnNames names, string close)
    {
        var masked = Quotes().Replace(text, quoted => new string('q', quoted.Length)); // as words
        var equal = masked[..Math.Clamp(at, 0, masked.Length)].LastIndexOf('=');
        var sign = equal > 0 && masked[equal - 1] == '!' ? equal - 1 : equal; // = or !=
        if (masked.AsSpan().IndexOfAny('"', '`') >= 0 || equal < 0 || Name().Match(masked[..sign]) is not { Success: true } name) return null;
        var last = close.Length > 0 && masked.LastIndexOf(close, StringComparison.Ordinal) is > 0 and var end ? end : masked.Length;
        if (last <= equal || last < Math.Min(at, masked.Length)) return null; // it goes on after its end
        var range = (equal + 1)..(Next().Match(masked[..last], equal + 1) is { Success: true } next ? next.Index : last);
        var others = Between().Split(masked[range].Trim()).Skip(1).Where(part => part.Length > 0); // than its first part
        var value = text[range].Trim().TrimEnd(',', '|').TrimEnd();
        return NeedsQuotes(value) && !others.Any(part => names.Find(new(0, part, true, true)).IsRight)
            ? $"{text[name.Index..sign].Trim()}{text[sign..(equal + 1)]}{QueryTokens.Quoted(value is ['\'', .. var inner, '\''] ? inner : value)}"
            : null;
    }

    /// <summary>Whether a text could be a value, and is no word.</summary>
    private static bool NeedsQuotes(string value) => value.Length > 0 && value[0] != '=' && !QueryTokens.IsWord(value) && value.AsSpan().IndexOfAny('"', '`') < 0
        && value.Count(letter => letter == '(') == value.Count(letter => letter == ')');

    [GeneratedRegex(@"^\s*[+-]?\d+,\d+([eE][+-]?\d+)?\s*$")]
    private static partial Regex Decimal();

    /// <summary>A quantile whose part has a decimal comma, up to the comma after it.</summary>
    [GeneratedRegex(@"^\s*Q\s*\(\s*([+-]?\d+)\s*,\s*(\d+([eE][+-]?\d+)?)\s*,")]
    private static partial Regex Part();

    /// <summary>A name, a comparison and a number with a comma at the end.</summary>
    [GeneratedRegex("""(?<name>"[^"]*"|`[^`]*`|#?[^\s(),|=<>!#"`]+)\s*(?<sign>!=|[<>]=?|=)\s*(?<number>[+-]?\d+,\d+([eE][+-]?\d+)?)\s*$""")]
    private static partial Regex At();

    [GeneratedRegex("\"[^\"]*\"|`[^`]*`")]
    private static partial Regex Quotes();

    /// <summary>A name at the end.</summary>
    [GeneratedRegex(@"#?[^\s(),|=<>!#]+\s*$")]
    private static partial Regex Name();

    /// <summary>A comma or bar, and a name with something said of it.</summary>
    [GeneratedRegex(@"[,|]\s*#?[^\s(),|=<>!#]+\s*([=<>!]|\s(in|not)\b)")]
    private static partial Regex Next();

    [GeneratedRegex(@"[\s,|]+")]
    private static partial Regex Between();
}
