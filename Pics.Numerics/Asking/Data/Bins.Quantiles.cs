namespace Pics.Numerics;

/// <content>The inverse of the distribution function in a bin.</content>
public sealed partial record Bins
{
    /// <summary>The first number of a bin up to which a part lies of what counts in it, in the data's own units.</summary>
    /// <param name="bin">The bin, in which something counts.</param>
    /// <param name="inside">What counts, ascending, apart.</param>
    /// <param name="part">Above 0, at most 1.</param>
    internal double Quantile(int bin, Arr<Interval> inside, double part)
    {
        var parts = inside.Bind(interval => Part(bin, interval) is { } found ? Arr.create((Interval: interval, found.LogMass)) : []).ToArray();
        var most = parts.Max(one => one.LogMass);
        var left = part * parts.Sum(one => Math.Exp(one.LogMass - most));
        foreach (var (interval, logMass) in parts)
        {
            var mass = Math.Exp(logMass - most);
            if (left <= mass) return Quantile(bin, interval, logMass, left / mass);
            left -= mass;
        }

        return Quantile(bin, parts[^1].Interval, parts[^1].LogMass, 1); // what rounding left
    }

    private double Quantile(int bin, Interval interval, double logMass, double part)
    {
        var low = Math.Max(interval.Low, bin == 0 ? double.NegativeInfinity : Edges[bin - 1]);
        var high = Math.Min(interval.High, bin == Edges.Count ? double.PositiveInfinity : Edges[bin]);
        if (bin > 0 && bin < Edges.Count) return low + (part * (high - low));
        double Of(double from, double to) => Interval.Between(from, to).Match(one => Part(bin, one) is { } found ? Math.Exp(found.LogMass - logMass) : 0, () => 0);
        bool IsReached(double at) => part > 0.5 ? Of(at, high) <= 1 - part : Of(low, at) >= part; // by the smaller side, which has more digits
        var start = double.IsInfinity(low) ? Bisection.Bracket(high, -Below, at => !IsReached(at)) : low;
        return Bisection.First(start, double.IsInfinity(high) ? Bisection.Bracket(low, Above, IsReached) : high, IsReached);
    }
}
