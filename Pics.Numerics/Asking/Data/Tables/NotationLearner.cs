namespace Pics.Numerics;

/// <summary>Tells in which signs all numbers of a column are written.</summary>
internal static class NotationLearner
{
    private const int LongestSign = 16; // letters before or after a number
    private const string Signs = "-+\u2212\u2013";
    private const string UnitSigns = "%\u2030\u00B0/\u00B2\u00B3\u00B7. \"'";

    private static readonly string[] Money = ["$", "\u20AC", "\u00A3", "\u00A5", "\u20B9", "US$", "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "RMB", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "INR", "BRL", "R$", "A$", "C$", "Fr.", "kr", "kr.", "z\u0142", "Rs", "Rs.", "\u20BD", "\u20BA", "\u20A9"];

    private static readonly char[] Groups = ['.', ',', ' ', '\'', '_'];

    /// <summary>The signs of all these texts, and whether they could be read otherwise; null if they have none in common.</summary>
    /// <param name="texts">At least one.</param>
    /// <param name="sign">The decimal sign of the table, where that is known.</param>
    public static (NumberNotation Notation, bool IsDoubtful)? Find(IReadOnlyCollection<string> texts, char? sign)
    {
        if (Around(texts.First()) is not var (before, after, _) || !texts.All(text => Around(text) is var (one, other, _) && one.Trim() == before.Trim() && other.Trim() == after.Trim())) return null;
        var negatives = texts.Select(text => Around(text)!.Value.Negative).Where(negative => negative is not null).Distinct().ToList();
        if (negatives.Count > 1) return null;
        var found = Pairs(texts).Select(pair => new NumberNotation(pair.Point, pair.Group, before, after) { Negative = negatives.Count == 1 ? negatives[0]!.Value : NegativeSign.Before }).Where(notation => texts.All(text => notation.Read(text) is not null)).ToList();
        if (found.Count == 0) return null;
        var wished = sign is null ? found : [.. found.Where(notation => notation.Point == sign)];
        var simple = (wished.Count > 0 ? wished : found).MinBy(notation => notation.Group is null ? Plainness(notation, sign) : 1)!;
        return (simple, sign is null && found.Select(notation => notation.Point).Distinct().Count() > 1 && texts.Any(text => text.AsSpan().ContainsAny('.', ',')));
    }

    /// <summary>The texts with the same signs around their digits, if at least half have these, as 1.5 and 1,200.5 beside 1.5* and words; none else.</summary>
    public static List<string> MostAlike(IReadOnlyCollection<string> texts)
    {
        var alike = texts.GroupBy(text => Around(text) is var (before, after, _) ? (before.Trim(), after.Trim()) : ((string, string)?)null).Where(group => group.Key is not null).MaxBy(group => group.Count());
        return alike is not null && 2 * alike.Count() >= texts.Count ? [.. alike] : [];
    }

    /// <summary>A comma with three digits after it everywhere stands between thousands where nothing is known of the table.</summary>
    private static int Plainness(NumberNotation notation, char? sign) => notation.Point == ',' && sign is null ? 2 : 0;

    /// <summary>Pairs of signs, of those that the texts have.</summary>
    private static IEnumerable<(char Point, char? Group)> Pairs(IReadOnlyCollection<string> texts)
    {
        var groups = Groups.Where(group => texts.Any(text => text.Any(letter => NumberNotation.IsGroup(letter, group)))).ToList();
        foreach (var point in ".,")
        {
            yield return (point, null);
            foreach (var group in groups)
                if (group != point)
                    yield return (point, texts.SelectMany(text => text).First(letter => NumberNotation.IsGroup(letter, group)));
        }
    }

    /// <summary>What stands before and after the digits of a text, and how it is negative; null if such a text is no number.</summary>
    private static (string Before, string After, NegativeSign? Negative)? Around(string text)
    {
        NegativeSign? negative = null;
        var rest = text.Trim();
        if (rest is ['(', .., ')'])
        {
            negative = NegativeSign.Brackets;
            rest = rest[1..^1].Trim();
        }

        var (first, last) = (rest.AsSpan().IndexOfAnyInRange('0', '9'), rest.AsSpan().LastIndexOfAnyInRange('0', '9'));
        if (first < 0) return null;
        if (first > 0 && rest[first - 1] is '.' or ',' && (first == 1 || !char.IsLetter(rest[first - 2]))) first--; // .5
        var (before, after) = (rest[..first], rest[(last + 1)..]);
        if (before.AsSpan().IndexOfAny(Signs) >= 0)
        {
            var sign = Signs.Contains(before.TrimStart()[0], StringComparison.Ordinal) ? before.TrimStart()[0] : before.TrimEnd()[^1];
            if (TableCells.IsMinus(sign)) negative = NegativeSign.Before;
            before = sign == before.TrimStart()[0] ? before.TrimStart()[1..].TrimStart() : before.TrimEnd()[..^1];
        }
        else if (after.StartsWith('-') || after.EndsWith('-'))
        {
            negative = NegativeSign.After;
            after = after.StartsWith('-') ? after[1..] : after[..^1].TrimEnd();
        }

        return IsMoney(before) && (IsMoney(after) || IsUnit(after)) ? (before, after, negative) : null;
    }

    private static bool IsMoney(string text) => string.IsNullOrWhiteSpace(text) || Money.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);

    private static bool IsUnit(string text) => text.Length <= LongestSign && text.Trim().All(letter => char.IsLetter(letter) || UnitSigns.Contains(letter, StringComparison.Ordinal));
}
