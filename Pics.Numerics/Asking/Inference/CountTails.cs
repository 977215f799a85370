namespace Pics.Numerics;

/// <summary>Tails of mixtures of Poisson distributions.</summary>
/// <remarks>
/// By summing: all whole numbers up to twelve deviations above the largest rate are compared one by one, and beyond them, where the probability falls, the first that is not more probable
/// is found by halving. Where that are more than 65,536 numbers, they are compared in runs of equal length by their mean probability.
/// </remarks>
internal sealed class CountTails : MixtureTails
{
    private const double Slack = 1e-9; // relative: of probabilities that are equal but for rounding
    private const double Deviations = 12;
    private const double Few = 20;
    private const int Most = 1 << 16; // runs
    private const double LastCount = 1L << 53;

    private readonly double[] logRates;
    private readonly double length; // of a run
    private readonly double[] masses; // [N, runs]
    private readonly double end; // the first number that is in no run

    /// <param name="numbers">The logarithm of the rate of each part, [N, 1].</param>
    public CountTails(double[] numbers)
    {
        logRates = numbers;
        var rate = Math.Exp(logRates.Max());
        var all = Math.Ceiling(rate + (Deviations * Math.Sqrt(rate)) + Few);
        length = Math.Max(1, Math.Ceiling(all / Most));
        var runs = (int)Math.Ceiling(all / length);
        end = runs * length;
        masses = Table(logRates.Length, runs, (part, run) =>
            Math.Exp(length == 1 ? PoissonRun.LogProbability(run, logRates[part]) : PoissonRun.Of(logRates[part], run * length, ((run + 1) * length) - 1).LogMass));
    }

    /// <inheritdoc/>
    protected override (double[] Densities, double[] Masses) Grid(double[] weights, int rows) =>
        WeightedSums.Of(weights, rows, masses, masses.Length / logRates.Length) is var found ? (found, found) : default;

    /// <inheritdoc/>
    protected override double Of(double[] weights, double[] densities, double[] masses, double value)
    {
        double Log(double count) => LogSum(weights, part => PoissonRun.LogProbability(count, logRates[part]));
        var own = Log(value) + Slack;
        var (bound, inside) = (Math.Exp(own) * length, 0.0);
        foreach (var mass in masses)
            if (mass <= bound) inside += mass;
        var first = Math.Max(value, end);
        if (value < end && Log(end) > own)
        {
            var (low, high) = (end, 2 * end);
            while (Log(high) > own && high < LastCount) (low, high) = (high, 2 * high);
            while (high - low > 1)
            {
                var middle = Math.Floor(low + ((high - low) / 2));
                if (Log(middle) <= own) high = middle;
                else low = middle;
            }

            first = high;
        }

        return TailMass.LogSum([Math.Log(inside), LogSum(weights, part => PoissonRun.Of(logRates[part], first, double.PositiveInfinity).LogMass)]);
    }
}
