namespace Pics.Numerics;

/// <summary>The most probable value of mixtures that have the same components, with weights of their own in each row.</summary>
/// <remarks>Counts: exact, see <see cref="CountModes"/>. Real numbers: the highest peak that is found, see <see cref="RealModes"/>. Cost: a product of matrices with a few numbers for each component.</remarks>
internal static class MixtureMode
{
    /// <summary>Of Poisson distributions, [B]: no whole number up to the largest is more probable.</summary>
    /// <param name="weights">[B, N].</param>
    /// <param name="rows">B.</param>
    /// <param name="logRates">[N].</param>
    /// <param name="largest">What is above it is left out.</param>
    /// <param name="least">What is below it is left out.</param>
    public static double[] OfCounts(double[] weights, int rows, double[] logRates, double largest, double least = 0) =>
        rows == 0 ? [] : new CountModes(logRates, largest, least).Of(weights, rows);

    /// <summary>Of Gaussians, [B].</summary>
    /// <param name="weights">[B, N].</param>
    /// <param name="rows">B.</param>
    /// <param name="means">[N].</param>
    /// <param name="logDeviations">[N].</param>
    /// <param name="within">What is outside is left out; null for nothing.</param>
    public static double[] OfReals(double[] weights, int rows, double[] means, double[] logDeviations, (double Low, double High)? within = null) =>
        rows == 0 ? [] : new RealModes(means, logDeviations, within ?? (double.NegativeInfinity, double.PositiveInfinity)).Of(weights, rows);
}
