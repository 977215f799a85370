namespace Pics.Numerics;

/// <summary>Input units with maxima: as <see cref="InputLayer"/>, but the log-probability of the mode where x is not observed.</summary>
/// <remarks>A unit whose variable is summed out in the circuit is the constant one here too: there is nothing to complete.</remarks>
/// <param name="tables">The parameters of each fold's function, [F, K, C, V].</param>
/// <param name="variables">The column of each fold, [F].</param>
/// <param name="isFree">Whether a fold is open to a variable, [F, 1, 1, 1].</param>
/// <param name="family">The family of all folds.</param>
internal sealed class MaxInputLayer(Gather tables, Tensor variables, Tensor isFree, InputFamily family) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, Tensor> outputs)
    {
        var table = tables.Read(parameters);
        var observed = evidence.index_select(1, variables).narrow(2, 0, table.shape[2]).permute(1, 2, 0).unsqueeze(1);
        var values = InputLayer.LogDensity(family, table, observed);
        var modes = Densities.ModeLogDensity(family, table).unsqueeze(3).expand_as(values);
        return where(EvidenceTensors.IsHidden(observed), where(isFree, modes, zeros_like(modes)), values).sum(2);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        tables.Dispose();
        variables.Dispose();
        isFree.Dispose();
    }
}
