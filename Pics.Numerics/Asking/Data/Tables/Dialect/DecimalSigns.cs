using System.Text.RegularExpressions;

namespace Pics.Numerics;

/// <summary>Tells the decimal sign of the numbers of a table: what can be read in one way only decides, else the separator.</summary>
internal static partial class DecimalSigns
{
    /// <summary>As is wished, or as the rows tell; null where no number has a sign. The note says what was doubtful.</summary>
    /// <remarks>What was wished of the rows of training holds for others where these do not tell for certain.</remarks>
    public static (char? Sign, string? Note) Find(IEnumerable<SampleRow> rows, char separator, ReadOptions options)
    {
        if (options is { DecimalSign: { } first, IsFirst: true }) return (first, null);
        return Told(rows, separator) is (not null, null) and var told ? told : options.DecimalSign is { } given ? (given, null) : Told(rows, separator);
    }

    private static (char? Sign, string? Note) Told(IEnumerable<SampleRow> rows, char separator)
    {
        var (points, commas, groups) = (0, 0, (Point: 0, Comma: 0));
        foreach (var cell in rows.SelectMany(row => row.Cells))
        {
            if (Millions.IsMatch(cell)) (points, commas) = cell.Contains(',', StringComparison.Ordinal) ? (points + 1, commas) : (points, commas + 1); // the other sign stands between thousands
            else if (!Thousands.IsMatch(cell)) (points, commas) = (points + (Point.IsMatch(cell) ? 1 : 0), commas + (Comma.IsMatch(cell) ? 1 : 0));
            else groups = cell.Contains('.', StringComparison.Ordinal) ? (groups.Point + 1, groups.Comma) : (groups.Point, groups.Comma + 1);
        }

        return (points, commas) switch
        {
            (0, > 0) => (',', null),
            ( > 0, 0) => ('.', null),
            ( > 0, > 0) => (points >= commas ? '.' : ',', $"Some numbers have a point and some a comma; the {(points >= commas ? "point" : "comma")} was taken as their decimal sign; --decimal says otherwise."),
            _ => groups switch
            {
                ( > 0, _) => ('.', separator == ',' ? null : "The point of numbers such as 1.234 was taken as their decimal sign; --decimal says otherwise."),
                (_, > 0) when separator != ',' => (',', "The comma of numbers such as 1,234 was taken as their decimal sign; --decimal says otherwise."),
                _ => (null, null),
            },
        };
    }

    /// <summary>1,5 and 0,123 and 1.234,5.</summary>
    [GeneratedRegex(@"^[+\-−–]?[€$£]?(?:\d*,\d+|\d{1,3}(?:[.'’\u00A0\u202F ]\d{3})+,\d+)(?:[eE][+\-]?\d+)?\s?[%€$£]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Comma { get; }

    /// <summary>1.5 and 0.123 and 1,234.5.</summary>
    [GeneratedRegex(@"^[+\-−–]?[€$£]?(?:\d*\.\d+|\d{1,3}(?:[,'’\u00A0\u202F ]\d{3})+\.\d+)(?:[eE][+\-]?\d+)?\s?[%€$£]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Point { get; }

    /// <summary>1,234,567 and 12,34,567 and 1.234.567.</summary>
    [GeneratedRegex(@"^[+\-−–]?[€$£]?[1-9]\d{0,2}(?:(?:,\d{2,3})+,\d{3}|(?:\.\d{3}){2,})\s?[%€$£]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Millions { get; }

    /// <summary>1.234 and 1,234: a whole number with a sign between its thousands, or one with three decimals.</summary>
    [GeneratedRegex(@"^[+\-−–]?[€$£]?[1-9]\d{0,2}[.,]\d{3}\s?[%€$£]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands { get; }
}
