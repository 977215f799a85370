namespace Pics.Numerics;

/// <summary>The value of one channel alone that no other value of its column beats given what else a row observes, as data sets hold it.</summary>
/// <remarks>Of numbers in bins the highest density, which need not be in the most probable bin. The label that stands for all others is left out.</remarks>
internal static class Modes
{
    /// <summary>Of each row of a posterior. Error: <see cref="QueryError"/>.</summary>
    /// <param name="column">What the channel is.</param>
    /// <param name="posterior">The posteriors.</param>
    /// <param name="of">The channel.</param>
    /// <param name="withinRange">Whether numbers stay within those that training saw.</param>
    public static Either<QueryError, double[]> Of(Column column, Posterior posterior, Term of, bool withinRange = false) => (column.Kind, column.HasOther) switch
    {
        (ColumnKind.Binned binned, _) => Rows(posterior, of).Map(rows => OfBins(column, binned.Bins, rows, withinRange)),
        (ColumnKind.Categorical { Values: > 1 }, true) => Rows(posterior, of).Map(rows => System.Array.ConvertAll(rows, row => (double)Largest(row.AsSpan(0, row.Length - 1)))),
        _ => posterior.Mode(of.Variable, of.Channel, column.Largest).Map(found => System.Array.ConvertAll(found, value => column.Nearest(value, withinRange))),
    };

    /// <summary>The probabilities of a channel with finitely many values in each row.</summary>
    internal static Either<QueryError, double[][]> Rows(Posterior posterior, Term of) => posterior.Probabilities(of.Variable, of.Channel).Map<double[][]>(found =>
        [.. found.Chunk(Math.Max(1, found.Length / Math.Max(1, posterior.Rows)))]);

    /// <summary>The place of the largest of some numbers.</summary>
    internal static int Largest(ReadOnlySpan<double> numbers)
    {
        var best = 0;
        for (var place = 1; place < numbers.Length; place++)
            if (numbers[place] > numbers[best])
                best = place;
        return best;
    }

    private static double[] OfBins(Column column, Bins bins, double[][] rows, bool withinRange)
    {
        var values = Enumerable.Range(0, bins.Count).Select(bin => column.Within(column.Top(bins, bin), withinRange)).ToArray();
        var (places, densities) = (System.Array.ConvertAll(values, bins.Of), System.Array.ConvertAll(values, bins.LogDensity));
        return System.Array.ConvertAll(rows, row => values[Largest([.. places.Zip(densities, (bin, density) => Math.Log(row[bin]) + density)])]);
    }
}
