namespace Pics.Numerics;

/// <summary>The least value of a column, in its order, whose distribution function is at least a part; as data sets hold it, real numbers that stand for no others unrounded.</summary>
internal static class ColumnQuantiles
{
    private const double Rounding = 1e-12; // of a sum of probabilities

    /// <summary>Of a channel with finitely many values, by the probability of each that the circuit sees.</summary>
    /// <param name="column">What the channel is; its values have an order.</param>
    /// <param name="probabilities">Of all values.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="part">Above 0 and below 1.</param>
    /// <remarks>The label that stands for all others has no place in the order: the quantile is that of the labels that have one.</remarks>
    public static double OfTable(Column column, double[] probabilities, Finding known, double part)
    {
        if (column.Kind is ColumnKind.Binned binned) return OfBins(column, binned.Bins, probabilities, known, part);
        var places = Enumerable.Range(0, probabilities.Length).Where(value => !column.IsOther(value));
        var values = (column.HasNumbers ? places.OrderBy(value => column.Number(Math.Min(value, column.Largest))) : places.Order()).ToArray();
        return column.Nearest(values[Place([.. values.Select(value => probabilities[value])], part).Place]);
    }

    /// <summary>Of a channel without a largest value, by the nodes of its variable.</summary>
    /// <param name="column">What the channel is.</param>
    /// <param name="family">Of the variable.</param>
    /// <param name="nodes">The probability of each node given what is known, and the channel's parameters there.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="part">Above 0 and below 1.</param>
    public static double OfNodes(Column column, InputFamily family, IEnumerable<(double Weight, double[] Numbers)> nodes, Finding known, double part)
    {
        var some = nodes.Where(node => node.Weight > 0).ToArray();
        var inside = column.Restrict(known, family) is Restriction.Inside restricted ? restricted.Intervals : Arr.create(Interval.All);
        if (family is not InputFamily.Gaussian) return Math.Min(MixtureQuantile.OfCounts(some, inside, part), column.Largest);
        var found = MixtureQuantile.OfReals(some, inside, part);
        return column.Kind is not ColumnKind.Real ? column.Nearest(Math.Ceiling(found - 0.5)) : column.HasCells ? column.Held(found, known, false) : found;
    }

    private static double OfBins(Column column, Bins bins, double[] probabilities, Finding known, double part)
    {
        var (bin, left) = Place(probabilities, part);
        if (column.Atom(bins, bin) is { } atom) return atom;
        var found = bins.Quantile(bin, known is Finding.Ranges ranges ? ranges.Intervals : Arr.create(Interval.All), Math.Clamp(left / probabilities[bin], double.Epsilon, 1));
        return column.HasCells ? column.Held(found, known, false) : found;
    }

    /// <summary>The first place up to which numbers have a part of their sum, and what of that lies in the place.</summary>
    private static (int Place, double Left) Place(double[] numbers, double part)
    {
        var left = part * numbers.Sum();
        var least = left * Rounding;
        var last = System.Array.FindLastIndex(numbers, number => number > 0);
        for (var place = 0; place < last; left -= numbers[place++])
            if (numbers[place] > 0 && numbers[place] >= left - least)
                return (place, Math.Min(left, numbers[place]));
        return (last, Math.Min(left, numbers[last]));
    }
}
