namespace Pics.Numerics;

/// <summary>The probability of a value that is at least as unlikely as another one: of all values whose probability, or density, is not larger.</summary>
/// <remarks>As logarithms in nats, at most 0, finite far outside where the number itself underflows.</remarks>
internal static class TailMass
{
    private const double Slack = 1e-9; // relative: probabilities that are equal but for rounding
    private const int Halvings = 200;

    /// <summary>Of one of finitely many values: the sum over those that are not more probable.</summary>
    /// <param name="probabilities">Of all values.</param>
    /// <param name="value">The value.</param>
    public static double OfTable(ReadOnlySpan<double> probabilities, int value)
    {
        var (sum, most) = (0.0, probabilities[value] * (1 + Slack));
        foreach (var probability in probabilities)
            if (probability <= most) sum += probability;
        return Log(sum);
    }

    /// <summary>Of a number in bins: whole bins whose density is not higher, and of both tails what is far enough outside.</summary>
    /// <param name="probabilities">Of all bins.</param>
    /// <param name="bins">The bins.</param>
    /// <param name="number">The number.</param>
    public static double OfBins(ReadOnlySpan<double> probabilities, Bins bins, double number)
    {
        var own = Math.Log(probabilities[bins.Of(number)]) + bins.LogDensity(number);
        var parts = new List<double>();
        for (var bin = 0; bin < bins.Count; bin++)
        {
            if (probabilities[bin] <= 0) continue;
            var log = Math.Log(probabilities[bin]);
            parts.Add(bin > 0 && bin < bins.Edges.Count
                ? log - Math.Log(bins.Edges[bin] - bins.Edges[bin - 1]) <= own + Slack ? log : double.NegativeInfinity
                : log + OfTail(bins, bin, own - log, number));
        }

        return Math.Min(0, LogSum(parts));
    }

    /// <summary>The logarithm of a sum, of its logarithms.</summary>
    public static double LogSum(IReadOnlyList<double> logs)
    {
        var most = logs.Count == 0 ? double.NegativeInfinity : logs.Max();
        return double.IsInfinity(most) ? most : most + Math.Log(logs.Sum(log => Math.Exp(log - most)));
    }

    /// <summary>The logarithm of a probability that rounding may put above one.</summary>
    public static double Log(double probability) => Math.Min(0, Math.Log(probability));

    /// <summary>The part of a tail whose density is not above another one.</summary>
    private static double OfTail(Bins bins, int bin, double logDensity, double number)
    {
        var (edge, sign, scale) = bin == 0 ? (Math.BitDecrement(bins.Edges[0]), -1, bins.Below) : (bins.Edges[^1], 1, bins.Above);
        if (bins.Of(number) == bin) return Beyond(bins, bin, number);
        bool IsFar(double distance) => bins.LogDensity(edge + (sign * distance)) <= logDensity + Slack;
        if (IsFar(0)) return 0;
        var (low, high) = (0.0, scale);
        while (!IsFar(high) && high < double.MaxValue / 4) (low, high) = (high, 2 * high);
        for (var step = 0; step < Halvings && low + ((high - low) / 2) is var middle && middle > low && middle < high; step++)
            if (IsFar(middle)) high = middle;
            else low = middle;
        return Beyond(bins, bin, edge + (sign * high));
    }

    /// <summary>The logarithm of the part of a tail that is beyond a number of it.</summary>
    private static double Beyond(Bins bins, int bin, double number) =>
        (bin == 0 ? Interval.Between(double.NegativeInfinity, number) : Interval.Between(number, double.PositiveInfinity)).Bind(interval => bins.Part(bin, interval) is { } part ? Option<double>.Some(part.LogMass) : Option<double>.None).IfNone(double.NegativeInfinity);
}
