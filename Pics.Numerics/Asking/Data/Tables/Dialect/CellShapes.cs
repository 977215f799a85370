using System.Text.RegularExpressions;

namespace Pics.Numerics;

/// <summary>What cells look like, before anything is known of their columns.</summary>
internal static partial class CellShapes
{
    private static readonly System.Collections.Generic.HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase) { "N/A", "#N/A", "n.a.", "<NA>", "None", "nil", "NaT", "-", "--", ".", "?" };

    private static readonly System.Collections.Generic.HashSet<string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        "m", "cm", "mm", "km", "ft", "in", "mi", "kg", "g", "mg", "lb", "lbs", "t", "s", "sec", "ms", "min", "h", "hr", "d", "day", "days", "month", "months", "year", "years", "yr", "yrs", "l", "ml", "gal", "eur", "usd", "gbp", "chf", "k", "c", "f",
        "pa", "hpa", "kpa", "mbar", "bar", "w", "kw", "mw", "kwh", "wh", "v", "mv", "a", "ma", "hz", "khz", "mhz", "ghz", "j", "kj", "kcal", "mol", "mmol", "n", "rad", "deg", "ppm", "ppb", "kmh", "mph", "mpg", "bpm", "dbm", "db", "lux", "pct", "percent", "count", "degc", "degf", "celsius",
    };

    private static readonly System.Buffers.SearchValues<char> OfUnits = System.Buffers.SearchValues.Create("%°²³µΩ/€$£");

    /// <summary>Whether a cell has a number in whatever notation: with groups, a comma, signs of money, percent.</summary>
    public static bool IsNumber(string cell) => Number.IsMatch(cell) && cell.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Whether a cell is empty or has a word that people write where they know no value.</summary>
    public static bool IsMissing(string cell, ReadOptions options) => TableCells.IsMissing(cell, options) || Missing.Contains(cell);

    /// <summary>Whether a cell has a unit, as kg, [m/s] or °C.</summary>
    public static bool IsUnit(string cell) => cell is ['[', .., ']'] or ['(', .., ')'] || (cell.Length <= 12 && (cell.AsSpan().ContainsAny(OfUnits) || Units.Contains(cell)) && !IsNumber(cell) && !cell.Contains(' ', StringComparison.Ordinal));

    /// <summary>Which letters of a text are digits, and which none: 9 and a, signs as they are.</summary>
    public static string Pattern(string cell) => string.Create(cell.Length, cell, (pattern, text) =>
    {
        for (var place = 0; place < text.Length; place++) pattern[place] = char.IsAsciiDigit(text[place]) ? '9' : char.IsLetter(text[place]) ? 'a' : text[place];
    });

    [GeneratedRegex(@"^[+\-−–]?(?:[$€£¥]|[A-Z]{3}\s)?\s?[+\-−–]?(?:\d{1,3}(?:[.,'’\u00A0\u202F ]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)?(?:[.,]\d*)?(?:[eE][+\-]?\d+)?\s?(?:%|[$€£¥]|[A-Z]{3})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }
}
