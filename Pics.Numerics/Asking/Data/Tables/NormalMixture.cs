namespace Pics.Numerics;

/// <summary>A mixture of some normal densities, fitted to numbers by expectation and maximisation.</summary>
internal sealed class NormalMixture
{
    private const int Rounds = 30;
    private const double LeastDeviation = 0.01; // of that of all numbers, as of the input units of a circuit
    private static readonly double HalfLogTau = Math.Log(Math.Tau) / 2;

    private readonly double[] weights;
    private readonly double[] means;
    private readonly double[] deviations;

    private NormalMixture(double[] weights, double[] means, double[] deviations) => (this.weights, this.means, this.deviations) = (weights, means, deviations);

    /// <summary>Begins at quantiles.</summary>
    /// <param name="sorted">Ascending, finite, at least one.</param>
    /// <param name="components">How many densities.</param>
    public static NormalMixture Of(double[] sorted, int components)
    {
        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Average(number => (number - mean) * (number - mean)));
        if (!(deviation > 0)) deviation = 1;
        var fitted = new NormalMixture(
            [.. Enumerable.Repeat(1.0 / components, components)],
            [.. Enumerable.Range(0, components).Select(index => sorted[(int)((index + 0.5) * sorted.Length / components)])],
            [.. Enumerable.Repeat(deviation, components)]);
        for (var round = 0; round < Rounds; round++) fitted.Step(sorted, deviation * LeastDeviation);
        return fitted;
    }

    /// <summary>The logarithm of the density of a number, in nats.</summary>
    public double LogDensity(double number)
    {
        var (largest, terms) = (double.NegativeInfinity, new double[weights.Length]);
        for (var index = 0; index < terms.Length; index++)
        {
            var distance = (number - means[index]) / deviations[index];
            terms[index] = Math.Log(weights[index]) - (distance * distance / 2) - Math.Log(deviations[index]) - HalfLogTau;
            largest = Math.Max(largest, terms[index]);
        }

        return double.IsInfinity(largest) ? largest : largest + Math.Log(terms.Sum(term => Math.Exp(term - largest)));
    }

    private void Step(double[] numbers, double least)
    {
        var (counts, sums, squares) = (new double[weights.Length], new double[weights.Length], new double[weights.Length]);
        var shares = new double[weights.Length];
        foreach (var number in numbers)
        {
            var total = 0.0;
            for (var index = 0; index < shares.Length; index++)
            {
                var distance = (number - means[index]) / deviations[index];
                total += shares[index] = weights[index] * Math.Exp(-distance * distance / 2) / deviations[index];
            }

            if (!(total > 0)) continue;
            for (var index = 0; index < shares.Length; index++)
            {
                var (share, difference) = (shares[index] / total, number - means[index]);
                counts[index] += share;
                sums[index] += share * difference;
                squares[index] += share * difference * difference;
            }
        }

        var all = counts.Sum();
        for (var index = 0; index < shares.Length && all > 0; index++)
        {
            weights[index] = Math.Max(counts[index] / all, double.Epsilon);
            if (!(counts[index] > 0)) continue;
            var moved = sums[index] / counts[index];
            means[index] += moved;
            deviations[index] = Math.Max(least, Math.Sqrt(Math.Max(0, (squares[index] / counts[index]) - (moved * moved))));
        }
    }
}
