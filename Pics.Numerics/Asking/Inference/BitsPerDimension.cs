namespace Pics.Numerics;

/// <summary>Bits per dimension: -log-likelihood / (ln 2 times the number of dimensions that are observed).</summary>
/// <remarks>What is not observed is marginalised and counts on neither side. So of rows of other missingness the figures are comparable, as log-likelihoods are not.</remarks>
public static class BitsPerDimension
{
    /// <param name="logLikelihood">Of one row, or the mean of many, in nats.</param>
    /// <param name="dimensions">Dimensions that are observed: variables times channels where all are.</param>
    public static double Of(double logLikelihood, int dimensions) => -logLikelihood / (Math.Log(2) * dimensions);

    /// <param name="logLikelihood">The mean of many rows, in nats.</param>
    /// <param name="observed">Dimensions that a row observes on average; 0 gives 0.</param>
    public static double Of(double logLikelihood, double observed) => observed == 0 ? 0 : -logLikelihood / (Math.Log(2) * observed);
}
