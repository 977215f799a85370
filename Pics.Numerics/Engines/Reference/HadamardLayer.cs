namespace Pics.Numerics;

/// <summary>Hadamard: out[f, k, b] = sum over inputs h of in[f, h, k, b].</summary>
internal sealed class HadamardLayer(Gather inputs, int arity) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs)
    {
        var factors = inputs.Read(outputs);
        return factors.view(factors.shape[0] / arity, arity, factors.shape[1], factors.shape[2]).sum(1);
    }

    /// <inheritdoc/>
    public override void Dispose() => inputs.Dispose();
}
