using MathNet.Numerics.Distributions;

namespace Pics.Numerics;

/// <summary>Quantiles of mixtures: the smallest value whose distribution function is at least a probability.</summary>
/// <remarks>
/// By halving an interval that has the quantile: of normal densities between the least and the largest quantile of the parts, until no number is between; of counts by whole numbers.
/// Above one half it is the mass that is above a value that is compared, so that no digits are lost in either tail.
/// </remarks>
internal static class MixtureQuantile
{
    private const int Halvings = 200;
    private const double LastCount = 1L << 53;
    private const double Least = 1e-16; // of a tail, where rounding leaves nothing

    /// <summary>Of normal densities.</summary>
    /// <param name="weights">How probable each is; together one.</param>
    /// <param name="means">Of each.</param>
    /// <param name="logDeviations">Of each.</param>
    /// <param name="probability">Between 0 and 1.</param>
    public static double OfReals(ReadOnlySpan<double> weights, double[] means, double[] logDeviations, double probability)
    {
        var (low, high, standard) = (double.PositiveInfinity, double.NegativeInfinity, Normal.InvCDF(0, 1, probability));
        for (var part = 0; part < means.Length; part++)
        {
            if (weights[part] <= 0) continue;
            var own = means[part] + (Math.Exp(logDeviations[part]) * standard);
            (low, high) = (Math.Min(low, own), Math.Max(high, own));
        }

        for (var step = 0; step < Halvings && low + ((high - low) / 2) is var middle && middle > low && middle < high; step++)
        {
            var (below, above, total) = (0.0, 0.0, 0.0);
            for (var part = 0; part < means.Length; part++)
            {
                if (weights[part] <= 0) continue;
                var z = (middle - means[part]) / Math.Exp(logDeviations[part]);
                if (probability <= 0.5) below += weights[part] * Math.Exp(StandardNormal.LogMass(double.NegativeInfinity, z));
                else above += weights[part] * Math.Exp(StandardNormal.LogMass(z, double.PositiveInfinity));
                total += weights[part];
            }

            if (probability <= 0.5 ? below >= probability * total : above <= (1 - probability) * total) high = middle;
            else low = middle;
        }

        return high;
    }

    /// <summary>Of Poisson distributions.</summary>
    /// <param name="weights">How probable each is; together one.</param>
    /// <param name="logRates">Of each.</param>
    /// <param name="probability">Between 0 and 1.</param>
    public static double OfCounts(ReadOnlySpan<double> weights, double[] logRates, double probability)
    {
        var parts = new List<(double Weight, double LogRate)>();
        for (var part = 0; part < logRates.Length; part++)
            if (weights[part] > 0) parts.Add((weights[part], logRates[part]));
        var total = parts.Sum(part => part.Weight);
        bool IsEnough(double count) => probability <= 0.5
            ? parts.Sum(part => part.Weight * Math.Exp(PoissonRun.Of(part.LogRate, 0, count).LogMass)) >= probability * total
            : parts.Sum(part => part.Weight * Math.Exp(PoissonRun.Of(part.LogRate, count + 1, double.PositiveInfinity).LogMass)) <= (1 - probability) * total;
        var (low, high) = (-1.0, Math.Ceiling(parts.Max(part => Math.Exp(part.LogRate))));
        while (!IsEnough(high) && high < LastCount) (low, high) = (high, (2 * high) + 1);
        while (high - low > 1)
        {
            var middle = Math.Floor(low + ((high - low) / 2));
            if (IsEnough(middle)) high = middle;
            else low = middle;
        }

        return high;
    }

    /// <summary>Of a number in bins.</summary>
    /// <param name="probabilities">Of all bins.</param>
    /// <param name="bins">The bins.</param>
    /// <param name="probability">Between 0 and 1.</param>
    public static double OfBins(ReadOnlySpan<double> probabilities, Bins bins, double probability)
    {
        var (before, bin, last) = (0.0, 0, 0);
        for (var place = 0; place < bins.Count; place++)
            if (probabilities[place] > 0) last = place;
        while (bin < last && (probabilities[bin] <= 0 || before + probabilities[bin] < probability)) before += probabilities[bin++];
        var part = Math.Clamp((probability - before) / probabilities[bin], 0, 1);
        return bin == 0 ? Outside(bins, 0, Math.Max(part, Least)) : bin == bins.Edges.Count ? Outside(bins, bin, Math.Max(1 - part, Least)) : bins.Edges[bin - 1] + (part * (bins.Edges[bin] - bins.Edges[bin - 1]));
    }

    /// <summary>The number in a tail beyond which a part of it is.</summary>
    private static double Outside(Bins bins, int bin, double part)
    {
        var (edge, sign, scale) = bin == 0 ? (bins.Edges[0], -1, bins.Below) : (bins.Edges[^1], 1, bins.Above);
        bool IsEnough(double distance) => Beyond(bins, bin, edge + (sign * distance)) <= Math.Log(part);
        var (low, high) = (0.0, scale);
        while (!IsEnough(high) && high < double.MaxValue / 4) (low, high) = (high, 2 * high);
        for (var step = 0; step < Halvings && low + ((high - low) / 2) is var middle && middle > low && middle < high; step++)
            if (IsEnough(middle)) high = middle;
            else low = middle;
        return edge + (sign * high);
    }

    /// <summary>The logarithm of the part of a tail that is beyond a number of it.</summary>
    internal static double Beyond(Bins bins, int bin, double number) =>
        (bin == 0 ? Interval.Between(double.NegativeInfinity, number) : Interval.Between(number, double.PositiveInfinity)).Bind(interval => bins.Part(bin, interval) is { } part ? Option<double>.Some(part.LogMass) : Option<double>.None).IfNone(double.NegativeInfinity);
}
