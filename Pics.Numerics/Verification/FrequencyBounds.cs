using MathNet.Numerics;

namespace Pics.Numerics;

/// <summary>How far frequencies of independent samples may be from probabilities; bounds that hold for every number of samples.</summary>
internal static class FrequencyBounds
{
    /// <summary>The counts out of which a binomial count falls with a probability of at most a level on each side (exact tails).</summary>
    /// <param name="samples">How many samples.</param>
    /// <param name="least">The least that the probability may be.</param>
    /// <param name="most">The most that it may be.</param>
    /// <param name="level">The level of one side.</param>
    public static (int Least, int Most) Binomial(int samples, double least, double most, double level) =>
        (samples - Largest(samples, 1 - Math.Clamp(least, 0, 1), level), Largest(samples, Math.Clamp(most, 0, 1), level));

    /// <summary>The distance of an empirical distribution function that is exceeded with a probability of at most a level.</summary>
    /// <remarks>Source: the inequality of Dvoretzky, Kiefer and Wolfowitz with Massart's constant.</remarks>
    public static double Distance(int samples, double level) => Math.Sqrt(Math.Log(2 / level) / (2.0 * samples));

    /// <summary>The largest count that is not too large: P(X >= count) is at least the level.</summary>
    private static int Largest(int samples, double probability, double level)
    {
        var (low, high) = (0, samples);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (AtLeast(middle, samples, probability) >= level) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>P(X >= count), as a regularised incomplete beta function.</summary>
    private static double AtLeast(int count, int samples, double probability) =>
        count <= 0 ? 1 : probability <= 0 ? 0 : probability >= 1 ? 1 : SpecialFunctions.BetaRegularized(count, samples - count + 1, probability);
}
