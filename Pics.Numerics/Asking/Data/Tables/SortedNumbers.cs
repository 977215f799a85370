using System.Globalization;

namespace Pics.Numerics;

/// <summary>The different numbers of a column, ascending, how often each is there, and where they may be cut.</summary>
internal sealed class SortedNumbers
{
    private const int MostDigits = 17; // that tell any two numbers apart

    private readonly double[] numbers;
    private readonly int[] before; // rows of smaller numbers, and of all at the end

    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="form">How they are written.</param>
    public SortedNumbers(ReadOnlySpan<double> sorted, CellForm form)
    {
        var (values, starts) = (new List<double>(), new List<int>());
        for (var row = 0; row < sorted.Length; row++)
        {
            if (row > 0 && sorted[row] == sorted[row - 1]) continue;
            values.Add(sorted[row]);
            starts.Add(row);
        }

        starts.Add(sorted.Length);
        (numbers, before) = ([.. values], [.. starts]);
        Step = FormGrid.Step(form) is { } step && FormGrid.Holds(form, step, numbers) ? step : null;
        var (low, high) = (sorted[(int)(sorted.Length * BinSettings.TailPart)], sorted[(int)((sorted.Length - 1) * (1 - BinSettings.TailPart))]);
        Spread = high > low ? high - low
            : numbers[^1] > numbers[0] ? numbers[^1] - numbers[0]
            : Math.Max(Math.Abs(high), Step ?? 0) is > 0 and var size ? size
            : 1;
        Atom = Math.Max(BinSettings.AtomRows, BinSettings.AtomPart * Rows / BinSettings.Bins(Rows));
    }

    /// <summary>How many different ones.</summary>
    public int Count => numbers.Length;

    /// <summary>How many in all.</summary>
    public int Rows => before[^1];

    /// <summary>The distance of neighbours on the grid that all lie on; null without one.</summary>
    public double? Step { get; }

    /// <summary>How far apart they are, a few at both ends left out.</summary>
    public double Spread { get; }

    /// <summary>Rows of one number from which on it has a bin of its own.</summary>
    private double Atom { get; }

    /// <summary>One of the different numbers.</summary>
    public double this[int index] => numbers[index];

    /// <summary>Rows of those from one to before another.</summary>
    public int RowsOf(int first, int end) => before[end] - before[first];

    /// <summary>Whether a number has so many rows that it has a bin of its own.</summary>
    public bool IsAtom(int index) => RowsOf(index, index + 1) >= Atom;

    /// <summary>Half the width of the bin of one number.</summary>
    public double Half(int index)
    {
        if (Step is { } step) return step / 2;
        var half = Spread * BinSettings.AtomWidth / 2;
        if (index > 0) half = Math.Min(half, (numbers[index] - numbers[index - 1]) / 2);
        if (index + 1 < Count) half = Math.Min(half, (numbers[index + 1] - numbers[index]) / 2);
        return Math.Max(half, 4 * (Math.BitIncrement(Math.Abs(numbers[index])) - Math.Abs(numbers[index])));
    }

    /// <summary>The middle between a number and the one before it.</summary>
    public double Between(int index) => numbers[index - 1] + ((numbers[index] - numbers[index - 1]) / 2);

    /// <summary>Where a number and the one before it are cut apart: half a step off the grid, or a number of few digits.</summary>
    public double Cut(int index)
    {
        var (below, above) = (numbers[index - 1], numbers[index]);
        var middle = Between(index);
        if (Step is { } step)
        {
            var steps = Math.Floor((middle - below) / step);
            return below + ((steps + 0.5) * step) is var cut && cut < above && cut > below ? cut : below + (step / 2);
        }

        for (var digits = 0; digits < MostDigits; digits++)
            if (double.Parse(middle.ToString($"E{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) is var cut && cut > below && cut <= above)
                return cut;
        return above;
    }
}
