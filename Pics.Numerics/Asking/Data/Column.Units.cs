namespace Pics.Numerics;

/// <summary>Between the data's own units and the numbers that a circuit sees.</summary>
public sealed partial record Column
{
    private const ulong OfNumbers = 0x9d5c_f1b2_63a8_e047; // what sets the draws of numbers in bins apart from those of the circuit

    /// <summary>The largest value that is no real number.</summary>
    internal double Largest => Nearest(double.MaxValue);

    /// <summary>Whether its values are numbers, not texts: codes as 007 are texts.</summary>
    internal bool HasNumbers => !HasOther && Kind.Match(categorical => categorical.Labels.All(label => TableCells.IsPlain(label, out _)), _ => true, _ => true, _ => true);

    /// <summary>Whether what it holds is what the circuit sees.</summary>
    internal bool IsSeenAsHeld => Kind is not ColumnKind.Binned;

    /// <summary>What the circuit sees of a value: the number of its bin where there are bins, else the value; NaN for NaN.</summary>
    internal double Seen(double value) => Kind is ColumnKind.Binned binned && !double.IsNaN(value) ? binned.Bins.Of(value) : value;

    /// <summary>Nats to subtract from the log-probability or log-density of what the circuit sees of a value to have the log-density of the value in the data's own units.</summary>
    internal double LogScale(double value) => Kind.Match(_ => 0, _ => 0, real => Math.Log(real.Scale), binned => -binned.Bins.LogDensity(value));

    /// <summary>A value of what the circuit drew: a number of the bin, evenly or as its tail has them; else the same.</summary>
    /// <param name="seen">What the circuit sees.</param>
    /// <param name="uniform">A draw from 0 to less than 1.</param>
    internal double Drawn(double seen, double uniform) => Kind is ColumnKind.Binned binned && !double.IsNaN(seen) ? binned.Bins.Draw((int)seen, uniform) : seen;

    /// <summary>The same with a draw that depends on the seed, the row and the place in it alone, and on nothing that the circuit drew.</summary>
    internal double Drawn(double seen, long seed, long row, int place) => IsSeenAsHeld ? seen : Drawn(seen, Uniform(seed, row, place));

    private static double Uniform(long seed, long row, int place) => CounterRandom.Uniform(CounterRandom.Key((ulong)seed ^ OfNumbers, row), place);

    /// <summary>Whether a value is the label that stands for all others.</summary>
    internal bool IsOther(double value) => HasOther && Kind is ColumnKind.Categorical { Values: var values } && value == values - 1;

    /// <summary>What a value is as a number in the data's own units; nothing for a text, NaN for NaN.</summary>
    /// <param name="value">Of this column; a real number centred and scaled, one in bins as it is.</param>
    public double? Number(double value) => double.IsNaN(value) ? value : Kind.Match<double?>(
        categorical => categorical.Labels.IsEmpty ? value : TableCells.IsPlain(categorical.Labels[(int)value], out var number) ? number : null,
        _ => value,
        real => (value * real.Scale) + real.Centre,
        _ => value);

    /// <summary>The value of a number in the data's own units, the inverse of <see cref="Number"/>: centred and scaled if real. Nothing if the column has no such value.</summary>
    internal double? Value(double number) => !double.IsFinite(number) ? null : Kind.Match<double?>(
        categorical => categorical.Labels.IsEmpty
            ? double.IsInteger(number) && number >= 0 && number < categorical.Values ? number : null
            : Enumerable.Range(0, categorical.Values).Select(value => (double?)value).FirstOrDefault(value => Number(value!.Value) == number),
        _ => double.IsInteger(number) && number is >= 0 and < int.MaxValue ? number : null,
        real => (number - real.Centre) / real.Scale is var value && double.IsFinite(value) ? value : null,
        _ => number);

    /// <summary>The value of the column that is nearest to what a family gave: some families go past the values of a column, and numbers have so many decimals.</summary>
    public double Nearest(double value) => double.IsNaN(value) ? value : Kind.Match(
        categorical => Math.Clamp(Math.Round(value), 0, categorical.Values - 1),
        _ => Math.Clamp(Math.Round(value), 0, int.MaxValue - 1),
        real => Form is CellForm.Text ? value : (Form.Round((value * real.Scale) + real.Centre) - real.Centre) / real.Scale,
        _ => Form.Round(value) + 0.0); // without the sign of zero

    /// <summary>The same, and where that is asked for none that is less than the least or above the largest number that training saw.</summary>
    /// <param name="value">What a family gave.</param>
    /// <param name="withinRange">Whether it stays within <see cref="Range"/>.</param>
    public double Nearest(double value, bool withinRange) => Within(Nearest(value), withinRange);

    /// <summary>A value, or the nearest one within the range of training where that is asked for.</summary>
    internal double Within(double value, bool isAsked) => isAsked && Range is var (least, largest) && !double.IsNaN(value)
        ? Kind.Match(_ => value, _ => Math.Clamp(value, least, largest), real => Math.Clamp(value, (least - real.Centre) / real.Scale, (largest - real.Centre) / real.Scale), _ => Math.Clamp(value, least, largest))
        : value;

    /// <summary>The numbers of all values of a category, if they all are numbers.</summary>
    internal double[]? Numbers(ColumnKind.Categorical kind) => HasNumbers ? [.. Enumerable.Range(0, kind.Values).Select(value => Number(value)!.Value)] : null;
}
