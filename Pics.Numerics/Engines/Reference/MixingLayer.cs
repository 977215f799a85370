namespace Pics.Numerics;

/// <summary>Mixing: out[f, k, b] = log sum over inputs h of a[f, h] exp(in[f, h, k, b]) with fixed a.</summary>
internal sealed class MixingLayer(Gather inputs, Tensor logWeights) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs)
    {
        var terms = inputs.Read(outputs);
        var (folds, arity) = (logWeights.shape[0], logWeights.shape[1]);
        return terms.view(folds, arity, terms.shape[1], terms.shape[2]).Plus(logWeights.to(terms.dtype)).logsumexp(1);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        inputs.Dispose();
        logWeights.Dispose();
    }
}
