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

    private static double Round(CellForm form, double number) => form.Round(number) + 0.0; // without the sign of zero
}
