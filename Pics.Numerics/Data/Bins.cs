namespace Pics.Numerics;

/// <summary>Intervals that cover the real line, each with a density of its own: even between two edges, exponential below the first edge and above the last.</summary>
/// <remarks>
/// Invariant: at least two edges, ascending and finite; the means of the outer distances are positive and finite. Bin 0 is below the first edge, bin i between
/// edges i - 1 and i with the lower one in it, and the last one from the last edge on. A circuit gives each bin a probability; what is here is p(number | bin).
/// </remarks>
public sealed partial record Bins
{
    private const double Least = -1e300; // the exponent of a tail, so that sums over columns stay finite

    private Bins(Arr<double> edges, double below, double above) => (Edges, Below, Above) = (edges, below, above);

    /// <summary>Where bins meet, ascending, in the data's own units.</summary>
    public Arr<double> Edges { get; }

    /// <summary>The mean distance to the first edge of what is below it, in the data's own units.</summary>
    public double Below { get; }

    /// <summary>The mean distance to the last edge of what is above it, in the data's own units.</summary>
    public double Above { get; }

    /// <summary>The number of bins.</summary>
    public int Count => Edges.Count + 1;

    /// <summary>Bins with these edges. Error: <see cref="DataError.BadShape"/> for edges that are too few, not ascending or not finite, or distances that are not positive.</summary>
    /// <param name="edges">Ascending, at least two.</param>
    /// <param name="below">The mean distance to the first edge of what is below it.</param>
    /// <param name="above">The mean distance to the last edge of what is above it.</param>
    public static Either<DataError, Bins> Create(IEnumerable<double> edges, double below, double above)
    {
        var all = edges.ToArr();
        var isRight = all.Count is >= 2 and < short.MaxValue && all.ForAll(double.IsFinite) && Enumerable.Range(1, all.Count - 1).All(edge => all[edge - 1] < all[edge])
            && double.IsFinite(all[^1] - all[0]) && double.IsFinite(below) && below > 0 && double.IsFinite(above) && above > 0;
        return isRight ? new Bins(all, below, above) : new DataError.BadShape("bins", $"{all.Count} edge(s)", $"2 to {short.MaxValue - 1} ascending finite edges, and positive mean distances outside");
    }

    /// <summary>The bin of a number.</summary>
    public int Of(double number)
    {
        var (low, high) = (0, Edges.Count); // edges below low are at most the number, those from high on are above it
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Edges[middle] <= number) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>log p(number | its bin), in nats per unit of the data; finite for every finite number.</summary>
    public double LogDensity(double number) => Of(number) switch
    {
        0 => Math.Max(-((Edges[0] - number) / Below), Least) - Math.Log(Below),
        var bin when bin == Edges.Count => Math.Max(-((number - Edges[^1]) / Above), Least) - Math.Log(Above),
        var bin => -Math.Log(Edges[bin] - Edges[bin - 1]),
    };

    /// <summary>The mean of the numbers of a bin, in the data's own units.</summary>
    public double Mean(int bin) => Finite(bin == 0 ? Edges[0] - Below : bin == Edges.Count ? Edges[^1] + Above : Edges[bin - 1] + ((Edges[bin] - Edges[bin - 1]) / 2));

    /// <summary>The variance of the numbers of a bin, in the square of the data's own units.</summary>
    public double Variance(int bin) => bin == 0 ? Below * Below : bin == Edges.Count ? Above * Above : (Edges[bin] - Edges[bin - 1]) * (Edges[bin] - Edges[bin - 1]) / 12;

    /// <summary>A number drawn from a bin, in the data's own units.</summary>
    /// <param name="bin">The bin.</param>
    /// <param name="uniform">A draw from 0 to less than 1.</param>
    public double Draw(int bin, double uniform) => bin == 0 ? Finite(Math.BitDecrement(Edges[0] + (Below * Math.Log(1 - uniform))))
        : bin == Edges.Count ? Finite(Edges[^1] - (Above * Math.Log(1 - uniform)))
        : Math.Min(Edges[bin - 1] + (uniform * (Edges[bin] - Edges[bin - 1])), Math.BitDecrement(Edges[bin]));

    private static double Finite(double number) => Math.Clamp(number, double.MinValue, double.MaxValue);
}
