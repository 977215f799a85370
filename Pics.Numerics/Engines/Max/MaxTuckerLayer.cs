namespace Pics.Numerics;

/// <summary>Tucker with maxima: out[f, o, b] = the largest over i, j of log W[f, o, (i, j)] + in_1[f, i, b] + in_2[f, j, b].</summary>
internal sealed class MaxTuckerLayer(ImmutableArray<Gather> inputs, Gather weights) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs) =>
        MaxStack.LogMatmulMax(weights.Read(parameters), KroneckerLayer.Outer(inputs, outputs));

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var input in inputs) input.Dispose();
        weights.Dispose();
    }
}
