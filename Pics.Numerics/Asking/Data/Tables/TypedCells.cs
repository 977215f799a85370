namespace Pics.Numerics;

/// <summary>Cells of sources that have types: numbers in digits with a point and dates of one pattern, however a table in text writes them.</summary>
internal static class TypedCells
{
    private const string Day = "yyyy-MM-dd";
    private const string Moment = "yyyy-MM-dd HH:mm:ss.FFFFFFF";
    private const string Time = "HH:mm:ss.FFFFFFF";
    private const string Fraction = ".FFFFFFF";

    /// <summary>Whether times of a type are written by a pattern, and whether only those without a fraction of a second are; any are where none is asked for.</summary>
    public static bool IsPattern(CellType type, string? pattern, out bool arePlain)
    {
        var own = type switch { CellType.Date => Day, CellType.DateTime => Moment, _ => Time };
        arePlain = pattern is not null && pattern != own;
        return !arePlain || $"{pattern}{Fraction}" == own;
    }

    /// <summary>The number that a cell of a type stands for; null for a column without numbers, and for what is none of its type.</summary>
    /// <param name="type">What the source says of the column.</param>
    /// <param name="form">How cells of the column are written in text.</param>
    /// <param name="cell">The cell.</param>
    public static double? Read(CellType type, CellForm form, ReadOnlySpan<char> cell) => (type, form) switch
    {
        (CellType.Number, not CellForm.Moment) => CellForm.Plain.Read(cell),
        (CellType.Date, CellForm.Moment moment) => Moments.Read(cell, Day, moment.Unit),
        (CellType.DateTime, CellForm.Moment moment) => Moments.Read(cell, Moment, moment.Unit),
        (CellType.Time, CellForm.Moment moment) => Moments.Read(cell, Time, moment.Unit),
        _ => null,
    };

    /// <summary>A text of the form as such sources write it.</summary>
    public static string Write(CellForm form, string text) => form.Read(text) is not { } number ? text : form.Match(
        _ => text,
        _ => CellForm.Plain.Write(number),
        moment => Moments.Write(number, moment.Unit switch { MomentUnit.Days => Day, MomentUnit.Seconds => Moment, _ => Time }, moment.Unit));
}
