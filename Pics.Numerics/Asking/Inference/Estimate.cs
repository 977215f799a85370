namespace Pics.Numerics;

/// <summary>A mean over samples.</summary>
/// <param name="Value">The mean, in nats.</param>
/// <param name="StandardError">The standard deviation of the mean: the sample standard deviation over the square root of the number of samples.</param>
/// <param name="Samples">How many samples.</param>
public sealed record Estimate(double Value, double StandardError, int Samples);
