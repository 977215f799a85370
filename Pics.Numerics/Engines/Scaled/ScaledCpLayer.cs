namespace Pics.Numerics;

/// <summary>CP: out[f, b, o] = product over inputs h of the sum over i of W[f, h, o, i] in[f, h, b, i].</summary>
internal sealed class ScaledCpLayer(Gather inputs, Gather weights, int arity) : Layer<ScaledValues>
{
    /// <inheritdoc/>
    public override ScaledValues Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, ScaledValues> outputs) =>
        ScaledValues.Read(inputs, outputs).Matmul(weights.Read(parameters)).Product(arity);

    /// <inheritdoc/>
    public override void Dispose()
    {
        inputs.Dispose();
        weights.Dispose();
    }
}
