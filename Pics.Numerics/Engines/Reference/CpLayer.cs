namespace Pics.Numerics;

/// <summary>CP: out[f, o, b] = sum over inputs h of log sum over i of W[f, h, o, i] exp(in[f, h, i, b]).</summary>
internal sealed class CpLayer(Gather inputs, Gather weights, int arity) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs)
    {
        var sums = LogMatmulExp(weights.Read(parameters), inputs.Read(outputs));
        return arity == 1 ? sums : sums.view(sums.shape[0] / arity, arity, sums.shape[1], sums.shape[2]).sum(1);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        inputs.Dispose();
        weights.Dispose();
    }
}
