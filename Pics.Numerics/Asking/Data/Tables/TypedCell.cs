namespace Pics.Numerics;

/// <summary>The value of a cell of a source that has types, without its text.</summary>
/// <param name="Key">Of two cells of a column the same where their texts are: the bits of a number, the ticks of a time since 1970 or midnight.</param>
/// <param name="Value">The number that its text is; of times nothing.</param>
/// <param name="IsPlain">Whether its text has neither a fraction nor an exponent.</param>
internal readonly record struct TypedCell(long Key, double Value, bool IsPlain)
{
    private const double FirstWithExponent = 1e15; // from here on numbers are written with an exponent

    /// <summary>A finite number whose text is the shortest that is read as the same.</summary>
    public static TypedCell Of(double number) => new(BitConverter.DoubleToInt64Bits(number), number, double.IsInteger(number) && Math.Abs(number) < FirstWithExponent);

    /// <summary>A time.</summary>
    public static TypedCell Of(long ticks) => new(ticks, double.NaN, ticks % TimeSpan.TicksPerSecond == 0);
}

/// <summary>Reads cells of a column without their texts, to what these would be read as.</summary>
internal sealed class TypedReader
{
    private readonly double size; // ticks of the unit in which times are counted; NaN for numbers
    private readonly bool arePlain; // whether only those times can be read that have no fraction of a second
    private readonly System.Collections.Generic.HashSet<double> missing;

    private TypedReader(double size, bool arePlain, System.Collections.Generic.HashSet<double> missing) => (this.size, this.arePlain, this.missing) = (size, arePlain, missing);

    /// <summary>A reader; null where only texts tell what cells are.</summary>
    /// <param name="type">What the source says of the column.</param>
    /// <param name="form">How its cells are read; of times the unit.</param>
    /// <param name="missing">Words that say that a cell is not observed.</param>
    /// <param name="pattern">How times are written where that must be so; null where it need not.</param>
    public static TypedReader? Of(CellType type, CellForm form, IEnumerable<string> missing, string? pattern = null) => (type, form) switch
    {
        (CellType.Number, CellForm.Text or CellForm.Number { Notation.IsPlain: true }) => new(double.NaN, false, [.. missing.Select(word => TableCells.IsNumber(word, out var number) ? number : double.NaN).Where(double.IsFinite)]),
        (CellType.Date or CellType.DateTime or CellType.Time, CellForm.Moment { Unit: var unit }) when (type == CellType.Time) == (unit == MomentUnit.SecondsOfDay) && !missing.Any(word => word.AsSpan().ContainsAnyInRange('0', '9')) && TypedCells.IsPattern(type, pattern, out var arePlain) =>
            new(Moments.Size(unit), arePlain, []),
        _ => null,
    };

    /// <summary>The number that a cell stands for; false where only its text tells.</summary>
    public bool IsNumber(in TypedCell cell, out double number)
    {
        var isOfTimes = !double.IsNaN(size);
        number = isOfTimes ? cell.Key / size : cell.Value;
        return isOfTimes ? cell.IsPlain || !arePlain : !missing.Contains(number);
    }
}
