namespace Pics.Numerics;

/// <summary>Input units: out[f, k, b] = sum over channels c of log p(x[b, v_f, c] | z_k), zero where x is not observed.</summary>
/// <param name="tables">The numbers of each fold's function, [F, K, C, V].</param>
/// <param name="variables">The variable of each fold, [F].</param>
/// <param name="folds">F.</param>
/// <param name="family">The family of all folds; it may have fewer channels than the evidence, of which it reads the first then.</param>
internal sealed class InputLayer(Gather tables, Tensor variables, int folds, InputFamily family) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs)
    {
        var table = tables.Read(parameters);
        var (width, channels) = (table.shape[1], table.shape[2]);
        var observed = evidence.index_select(1, variables).narrow(2, 0, channels).permute(1, 2, 0).unsqueeze(1);
        var values = family.Values.IsSome
            ? table.gather(3, Evidence.Whole(observed).clamp_min(0).expand(folds, width, channels, -1))
            : Densities.LogDensity(family, table, Evidence.Real(observed, table.dtype));
        return where(Evidence.IsHidden(observed), zeros_like(values), values).sum(2);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        tables.Dispose();
        variables.Dispose();
    }
}
