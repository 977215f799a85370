using System.Globalization;

namespace Pics.Host;

/// <summary>What a column is, for people who know the table and not the model.</summary>
internal static class ColumnWords
{
    private const int ShownValues = 4;
    private const int Longest = 40; // letters of a list of values

    /// <summary>What its values are.</summary>
    public static string Kind(Column column) => column.Form.Match(
        _ => OfValues(column),
        number => column.Kind is ColumnKind.Categorical { Values: var values } ? $"whole number, {Tables.Count(values, "value")}" : column.Kind is ColumnKind.Count ? "count" : (number.Decimals == 0 ? "whole number" : $"real, {number.Decimals} decimal(s)") + Bins(column),
        moment => (moment.Unit switch { MomentUnit.Days => "date", MomentUnit.Seconds => "date and time", _ => "time of day" }) + Bins(column));

    /// <summary>Its values, or from which to which they are.</summary>
    /// <param name="column">The column.</param>
    /// <param name="least">The least number; null where there is none.</param>
    /// <param name="largest">The largest number.</param>
    public static string Values(Column column, double? least, double? largest)
    {
        if (column.Kind is ColumnKind.Categorical { Labels: { IsEmpty: false } labels } && column.Form is CellForm.Text && (least is null || labels.Count <= ShownValues))
        {
            var shown = string.Join(", ", labels.Take(ShownValues).Select(Shown));
            return labels.Count > ShownValues || shown.Length > Longest ? $"{Cut(shown, Longest)} ..." : shown;
        }

        return least is { } from && largest is { } to ? Range(column, from, to) : string.Empty;
    }

    /// <summary>From a number to another; with all digits where six do not tell them apart.</summary>
    private static string Range(Column column, double from, double to)
    {
        var (one, other) = (Number(column, from), Number(column, to));
        return one == other && from != to ? $"{from.ToString("R", CultureInfo.InvariantCulture)} to {to.ToString("R", CultureInfo.InvariantCulture)}" : $"{one} to {other}";
    }

    /// <summary>A number of the column as its cells are written, with six digits at most where nothing says how many they have.</summary>
    public static string Number(Column column, double number) => column.Form is CellForm.Text ? Short(number) : column.Form.Write(number);

    /// <summary>A mean: dates as dates, other numbers with six digits.</summary>
    public static string Mean(Column column, double? mean) => mean is not { } number ? string.Empty : column.Form is CellForm.Moment ? column.Form.Write(number) : Short(number);

    private static string OfValues(Column column) => column.Kind.Match(
        categorical => column.IsOrdered ? $"ordinal, {Tables.Count(categorical.Values, "value")}" : categorical.Values switch { 1 => "one value", 2 => "one of two", var values => $"one of {values} values" },
        _ => "count",
        _ => "real",
        _ => "real" + Bins(column));

    private static string Bins(Column column) => column.Kind is ColumnKind.Binned binned ? $", in {binned.Bins.Count} bins" : string.Empty;

    private static string Shown(string label) => label.Length == 0 ? "''" : label;

    private static string Cut(string text, int longest) => text.Length > longest ? text[..longest] : text;

    private static string Short(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
