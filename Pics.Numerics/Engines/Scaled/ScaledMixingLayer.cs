namespace Pics.Numerics;

/// <summary>Mixing: out[f, b, k] = sum over inputs h of a[f, h] in[f, h, b, k] with fixed a.</summary>
internal sealed class ScaledMixingLayer(Gather inputs, Tensor weights) : Layer<ScaledValues>
{
    /// <inheritdoc/>
    public override ScaledValues Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, ScaledValues> outputs)
    {
        var (values, exponents) = ScaledValues.Read(inputs, outputs);
        var (folds, arity) = (weights.shape[0], weights.shape[1]);
        var each = exponents.view(folds, arity, -1, 1);
        var largest = each.amax([1], true);
        var factors = (weights * (each - largest).exp2()).to(values.dtype);
        var terms = values.view(folds, arity, values.shape[1], values.shape[2]);
        return ScaledValues.Rescale((terms * factors).sum(1), largest.squeeze(1));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        inputs.Dispose();
        weights.Dispose();
    }
}
