namespace Pics.Numerics;

/// <summary>Sums over steps that are reported together.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Nats">The sum of the mean log-likelihoods of their batches.</param>
/// <param name="Missing">The sum of the mean numbers of dimensions that the rows of their batches do not observe.</param>
internal readonly record struct StepSums(int Steps, double Nats, double Missing)
{
    /// <summary>The mean over the steps.</summary>
    /// <param name="dimensions">Of a row.</param>
    public MeanLogLikelihood Mean(int dimensions) => new(Nats / Steps, dimensions - (Missing / Steps), dimensions);
}
