using System.Globalization;

namespace Pics.Numerics;

/// <summary>What the cells of tables mean.</summary>
internal static class TableCells
{
    /// <summary>Letters of the longest text that is a category.</summary>
    public const int LongestLabel = 1024;

    /// <summary>Whole numbers from here on are not all held as they are, and so are labels.</summary>
    public const double FirstLarge = 9007199254740992; // 2^53

    private const char Minus = '\u2212';
    private const char Dash = '\u2013';
    private const int LongestExact = 15; // digits that are below that number whatever they are

    /// <summary>Whether a cell says that it is not observed.</summary>
    public static bool IsMissing(ReadOnlySpan<char> cell, ReadOptions options)
    {
        if (cell.IsEmpty) return true;
        foreach (var word in options.Missing)
            if (cell.SequenceEqual(word))
                return true;
        return MissingWords.IsKnown(cell);
    }

    /// <summary>The finite number in a cell.</summary>
    public static bool IsNumber(ReadOnlySpan<char> cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>The finite number in a cell, whose minus may be the one of print.</summary>
    public static bool IsPrinted(ReadOnlySpan<char> cell, out double number)
    {
        if (IsNumber(cell, out number)) return true;
        if (cell.Length > LongestLabel || !cell.ContainsAny(Minus, Dash)) return false;
        Span<char> typed = stackalloc char[cell.Length];
        cell.CopyTo(typed);
        typed.Replace(Minus, '-');
        typed.Replace(Dash, '-');
        return IsNumber(typed, out number);
    }

    /// <summary>Whether a letter is a minus: of a keyboard, of print, or the dash that stands for it.</summary>
    public static bool IsMinus(char letter) => letter is '-' or Minus or Dash;

    /// <summary>The number in a label, if it is no code: one with zeros before it, as 007, or of more digits than numbers hold is a text.</summary>
    public static bool IsPlain(ReadOnlySpan<char> label, out double number) => IsNumber(label, out number) && !IsCode(label);

    /// <summary>Whether a number is written as codes are: only digits, and with zeros before them or too many.</summary>
    public static bool IsCode(ReadOnlySpan<char> number)
    {
        var digits = number is ['-' or '+', ..] ? number[1..] : number;
        if (digits.Length < 2 || digits.ContainsAnyExceptInRange('0', '9')) return false;
        return digits[0] == '0' || (digits.Length > LongestExact && double.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) >= FirstLarge);
    }

    /// <summary>The one text of a whole number.</summary>
    public static string Whole(double number) => (number == 0 ? 0 : number).ToString("F0", CultureInfo.InvariantCulture);

    /// <summary>The values of the cells of a column.</summary>
    public static Func<ReadOnlySpan<char>, double?> Encoder(Column column) => column.Kind.Match<Func<ReadOnlySpan<char>, double?>>(
        categorical => OfLabels(column, categorical),
        _ => cell => column.Form.Read(cell) is { } number && double.IsInteger(number) && number is >= 0 and < int.MaxValue ? number : null,
        real => cell => column.Form.Read(cell) is { } number && (number - real.Centre) / real.Scale is var value && double.IsFinite(value) ? value : null,
        _ => cell => column.Form.Read(cell));

    /// <summary>What a cell of a column should have been.</summary>
    /// <param name="column">The column.</param>
    /// <param name="own">How its table writes it, where that is otherwise than in training.</param>
    public static string Expected(Column column, CellForm? own = null) => column.Kind.Match(
        categorical => categorical.Values > 1 ? $"one of its {categorical.Values} values" : $"'{column.Text(0)}', its one value",
        _ => $"a whole number from 0 to {int.MaxValue - 1}",
        _ => Expected(own ?? column.Form),
        _ => Expected(own ?? column.Form));

    private static string Expected(CellForm form) => form.Match(
        _ => "a number",
        number => number.Notation == NumberNotation.Plain ? "a number" : $"a number as {number.Write(number.Round(1234.5678))}",
        moment => moment.Unit == MomentUnit.SecondsOfDay ? $"a time as {moment.Write(45240)}" : $"a date as {moment.Write(moment.Unit == MomentUnit.Days ? 19782 : 19782 * 86400.0)}"); // 12:34:00 of 2024-02-29

    /// <summary>The value of each number that one label alone has.</summary>
    public static Dictionary<double, double> Numbers(Column column, CellForm form) => column.Kind is ColumnKind.Categorical kind
        ? kind.Labels.Select((label, value) => (Number: form.Read(label), Value: (double)value))
            .Where(label => label.Number is not null)
            .GroupBy(label => label.Number!.Value)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.First().Value)
        : [];

    /// <summary>Whether labels are truth values: true and false in whatever case, each once.</summary>
    public static bool AreTruths(IEnumerable<string> labels) =>
        labels.All(label => label.Equals(bool.TrueString, StringComparison.OrdinalIgnoreCase) || label.Equals(bool.FalseString, StringComparison.OrdinalIgnoreCase))
        && labels.Distinct(StringComparer.OrdinalIgnoreCase).Count() == labels.Count();

    /// <summary>By the text; truth values in whatever case; if all labels are numbers, by the number too where one label alone has it.</summary>
    private static Func<ReadOnlySpan<char>, double?> OfLabels(Column column, ColumnKind.Categorical kind)
    {
        if (kind.Labels.IsEmpty) return cell => IsNumber(cell, out var number) && double.IsInteger(number) && number >= 0 && number < kind.Values ? number : null;
        var same = AreTruths(kind.Labels) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var texts = kind.Labels.Select((label, value) => (label, value)).ToDictionary(pair => pair.label, pair => (double)pair.value, same).GetAlternateLookup<ReadOnlySpan<char>>();
        if (!column.HasNumbers) return cell => texts.TryGetValue(cell, out var value) ? value : null;
        var numbers = Numbers(column, CellForm.Plain);
        return cell => texts.TryGetValue(cell, out var value) || (IsNumber(cell, out var number) && numbers.TryGetValue(number, out value)) ? value : null;
    }
}
