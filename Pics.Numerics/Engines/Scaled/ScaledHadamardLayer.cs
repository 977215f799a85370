namespace Pics.Numerics;

/// <summary>Hadamard: out[f, b, k] = product over inputs h of in[f, h, b, k].</summary>
internal sealed class ScaledHadamardLayer(Gather inputs, int arity) : Layer<ScaledValues>
{
    /// <inheritdoc/>
    public override ScaledValues Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, ScaledValues> outputs) =>
        ScaledValues.Read(inputs, outputs).Product(arity);

    /// <inheritdoc/>
    public override void Dispose() => inputs.Dispose();
}
