namespace Pics.Numerics;

/// <summary>Tucker: out[f, o, b] = log sum over i, j of W[f, o, (i, j)] exp(in_1[f, i, b] + in_2[f, j, b]).</summary>
internal sealed class TuckerLayer(ImmutableArray<Gather> inputs, Gather weights) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs) =>
        LogMatmulExp(weights.Read(parameters), KroneckerLayer.Outer(inputs, outputs));

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var input in inputs) input.Dispose();
        weights.Dispose();
    }
}
