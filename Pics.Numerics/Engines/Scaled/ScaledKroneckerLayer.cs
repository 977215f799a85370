namespace Pics.Numerics;

/// <summary>Kronecker: out[f, b, (i, j)] = in_1[f, b, i] in_2[f, b, j], the last input fastest.</summary>
internal sealed class ScaledKroneckerLayer(ImmutableArray<Gather> inputs) : Layer<ScaledValues>
{
    /// <inheritdoc/>
    public override ScaledValues Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, ScaledValues> outputs) =>
        ScaledValues.Outer(inputs.Select(input => ScaledValues.Read(input, outputs)));

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var input in inputs) input.Dispose();
    }
}
