using System.Globalization;

namespace Pics.Numerics;

/// <summary>What the cells of tables mean.</summary>
internal static class TableCells
{
    /// <summary>Letters of the longest text that is a category.</summary>
    public const int LongestLabel = 1024;

    private static readonly string[] MissingWords = ["?", "NA", "NaN", "null"];

    /// <summary>Whether a cell says that it is not observed.</summary>
    public static bool IsMissing(ReadOnlySpan<char> cell, ReadOptions options)
    {
        if (cell.IsEmpty) return true;
        foreach (var word in options.Missing)
            if (cell.SequenceEqual(word))
                return true;
        foreach (var word in MissingWords)
            if (cell.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>The finite number in a cell.</summary>
    public static bool IsNumber(ReadOnlySpan<char> cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>The one text of a whole number.</summary>
    public static string Whole(double number) => (number == 0 ? 0 : number).ToString("F0", CultureInfo.InvariantCulture);

    /// <summary>The values of the cells of a column.</summary>
    public static Func<ReadOnlySpan<char>, double?> Encoder(Column column) => column.Kind.Match<Func<ReadOnlySpan<char>, double?>>(
        categorical => categorical.Labels.All(label => IsNumber(label, out var number) && double.IsInteger(number) && Whole(number) == label) ? OfNumbers(categorical) : OfTexts(categorical),
        _ => cell => column.Form.Read(cell) is { } number && double.IsInteger(number) && number is >= 0 and < int.MaxValue ? number : null,
        real => cell => column.Form.Read(cell) is { } number ? (number - real.Centre) / real.Scale : null,
        _ => cell => column.Form.Read(cell));

    /// <summary>What a cell of a column should have been.</summary>
    public static string Expected(ColumnKind kind) => kind.Match(
        categorical => $"one of its {categorical.Values} values",
        _ => $"a whole number from 0 to {int.MaxValue - 1}",
        _ => "a number",
        _ => "a number");

    private static Func<ReadOnlySpan<char>, double?> OfNumbers(ColumnKind.Categorical kind)
    {
        var values = kind.Labels.Select((label, value) => (label, value)).ToDictionary(pair => double.Parse(pair.label, CultureInfo.InvariantCulture), pair => (double)pair.value);
        return cell => IsNumber(cell, out var number) && values.TryGetValue(number, out var value) ? value : null;
    }

    private static Func<ReadOnlySpan<char>, double?> OfTexts(ColumnKind.Categorical kind)
    {
        var values = kind.Labels.Select((label, value) => (label, value)).ToDictionary(pair => pair.label, pair => (double)pair.value, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        return cell => values.TryGetValue(cell, out var value) ? value : null;
    }
}
