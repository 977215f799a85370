namespace Pics.Numerics;

/// <summary>The layers of a circuit with the maximum in place of each sum, in log space: the upward half of max-product.</summary>
/// <remarks>
/// An input unit that is not observed gives the log-probability of its mode. Values are [F, K, B]. What the root gives is the
/// largest value of an induced tree: a lower bound of the probability of its most probable completion, and equal to it where
/// the circuit is deterministic.
/// </remarks>
internal sealed class MaxStack(TensorLayers<Tensor> layers) : IDisposable
{
    private readonly LayerWalk<Tensor> walk = new(layers, values => values.MoveToOuterDisposeScope(), values => values.view(-1));

    /// <summary>What each layer gives, [F, K, B].</summary>
    public ImmutableArray<Tensor> Outputs(CircuitTensors parameters, Tensor evidence) => walk.Outputs(parameters, evidence);

    /// <inheritdoc/>
    public void Dispose() => walk.Dispose();

    /// <summary>The largest over i of log W[n, o, i] + input[n, i, b].</summary>
    /// <param name="weights">[N, K_out, K_in], not in log space.</param>
    /// <param name="input">[N, K_in, B].</param>
    internal static Tensor LogMatmulMax(Tensor weights, Tensor input)
    {
        using var scope = NewDisposeScope();
        var logWeights = weights.log();
        var largest = logWeights.narrow(2, 0, 1).Plus(input.narrow(1, 0, 1));
        for (var i = 1L; i < input.shape[1]; i++)
        {
            using var step = NewDisposeScope();
            var larger = largest.maximum(logWeights.narrow(2, i, 1).Plus(input.narrow(1, i, 1))).MoveToOuterDisposeScope();
            largest.Dispose();
            largest = larger;
        }

        return largest.MoveToOuterDisposeScope();
    }
}
