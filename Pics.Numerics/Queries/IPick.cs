using MathNet.Numerics.Distributions;

namespace Pics.Numerics;

/// <summary>How a way back through a circuit decides.</summary>
internal interface IPick
{
    /// <summary>One of some alternatives.</summary>
    /// <param name="weights">Not negative, one positive at least.</param>
    /// <param name="place">Which choice of the circuit this is.</param>
    int Alternative(ReadOnlySpan<double> weights, long place);

    /// <summary>A value of one channel of an input unit.</summary>
    /// <param name="leaf">The unit's function.</param>
    /// <param name="node">The quadrature node.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="place">Which choice of the circuit this is.</param>
    double Value(LeafFunction leaf, int node, int channel, long place);
}

/// <summary>Draws each alternative with its probability.</summary>
/// <param name="key">What the random numbers start from.</param>
internal sealed class Draw(ulong key) : IPick
{
    /// <inheritdoc/>
    public int Alternative(ReadOnlySpan<double> weights, long place)
    {
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var left = CounterRandom.Uniform(key, place) * total;
        var last = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            if (weights[index] <= 0) continue;
            last = index;
            left -= weights[index];
            if (left < 0) break;
        }

        return last;
    }

    /// <inheritdoc/>
    public double Value(LeafFunction leaf, int node, int channel, long place) => leaf.IsFinite
        ? leaf.Quantile(node, channel, CounterRandom.Uniform(key, place))
        : leaf.Parameters(node, channel) is var (first, second) && leaf.IsNormal
            ? first + (Math.Exp(second) * Normal.InvCDF(0, 1, Math.Max(CounterRandom.Uniform(key, place), double.Epsilon)))
            : Poisson.Sample(CounterRandom.At(key, place), Math.Exp(first));
}

/// <summary>Takes the alternative of the largest weight, the first of several.</summary>
internal sealed class Largest : IPick
{
    /// <inheritdoc/>
    public int Alternative(ReadOnlySpan<double> weights, long place)
    {
        var best = 0;
        for (var index = 1; index < weights.Length; index++)
            if (weights[index] > weights[best]) best = index;
        return best;
    }

    /// <inheritdoc/>
    public double Value(LeafFunction leaf, int node, int channel, long place) => leaf.Mode(node, channel);
}
