namespace Pics.Numerics;

/// <summary>Input units without a largest value: out[f, b, k] = product over channels c of p(x[b, v_f, c] | z_k), one where x is not observed.</summary>
/// <param name="tables">The parameters of each fold's function, [F, K, C, V].</param>
/// <param name="variables">The variable of each fold, [F].</param>
/// <param name="family">The family of all folds.</param>
internal sealed class ScaledDensityLayer(Gather tables, Tensor variables, InputFamily family) : Layer<ScaledValues>
{
    /// <inheritdoc/>
    public override ScaledValues Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, ScaledValues> outputs)
    {
        var table = tables.Read(parameters);
        var observed = evidence.index_select(1, variables).permute(1, 2, 0).unsqueeze(1);
        var values = Densities.LogDensity(family, table, EvidenceTensors.Real(observed));
        var logarithms = where(EvidenceTensors.IsHidden(observed), zeros_like(values), values).sum(2).transpose(1, 2);
        var largest = logarithms.detach().amax([2], true).clamp_min(Held.Of(ScaledValues.Nothing));
        return new((logarithms - largest).exp(), largest.to(ScalarType.Float64).div(Held.Of(Math.Log(2))));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        tables.Dispose();
        variables.Dispose();
    }
}
