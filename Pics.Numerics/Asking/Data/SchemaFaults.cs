using System.Globalization;

namespace Pics.Numerics;

/// <summary>What is wrong with a column of a schema.</summary>
internal static class SchemaFaults
{
    private const int MostDecimals = 15;
    private const int LongestSign = 16; // letters before or after a number
    private const int LongestPattern = 64; // letters

    /// <summary>The first fault of a column, or null.</summary>
    public static string? Find(SchemaDocument.Entry? column) => column is null ? "a column is null" : OfLabels(column) ?? OfNumbers(column) ?? OfForm(column);

    /// <summary>What the numbers of a pattern count.</summary>
    public static MomentUnit UnitOf(string pattern) => !Moments.Has(pattern, "yMd") ? MomentUnit.SecondsOfDay : Moments.Has(pattern, "hHmsfF") ? MomentUnit.Seconds : MomentUnit.Days;

    private static string? OfLabels(SchemaDocument.Entry column)
    {
        var isOfLabels = column.Kind is TableColumnKind.Categorical or TableColumnKind.Ordinal or TableColumnKind.Boolean or TableColumnKind.Levels;
        return column switch
        {
            { Labels: { } labels } when labels.Length is 0 or > short.MaxValue || labels.Contains(null!) || labels.Distinct().Count() < labels.Length => $"column '{column.Name}' has labels that are missing, repeated or more than {short.MaxValue}",
            { Labels: not null } when !isOfLabels => $"column '{column.Name}' has labels, but is not categorical",
            { Labels.Length: > 2, Kind: TableColumnKind.Boolean } => $"column '{column.Name}' has {column.Labels.Length} labels, but a boolean column has two",
            { Ordered: true } when !isOfLabels => $"column '{column.Name}' has an order, but is not categorical",
            { Other: true, Labels: null } => $"column '{column.Name}' has a value for others, but no labels of which it is the last",
            { Missing: { } words } when words.Contains(null!) => $"column '{column.Name}' has a word for what is not observed that is null",
            _ => null,
        };
    }

    private static string? OfNumbers(SchemaDocument.Entry column) => column switch
    {
        { Kind: not TableColumnKind.Real } when column.Centre is not null || column.Scale is not null => $"column '{column.Name}' has a centre or scale, but is not real",
        { Scale: { } scale } when !(double.IsFinite(scale) && scale > 0) => $"column '{column.Name}' has a scale that is not a positive number",
        { Centre: { } centre } when !double.IsFinite(centre) => $"column '{column.Name}' has a centre that is not a finite number",
        _ when column.Centre.HasValue != column.Scale.HasValue => $"column '{column.Name}' has only one of centre and scale",
        _ when column.Least.HasValue != column.Largest.HasValue => $"column '{column.Name}' has only one of least and largest",
        { Least: { } least, Largest: { } largest } when !(double.IsFinite(least) && double.IsFinite(largest) && least <= largest) => $"column '{column.Name}' has a least number that is above its largest one",
        { Bins: not null, Kind: not TableColumnKind.Binned } => $"column '{column.Name}' has bins, but is not binned",
        { Bins: { } bins } when bins.Made().IsLeft => $"column '{column.Name}' has bins with edges that are too few, not ascending or not finite, with distances that are not positive, or with a part that is far and not from 0 to 1",
        _ => null,
    };

    private static string? OfForm(SchemaDocument.Entry column)
    {
        var hasNumbers = column.Kind is TableColumnKind.Count or TableColumnKind.Real or TableColumnKind.Binned;
        return column switch
        {
            { Decimals: not null } or { Notation: not null } when !hasNumbers => $"column '{column.Name}' has decimals or a notation, but no numbers",
            { Decimals: not null, Pattern: not null } or { Notation: not null, Pattern: not null } => $"column '{column.Name}' has a pattern of dates, and decimals or a notation of numbers",
            { Decimals: < 0 or > MostDecimals } => $"column '{column.Name}' has {column.Decimals} decimals, not 0 to {MostDecimals}",
            { Shown: < 0 or > MostDecimals } => $"column '{column.Name}' shows {column.Shown} decimals, not 0 to {MostDecimals}",
            { Shown: not null, Decimals: null } => $"column '{column.Name}' shows decimals, but does not say how many it has",
            { Unit: not null, Pattern: null } => $"column '{column.Name}' has a unit of dates, but no pattern",
            { Pattern: not null } when !hasNumbers && column.Kind is not (TableColumnKind.Date or TableColumnKind.DateTime or TableColumnKind.Time) => $"column '{column.Name}' has a pattern of dates, but no dates",
            { Pattern: { } pattern } when !IsPattern(pattern, column.Unit ?? UnitOf(pattern)) => $"column '{column.Name}' has the pattern '{pattern}', which does not read what it writes; expected one as yyyy-MM-dd or HH:mm",
            { Notation: { } signs } => Fault(signs) is { } fault ? $"column '{column.Name}' has a notation with {fault}" : null,
            _ => null,
        };
    }

    private static string? Fault(SchemaDocument.Signs signs) => signs switch
    {
        { Point: not (null or "." or ",") } => $"the decimal sign '{signs.Point}', not a point or a comma",
        { Group: { } group } when group.Length != 1 || !(group[0] is '.' or ',' or '\'' or '\u2019' or '_' || NumberNotation.IsBlank(group[0])) || group == (signs.Point ?? ".") => $"'{group}' between thousands, not a point, comma, blank, apostrophe or underscore that is not the decimal sign",
        _ => new[] { signs.Before, signs.After }.FirstOrDefault(IsWrong) is { } wrong ? $"'{wrong}' around numbers, which has digits or signs of its own or is too long" : null,
    };

    private static bool IsWrong(string? around) => around is not null && (around.Length > LongestSign || around.Any(letter => char.IsDigit(letter) || letter is '-' or '+' or '\u2212' or '(' or ')'));

    private static bool IsPattern(string pattern, MomentUnit unit)
    {
        if (pattern.Length is 0 or > LongestPattern || !Moments.Has(pattern, unit == MomentUnit.SecondsOfDay ? "hH" : "y") || Moments.Has(pattern, "zK\\\"%")) return false;
        try
        {
            var text = Moments.Write(19782, pattern, unit);
            return Moments.Read(text, pattern, unit) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
