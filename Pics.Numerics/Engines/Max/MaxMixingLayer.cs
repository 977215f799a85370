namespace Pics.Numerics;

/// <summary>Mixing with maxima: out[f, k, b] = the largest over inputs h of log a[f, h] + in[f, h, k, b].</summary>
internal sealed class MaxMixingLayer(Gather inputs, Tensor logWeights) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs)
    {
        var terms = inputs.Read(outputs);
        return terms.view(logWeights.shape[0], logWeights.shape[1], terms.shape[1], terms.shape[2]).Plus(logWeights.to(terms.dtype)).amax([1]);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        inputs.Dispose();
        logWeights.Dispose();
    }
}
