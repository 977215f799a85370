namespace Pics.Numerics;

/// <summary>Input units: out[f, k, b] = sum over channels c of log p(x[b, v_f, c] | z_k), zero where x is not observed.</summary>
/// <param name="tables">The parameters of each fold's function, [F, K, C, V].</param>
/// <param name="variables">The variable of each fold, [F].</param>
/// <param name="family">The family of all folds; it may have fewer channels than the evidence, of which it reads the first then.</param>
internal sealed class InputLayer(Gather tables, Tensor variables, InputFamily family) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs)
    {
        var table = tables.Read(parameters);
        var observed = evidence.index_select(1, variables).narrow(2, 0, table.shape[2]).permute(1, 2, 0).unsqueeze(1);
        var values = LogDensity(family, table, observed);
        return where(EvidenceTensors.IsHidden(observed), zeros_like(values), values).sum(2);
    }

    /// <summary>log p(x | z_k), [F, K, C, B]; anything where x is not observed.</summary>
    /// <param name="family">The family of all folds.</param>
    /// <param name="table">[F, K, C, V].</param>
    /// <param name="observed">x, [F, 1, C, B].</param>
    internal static Tensor LogDensity(InputFamily family, Tensor table, Tensor observed) => family.Values.IsSome
        ? table.gather(3, EvidenceTensors.Whole(observed).clamp_min(Held.Of(0)).expand(table.shape[0], table.shape[1], table.shape[2], -1))
        : Densities.LogDensity(family, table, EvidenceTensors.Real(observed));

    /// <inheritdoc/>
    public override void Dispose()
    {
        tables.Dispose();
        variables.Dispose();
    }
}
