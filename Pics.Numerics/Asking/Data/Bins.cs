namespace Pics.Numerics;

/// <summary>Intervals that cover the real line, each with a density of its own: even between two edges, and below the first edge and above the last one exponential, but for a small part with a heavy tail.</summary>
/// <remarks>
/// Outside, at a distance of d means m from the edge, the density is ((1 - f) exp(-d) + 3 f (1 + d)^-4) / m with f = <see cref="Far"/>, whose integral is one: a number that is far
/// outside is then as improbable as a power of its distance, not as an exponential, and mean and variance are finite.
/// Invariant: at least two edges, ascending and finite; the distances are positive and finite; f is from 0 to 1. Bin 0 is below the first edge, bin i between
/// edges i - 1 and i with the lower one in it, and the last one from the last edge on. A circuit gives each bin a probability; what is here is p(number | bin).
/// </remarks>
public sealed partial record Bins
{
    /// <summary>The part of the numbers outside that the heavy tail has, where bins are learned.</summary>
    internal const double LearnedFar = 0.01;

    private const double Least = -1e300; // the exponent of a tail, so that sums over columns stay finite
    private const double Power = 3; // of the distance, to which the heavy tail's part beyond it falls

    private Bins(Arr<double> edges, double below, double above, double far) => (Edges, Below, Above, Far) = (edges, below, above, far);

    /// <summary>Where bins meet, ascending, in the data's own units.</summary>
    public Arr<double> Edges { get; }

    /// <summary>The mean distance to the first edge of what is below it and in no heavy tail, in the data's own units.</summary>
    public double Below { get; }

    /// <summary>The mean distance to the last edge of what is above it and in no heavy tail, in the data's own units.</summary>
    public double Above { get; }

    /// <summary>The part of the numbers outside that is in a heavy tail, from 0 to 1.</summary>
    public double Far { get; }

    /// <summary>The number of bins.</summary>
    public int Count => Edges.Count + 1;

    /// <summary>Bins with these edges. Error: <see cref="DataError.BadShape"/> for edges that are too few, not ascending or not finite, distances that are not positive, or a part that is none.</summary>
    /// <param name="edges">Ascending, at least two.</param>
    /// <param name="below">The mean distance to the first edge of what is below it.</param>
    /// <param name="above">The mean distance to the last edge of what is above it.</param>
    /// <param name="far">The part of what is outside that a heavy tail has.</param>
    public static Either<DataError, Bins> Create(IEnumerable<double> edges, double below, double above, double far = 0)
    {
        var all = edges.ToArr();
        var isRight = all.Count is >= 2 and < short.MaxValue && all.ForAll(double.IsFinite) && Enumerable.Range(1, all.Count - 1).All(edge => all[edge - 1] < all[edge])
            && double.IsFinite(all[^1] - all[0]) && double.IsFinite(below) && below > 0 && double.IsFinite(above) && above > 0 && far is >= 0 and <= 1;
        return isRight ? new Bins(all, below, above, far) : new DataError.BadShape("bins", $"{all.Count} edge(s)", $"2 to {short.MaxValue - 1} ascending finite edges, positive mean distances outside, and a part from 0 to 1 that is far");
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
        0 => Outside(Edges[0] - number, Below),
        var bin when bin == Edges.Count => Outside(number - Edges[^1], Above),
        var bin => -Math.Log(Edges[bin] - Edges[bin - 1]),
    };

    /// <summary>The mean of the numbers of a bin, in the data's own units.</summary>
    public double Mean(int bin) => Finite(bin == 0 ? Edges[0] - (Below * MeanOutside) : bin == Edges.Count ? Edges[^1] + (Above * MeanOutside) : Edges[bin - 1] + ((Edges[bin] - Edges[bin - 1]) / 2));

    /// <summary>The variance of the numbers of a bin, in the square of the data's own units.</summary>
    public double Variance(int bin) => bin == 0 ? Below * Below * VarianceOutside : bin == Edges.Count ? Above * Above * VarianceOutside : (Edges[bin] - Edges[bin - 1]) * (Edges[bin] - Edges[bin - 1]) / 12;

    /// <summary>A number drawn from a bin, in the data's own units.</summary>
    /// <param name="bin">The bin.</param>
    /// <param name="uniform">A draw from 0 to less than 1.</param>
    public double Draw(int bin, double uniform) => bin == 0 ? Finite(Math.BitDecrement(Edges[0] - (Below * Distance(uniform))))
        : bin == Edges.Count ? Finite(Edges[^1] + (Above * Distance(uniform)))
        : Math.Min(Edges[bin - 1] + (uniform * (Edges[bin] - Edges[bin - 1])), Math.BitDecrement(Edges[bin]));

    /// <summary>Of the distances outside, in multiples of their scale: (1 - f) + f / 2.</summary>
    private double MeanOutside => 1 - Far + (Far / (Power - 1));

    /// <summary>E(d^2) - E(d)^2 with E(d^2) = 2 (1 - f) + 2 f / ((a - 1) (a - 2)) for the power a.</summary>
    private double VarianceOutside => (2 * (1 - Far)) + (2 * Far / ((Power - 1) * (Power - 2))) - (MeanOutside * MeanOutside);

    private double Outside(double distance, double scale)
    {
        var near = Math.Max(-(distance / scale), Least);
        if (Far == 0) return near - Math.Log(scale);
        var steps = distance / scale is var ratio && double.IsFinite(ratio) ? Math.Log(1 + ratio) : Math.Log(distance) - Math.Log(scale);
        var (one, other) = (Math.Log(1 - Far) + near, Math.Log(Power * Far) - ((Power + 1) * steps));
        return Math.Max(one, other) + Math.Log(1 + Math.Exp(-Math.Abs(one - other))) - Math.Log(scale);
    }

    /// <summary>A distance in multiples of the scale: draws of the first part are of the heavy tail.</summary>
    private double Distance(double uniform) => uniform < Far
        ? Math.Pow(1 - (uniform / Far), -1 / Power) - 1
        : -Math.Log(1 - (Far == 0 ? uniform : (uniform - Far) / (1 - Far)));

    private static double Finite(double number) => Math.Clamp(number, double.MinValue, double.MaxValue);
}
