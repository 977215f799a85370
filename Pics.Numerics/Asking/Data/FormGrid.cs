namespace Pics.Numerics;

/// <summary>The grid on which the numbers of a column lie, by how its cells are written.</summary>
internal static class FormGrid
{
    private const int MostDecimals = 15;
    private const double SecondsInMinute = 60;
    private const double SecondsInHour = 3600;

    /// <summary>The distance between two neighbours, in the data's own units; null where there is no grid.</summary>
    public static double? Step(CellForm form) => form.Match<double?>(
        _ => null,
        number => number.Decimals <= MostDecimals ? 1 / Math.Pow(10, number.Decimals) : null,
        moment => moment.Unit == MomentUnit.Days || moment.Pattern.Contains('s', StringComparison.Ordinal) ? 1
            : moment.Pattern.Contains('m', StringComparison.Ordinal) ? SecondsInMinute
            : SecondsInHour);

    /// <summary>Whether numbers, of which some are looked at, lie on the grid, and are not so large that the places between them are lost.</summary>
    public static bool Holds(CellForm form, double step, ReadOnlySpan<double> numbers)
    {
        const double Exact = 1L << 50; // steps from zero, from which on half of one may be rounded away
        foreach (var number in numbers)
            if (!(Math.Abs(number) / step < Exact) || Math.Abs(form.Round(number) - number) > step * 1e-3)
                return false;
        return true;
    }

    /// <summary>The first number of the form from a bound on; the bound itself where there is no grid.</summary>
    public static double From(CellForm form, double bound) => Step(form) is not { } step ? bound
        : Round(form, bound) is var near && near >= bound ? near
        : Round(form, near + step);

    /// <summary>The last number of the form before a bound; the last one of all where there is no grid.</summary>
    public static double Before(CellForm form, double bound) => Step(form) is not { } step ? Math.BitDecrement(bound)
        : Round(form, bound) is var near && near < bound ? near
        : Round(form, near - step);

    /// <summary>Whether each number of the form stands for all that are nearer to it than to its neighbours: whole numbers, dates and times, and no numbers of some decimals.</summary>
    public static bool HasCells(CellForm form) => form.Match(_ => false, number => number.Decimals == 0, _ => true);

    /// <summary>The numbers that those of the form in an interval stand for, from half a step before the first to half a step after the last; nothing where there are none.</summary>
    public static Option<Interval> Cells(CellForm form, Interval interval)
    {
        bool IsOne(double number) => Round(form, number) == number;
        var low = double.IsInfinity(interval.Low) ? interval.Low
            : interval.HasLow || !IsOne(interval.Low) ? Edge(form, From(form, interval.Low), -1)
            : Edge(form, interval.Low, 1);
        var high = double.IsInfinity(interval.High) ? interval.High
            : interval.HasHigh && IsOne(interval.High) ? Edge(form, interval.High, 1)
            : Edge(form, From(form, interval.High), -1);
        return Interval.Between(low, high, true, false);
    }

    /// <summary>Where numbers begin, or end, to be nearest to one of the form: also of months and years, which are several steps long.</summary>
    private static double Edge(CellForm form, double number, int sign)
    {
        const int Most = 400; // days of a year and some
        var (step, at) = (Step(form) ?? 0, number);
        for (var steps = 0; steps < Most && step > 0 && Round(form, at + (sign * step)) == number; steps++) at += sign * step;
        return at + (sign * step / 2);
    }

    private static double Round(CellForm form, double number) => form.Round(number) + 0.0; // without the sign of zero
}
