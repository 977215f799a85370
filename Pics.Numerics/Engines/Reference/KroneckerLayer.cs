namespace Pics.Numerics;

/// <summary>Kronecker: out[f, (i, j), b] = in_1[f, i, b] + in_2[f, j, b], the last input fastest.</summary>
internal sealed class KroneckerLayer(ImmutableArray<Gather> inputs) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs) => Outer(inputs, outputs);

    /// <summary>The outer product of the inputs of each fold, in log space.</summary>
    public static Tensor Outer(ImmutableArray<Gather> inputs, Func<int, Tensor> outputs) => inputs
        .Select(input => input.Read(outputs))
        .Aggregate((first, second) => first.unsqueeze(2).Plus(second.unsqueeze(1)).flatten(1, 2));

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var input in inputs) input.Dispose();
    }
}
