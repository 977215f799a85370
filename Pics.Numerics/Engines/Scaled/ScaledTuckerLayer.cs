namespace Pics.Numerics;

/// <summary>Tucker: out[f, b, o] = sum over i, j of W[f, o, (i, j)] in_1[f, b, i] in_2[f, b, j].</summary>
internal sealed class ScaledTuckerLayer(ImmutableArray<Gather> inputs, Gather weights) : Layer<ScaledValues>
{
    /// <inheritdoc/>
    public override ScaledValues Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, ScaledValues> outputs) =>
        ScaledValues.Outer(inputs.Select(input => ScaledValues.Read(input, outputs))).Matmul(weights.Read(parameters));

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var input in inputs) input.Dispose();
        weights.Dispose();
    }
}
