namespace Pics.Numerics;

/// <content>Parts of bins that lie in intervals.</content>
public sealed partial record Bins
{
    private const double Even = 1e-2; // nats over which an exponential density is nearly even

    /// <summary>What a bin has between two numbers: the logarithm of its part of the bin, and mean and variance there; nothing for none of it.</summary>
    /// <param name="bin">The bin.</param>
    /// <param name="interval">In the data's own units.</param>
    internal (double LogMass, double Mean, double Variance)? Part(int bin, Interval interval)
    {
        if (bin > 0 && bin < Edges.Count)
        {
            var (low, high) = (Math.Max(interval.Low, Edges[bin - 1]), Math.Min(interval.High, Edges[bin]));
            return low < high ? (Math.Log((high - low) / (Edges[bin] - Edges[bin - 1])), low + ((high - low) / 2), (high - low) * (high - low) / 12) : null;
        }

        var (near, far) = Outwards(bin, interval);
        if (!(near < far)) return null;
        var (scale, sign, edge) = bin == 0 ? (Below, -1, Edges[0]) : (Above, 1, Edges[^1]);
        var (mean, variance) = Exponential((far - near) / scale);
        return ((-near / scale) + Log(far - near, scale), Finite(edge + (sign * (near + (scale * mean)))), scale * scale * variance);
    }

    /// <summary>The number in both a bin and an interval that a part of what is there is below, or above in the first bin; the lower end of it for none.</summary>
    /// <param name="bin">The bin.</param>
    /// <param name="interval">In the data's own units.</param>
    /// <param name="uniform">The part, from 0 to less than 1.</param>
    internal double Draw(int bin, Interval interval, double uniform)
    {
        if (bin > 0 && bin < Edges.Count)
        {
            var (low, high) = (Math.Max(interval.Low, Edges[bin - 1]), Math.Min(interval.High, Edges[bin]));
            return Math.Min(low + (uniform * (high - low)), Math.BitDecrement(Edges[bin]));
        }

        var (near, far) = Outwards(bin, interval);
        var scale = bin == 0 ? Below : Above;
        var part = double.IsInfinity(far) ? 1 : -Minus((near - far) / scale);
        var away = Math.Min(near - (scale * Math.Log(1 - (uniform * part))), far);
        return Finite(bin == 0 ? Math.Min(Edges[0] - away, Math.BitDecrement(Edges[0])) : Edges[^1] + away);
    }

    /// <summary>The distances from the outer edge between which an interval lies in a tail; the second is not larger where there are none.</summary>
    private (double Near, double Far) Outwards(int bin, Interval interval) => bin == 0
        ? (Math.Max(0, Edges[0] - interval.High), Edges[0] - interval.Low)
        : (Math.Max(0, interval.Low - Edges[^1]), interval.High - Edges[^1]);

    /// <summary>log(1 - exp(-length / scale)).</summary>
    private static double Log(double length, double scale) => double.IsInfinity(length) ? 0 : Math.Log(-Minus(-length / scale));

    /// <summary>exp(x) - 1 for x that is not positive.</summary>
    private static double Minus(double x) => MathNet.Numerics.SpecialFunctions.Expm1(x);

    /// <summary>Mean and variance of an exponential density of mean one from 0 to a length.</summary>
    private static (double Mean, double Variance) Exponential(double length)
    {
        if (double.IsInfinity(length)) return (1, 1);
        if (length < Even) return ((length / 2) - (length * length / 12), (length * length / 12) - (Math.Pow(length, 4) / 240));
        var rest = length / (-Minus(-length)) * Math.Exp(-length); // length / (e^length - 1)
        return (1 - rest, 1 - (rest * (rest + length)));
    }
}
