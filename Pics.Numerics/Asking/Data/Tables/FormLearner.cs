namespace Pics.Numerics;

/// <summary>Tells in which form the cells of a column are numbers or dates.</summary>
internal static class FormLearner
{
    private const int FewestDays = 3; // different numbers of eight digits that are taken as days if all can be

    /// <summary>The form, and a sentence where it could be another one; null where the texts are just texts.</summary>
    /// <param name="texts">Of all cells that are observed, each once.</param>
    /// <param name="type">What the source says of the column.</param>
    /// <param name="sign">The decimal sign of the table, where that is known.</param>
    /// <param name="wish">The kind that the column must have, if that is said.</param>
    public static (CellForm Form, string? Doubt)? Find(IReadOnlyCollection<string> texts, CellType type, char? sign, TableColumnKind? wish)
    {
        if (texts.Count == 0 || type == CellType.Truth) return null;
        var isOfDates = wish is TableColumnKind.Date or TableColumnKind.DateTime or TableColumnKind.Time || type is CellType.Date or CellType.DateTime or CellType.Time;
        var areNumbers = !isOfDates && type != CellType.Text && texts.All(text => TableCells.IsNumber(text, out _));
        if (areNumbers && type == CellType.Unknown && wish is null && texts.Count >= FewestDays && texts.All(text => IsDay(text))) return (new CellForm.Moment("yyyyMMdd", MomentUnit.Days), "has numbers of eight digits that are all days, as 20240229, and was taken as dates; another kind in a schema takes them as numbers");
        if (areNumbers && !(sign == ',' && texts.Any(text => text.Contains('.', StringComparison.Ordinal)))) return (CellForm.Plain, null);
        if (type == CellType.Number) return (CellForm.Plain, null);
        if (!isOfDates && type != CellType.Text && NotationLearner.Find(texts, sign) is var (notation, isDoubtful))
            return (new CellForm.Number(0, notation), isDoubtful ? $"has numbers as {texts.First(text => text.AsSpan().ContainsAny('.', ','))}, in which '{(notation.Point == ',' ? ',' : notation.Group)}' was taken to stand {(notation.Group is null ? "before decimals" : "between thousands")}; a decimal sign that is given tells" : null);
        if (areNumbers) return (CellForm.Plain, null);
        return MomentLearner.Find(texts, sign == ',') is var (moment, isTurned)
            ? (moment, isTurned ? $"has dates as {texts.First()}, which were read as {moment.Pattern}, and days and months could be the other way round; a schema with a pattern tells" : null)
            : null;
    }

    /// <summary>Whether a number of eight digits is a day of the years 1900 to 2100.</summary>
    public static bool IsDay(ReadOnlySpan<char> text) => text.Length == 8 && text.SequenceCompareTo("19000101") >= 0 && text.SequenceCompareTo("21001231") <= 0 && Moments.Read(text, "yyyyMMdd", MomentUnit.Days) is not null;
}
