namespace Pics.Numerics;

/// <summary>Bits per dimension: -log-likelihood / (ln 2 times the number of dimensions).</summary>
public static class BitsPerDimension
{
    /// <param name="logLikelihood">Of one row, or the mean of many, in nats.</param>
    /// <param name="dimensions">Variables times channels.</param>
    public static double Of(double logLikelihood, int dimensions) => -logLikelihood / (Math.Log(2) * dimensions);
}
