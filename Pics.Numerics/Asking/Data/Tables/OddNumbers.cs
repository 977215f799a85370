using System.Text.RegularExpressions;

namespace Pics.Numerics;

/// <summary>Tells texts that people would take for numbers, and that are in no one notation that is read.</summary>
internal static partial class OddNumbers
{
    private const string Dashes = "\u2010\u2011\u2012\u2014\uFE63\uFF0D"; // that stand for a minus

    /// <summary>The first of such texts, if at least half are such; null else.</summary>
    /// <param name="texts">Those of a column, each once.</param>
    public static string? Find(IReadOnlyCollection<string> texts)
    {
        var odd = texts.Where(text => IsOne(text) || (text.AsSpan().ContainsAny('.', ',') && CellShapes.IsNumber(text))).ToList();
        return odd.Count > 0 && 2 * (odd.Count + texts.Count(text => TableCells.IsPlain(text, out _))) >= texts.Count ? odd[0] : null;
    }

    /// <summary>Other digits, another minus, an exponent of another kind or behind a comma, thousands and hundreds.</summary>
    private static bool IsOne(string text)
    {
        if (text.Length > 64 || !text.Any(char.IsDigit)) return false;
        var plain = string.Create(text.Length, text, (letters, from) =>
        {
            for (var place = 0; place < from.Length; place++) letters[place] = Plain(from[place]);
        });
        return (plain != text && Number.IsMatch(plain)) || Exponent.IsMatch(plain) || Hundreds.IsMatch(plain);
    }

    private static char Plain(char letter) => char.IsDigit(letter) ? (char)('0' + (int)char.GetNumericValue(letter))
        : Dashes.Contains(letter, StringComparison.Ordinal) ? '-'
        : letter switch { '\uFF0E' or '\u066B' => '.', '\uFF0C' or '\u066C' => ',', '\uFF0B' => '+', _ => letter };

    /// <summary>1234.5 and -1,234.5.</summary>
    [GeneratedRegex(@"^[+\-]?(?:\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]\d+)?(?:[eE][+\-]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    /// <summary>2,443E+03 and 2.443D+03 and 2.443x10^3.</summary>
    [GeneratedRegex(@"^[+\-]?\d+(?:,\d+[eE]|[.,]\d+[dD]|[.,]?\d*\s?[x\u00D7*]\s?10\^)[+\-]?\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Exponent { get; }

    /// <summary>24,40,746.</summary>
    [GeneratedRegex(@"^[+\-]?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Hundreds { get; }
}
