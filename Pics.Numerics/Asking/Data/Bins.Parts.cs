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
        var (sign, edge) = bin == 0 ? (-1, Edges[0]) : (1, Edges[^1]);
        var (light, heavy) = Tails(bin, near, far);
        if (Far == 0) return (light.LogMass, Finite(edge + (sign * light.Mean)), light.Variance);
        var most = Math.Max(light.LogMass, heavy.LogMass);
        var (one, other) = (Math.Exp(light.LogMass - most), Math.Exp(heavy.LogMass - most));
        var mean = ((one * light.Mean) + (other * heavy.Mean)) / (one + other);
        double Around((double LogMass, double Mean, double Variance) part) => part.Variance + ((part.Mean - mean) * (part.Mean - mean));
        return (most + Math.Log(one + other), Finite(edge + (sign * mean)), ((one * Around(light)) + (other * Around(heavy))) / (one + other));
    }

    /// <summary>A number drawn from what is in both a bin and an interval, in the data's own units.</summary>
    /// <param name="bin">The bin.</param>
    /// <param name="interval">In the data's own units.</param>
    /// <param name="uniform">A draw from 0 to less than 1.</param>
    internal double Draw(int bin, Interval interval, double uniform)
    {
        if (bin > 0 && bin < Edges.Count)
        {
            var (low, high) = (Math.Max(interval.Low, Edges[bin - 1]), Math.Min(interval.High, Edges[bin]));
            return Math.Min(low + (uniform * (high - low)), Math.BitDecrement(Edges[bin]));
        }

        var (near, far) = Outwards(bin, interval);
        var scale = bin == 0 ? Below : Above;
        var heavy = 0.0; // the part of what is there that the heavy tail has, which the first draws are of
        if (Far > 0)
        {
            var (one, other) = Tails(bin, near, far);
            heavy = 1 / (1 + Math.Exp(one.LogMass - other.LogMass));
        }

        var away = uniform < heavy ? scale * PowerTail.Draw(Power, near / scale, far / scale, uniform / heavy) : Near((uniform - heavy) / (1 - heavy));
        away = Math.Clamp(away, near, far);
        return Finite(bin == 0 ? Math.Min(Edges[0] - away, Math.BitDecrement(Edges[0])) : Edges[^1] + away);

        double Near(double own)
        {
            var part = double.IsInfinity(far) ? 1 : -Minus((near - far) / scale);
            return near - (scale * Math.Log(1 - (own * part)));
        }
    }

    /// <summary>What the exponential and the heavy tail have between two distances from the edge: the logarithm of the mass, and mean and variance of the distance there.</summary>
    private ((double LogMass, double Mean, double Variance) Near, (double LogMass, double Mean, double Variance) Far) Tails(int bin, double near, double far)
    {
        var scale = bin == 0 ? Below : Above;
        var (mean, variance) = Exponential((far - near) / scale);
        var (logMass, meanFar, varianceFar) = Far == 0 ? (double.NegativeInfinity, 0.0, 0.0) : PowerTail.Between(Power, near / scale, far / scale);
        return ((Math.Log(1 - Far) - (near / scale) + Log(far - near, scale), near + (scale * mean), scale * scale * variance),
            (Math.Log(Far) + logMass, scale * meanFar, scale * scale * varianceFar));
    }

    /// <summary>The distances from the outer edge between which an interval lies in a tail; the second is not larger where there are none.</summary>
    private (double Near, double Far) Outwards(int bin, Interval interval) => bin == 0
        ? (Math.Max(0, Edges[0] - interval.High), Edges[0] - interval.Low)
        : (Math.Max(0, interval.Low - Edges[^1]), interval.High - Edges[^1]);

    /// <summary>log(1 - exp(-length / scale)).</summary>
    private static double Log(double length, double scale) => double.IsInfinity(length) ? 0 : Math.Log(-Minus(-length / scale));

    /// <summary>exp(x) - 1 for x that is not positive, with all digits (Kahan).</summary>
    private static double Minus(double x) => Math.Exp(x) is var power && power == 1 ? x : power < 0.5 ? power - 1 : (power - 1) * x / Math.Log(power);

    /// <summary>Mean and variance of an exponential density of mean one from 0 to a length.</summary>
    private static (double Mean, double Variance) Exponential(double length)
    {
        if (double.IsInfinity(length)) return (1, 1);
        if (length < Even) return ((length / 2) - (length * length / 12), (length * length / 12) - (Math.Pow(length, 4) / 240));
        var rest = length / (-Minus(-length)) * Math.Exp(-length); // length / (e^length - 1)
        return (1 - rest, 1 - (rest * (rest + length)));
    }
}
