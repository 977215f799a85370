using MathNet.Numerics;

namespace Pics.Numerics;

/// <summary>Quantiles of mixtures over nodes of which a part of the values counts: the first number whose distribution function is at least a part.</summary>
/// <remarks>
/// By bisection on the distribution function itself, taken from the side that has less of it, so that digits stay in both tails; safe where it is flat and
/// where it is steep. A quantile of a mixture lies between the least and the largest one of its parts, which is where the search begins.
/// </remarks>
internal static class MixtureQuantile
{
    private static readonly double Root = Math.Sqrt(2);

    /// <summary>Of Gaussians, in the family's numbers.</summary>
    /// <param name="nodes">The probability of each node given what is known, and mean and logarithm of the deviation there.</param>
    /// <param name="inside">What counts, ascending, apart.</param>
    /// <param name="part">Above 0 and below 1.</param>
    public static double OfReals(IReadOnlyList<(double Weight, double[] Numbers)> nodes, Arr<Interval> inside, double part)
    {
        var family = new InputFamily.Gaussian(1);
        var ends = nodes.Select(node => new Restricted(family, node.Numbers, new Restriction.Inside(inside)).Draw(part)).ToArray();
        return Bisection.First(ends.Min(), ends.Max(), inside.Count == 1 && inside[0] == Interval.All ? IsReached(nodes, part) : IsReached(family, nodes, inside, part));
    }

    /// <summary>Of Poisson distributions.</summary>
    /// <param name="nodes">The probability of each node given what is known, and the logarithm of the rate there.</param>
    /// <param name="inside">What counts, ascending, apart.</param>
    /// <param name="part">Above 0 and below 1.</param>
    public static double OfCounts(IReadOnlyList<(double Weight, double[] Numbers)> nodes, Arr<Interval> inside, double part)
    {
        var isReached = IsReached(new InputFamily.Poisson(1), nodes, inside, part);
        var least = inside[0].Whole().Match(run => run.First, () => 0);
        if (isReached(least)) return least;
        var (low, high) = (least, Math.Floor(Bisection.Bracket(least, 1, isReached)));
        while (high - low > 1)
        {
            var middle = Math.Floor(low + ((high - low) / 2));
            if (isReached(middle)) high = middle;
            else low = middle;
        }

        return high;
    }

    /// <summary>Whether the distribution function is at least the part at a number, where every number counts.</summary>
    private static Func<double, bool> IsReached(IReadOnlyList<(double Weight, double[] Numbers)> nodes, double part)
    {
        var (weights, means, scales) = (nodes.Select(node => node.Weight).ToArray(), nodes.Select(node => node.Numbers[0]).ToArray(), nodes.Select(node => Math.Exp(node.Numbers[1]) * Root).ToArray());
        var total = weights.Sum();
        double Side(double x, int sign)
        {
            var sum = 0.0;
            for (var node = 0; node < weights.Length; node++) sum += weights[node] * SpecialFunctions.Erfc(sign * (x - means[node]) / scales[node]);
            return sum / 2 / total;
        }

        return x => part > 0.5 ? Side(x, 1) <= 1 - part : Side(x, -1) >= part;
    }

    private static Func<double, bool> IsReached(InputFamily family, IReadOnlyList<(double Weight, double[] Numbers)> nodes, Arr<Interval> inside, double part)
    {
        Restricted Of(double[] numbers, Arr<Interval> intervals) => new(family, numbers, new Restriction.Inside(intervals));
        var total = nodes.Sum(node => node.Weight);
        var masses = nodes.Select(node => Of(node.Numbers, inside).LogMass()).ToArray();
        double Mass(Option<Interval> side)
        {
            var counts = side.Match(one => inside.Bind(interval => interval.Intersect(one).ToArr()), () => []);
            return counts.IsEmpty ? 0 : nodes.Select((node, place) => double.IsNegativeInfinity(masses[place]) ? 0 : node.Weight * Math.Exp(Of(node.Numbers, counts).LogMass() - masses[place])).Sum() / total;
        }

        return x => part > 0.5
            ? Mass(Interval.Between(x, double.PositiveInfinity, false, false)) <= 1 - part
            : Mass(Interval.Between(double.NegativeInfinity, x)) >= part;
    }
}
