namespace Pics.Numerics;

/// <summary>CP with maxima: out[f, o, b] = sum over inputs h of the largest over i of log W[f, h, o, i] + in[f, h, i, b].</summary>
internal sealed class MaxCpLayer(Gather inputs, Gather weights, int arity) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs)
    {
        var largest = MaxStack.LogMatmulMax(weights.Read(parameters), inputs.Read(outputs));
        return arity == 1 ? largest : largest.view(largest.shape[0] / arity, arity, largest.shape[1], largest.shape[2]).sum(1);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        inputs.Dispose();
        weights.Dispose();
    }
}
