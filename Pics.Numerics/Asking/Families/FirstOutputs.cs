namespace Pics.Numerics;

/// <summary>What a net should give at first, so that a family begins where the values of a channel are: the inverse of <see cref="DensityNumbers"/> for one distribution.</summary>
internal static class FirstOutputs
{
    private const double MostLogRate = 19; // within what a log-rate is clamped to, so that it can still go either way
    private const double LeastLogScale = -6; // likewise
    private const double Centred = 2; // real numbers whose mean is nearer to 0 are centred already

    /// <summary>Whether a family begins elsewhere than at what is seen, if nothing is done: where it has numbers of any size. Those of a table of probabilities have none.</summary>
    public static bool Has(InputFamily family) => family.Match(_ => false, _ => false, _ => true, _ => true, _ => true, _ => true);

    /// <summary>The outputs of a channel, as many as the family has parameters; NaN where any will do.</summary>
    /// <param name="family">The family.</param>
    /// <param name="seen">Values of the channel, at least one.</param>
    public static double[] Of(InputFamily family, SeenValues seen) => family.Match<double[]>(
        categorical => [.. Enumerable.Repeat(double.NaN, categorical.Categories)],
        _ => [double.NaN],
        binomial => [Binomial(seen, binomial.Trials)],
        _ => [Math.Abs(seen.Mean) > Centred ? seen.Mean : double.NaN, double.NaN],
        logistic => DiscretisedLogistic(seen, logistic.Levels),
        _ => [Math.Clamp(Math.Log(Math.Max(seen.Mean, 0.5 / seen.Count)), -MostLogRate, MostLogRate)]);

    private static double Binomial(SeenValues seen, int trials)
    {
        var least = 0.5 / (seen.Count * trials);
        var successes = Math.Clamp(seen.Mean / trials, least, 1 - least);
        return Math.Log(successes / (1 - successes));
    }

    /// <remarks>The standard deviation of a logistic density is its scale times pi / sqrt(3); at least a third of a cell.</remarks>
    private static double[] DiscretisedLogistic(SeenValues seen, int levels)
    {
        var deviation = Math.Sqrt(Math.Max(seen.Variance, 1.0 / 9));
        return [(((2 * seen.Mean) + 1) / levels) - 1, Math.Max(LeastLogScale, Math.Log(deviation * 2 / levels * Math.Sqrt(3) / Math.PI))];
    }
}
