namespace Pics.Numerics;

/// <summary>The mean log-likelihood of some rows, and how much of them is observed.</summary>
/// <param name="Nats">The mean over the rows, in the data's own units.</param>
/// <param name="Observed">Dimensions that a row observes on average.</param>
/// <param name="Dimensions">Dimensions of a row: variables times channels.</param>
public readonly record struct MeanLogLikelihood(double Nats, double Observed, int Dimensions)
{
    /// <summary>Bits per dimension that is observed: those of all rows, divided by the dimensions that all of them observe; 0 where nothing is observed.</summary>
    public double Bits => BitsPerDimension.Of(Nats, Observed);

    /// <summary>The part of the dimensions that is observed, 0 to 1.</summary>
    public double Part => Observed / Dimensions;
}
