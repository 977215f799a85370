namespace Pics.Numerics;

/// <summary>Input units: out[f, b, k] = product over channels c of p(x[b, v_f, c] | z_k), one where x is not observed.</summary>
/// <remarks>Only the tables of the functions are exponentiated; values are rows of them.</remarks>
/// <param name="tables">The distinct functions, H.</param>
/// <param name="functions">The place of each fold's function among them, [F].</param>
/// <param name="variables">The variable of each fold, [F].</param>
internal sealed class ScaledInputLayer(Gather tables, Tensor functions, Tensor variables) : Layer<ScaledValues>
{
    /// <summary>The layer for the folds of an input layer.</summary>
    public static ScaledInputLayer Of(FoldedLayer.Input layer, Wiring wiring)
    {
        var distinct = layer.Functions.Distinct().OrderBy(function => (function.Group, function.Head)).ToList();
        return new(wiring.Functions(distinct), wiring.Integers(layer.Functions.Map(distinct.IndexOf)), wiring.Integers(layer.Variables));
    }

    /// <inheritdoc/>
    public override ScaledValues Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, ScaledValues> outputs)
    {
        // Category 0 stands for 'not observed' and has probability one.
        var table = nn.functional.pad(tables.Read(parameters), [1, 0]).permute(0, 2, 3, 1);
        var (channels, categories, width) = (table.shape[1], table.shape[2], table.shape[3]);
        var largest = table.detach().amax([3], true).clamp_min(Held.Of(ScaledValues.Nothing));
        var values = (table - largest).exp().reshape(-1, width);
        var exponents = largest.to(ScalarType.Float64).div(Held.Of(Math.Log(2))).view(-1, 1);
        var observed = EvidenceTensors.Whole(evidence.index_select(1, variables)).permute(2, 1, 0);

        ScaledValues Channel(long channel)
        {
            var category = observed[channel].Plus(1);

            // A category that does not exist must not read the row of another function.
            var row = category.Plus(functions.unsqueeze(1).mul(Held.Of(channels)).Plus(channel).mul(Held.Of(categories))).masked_fill(category.ge(Held.Of(categories)), Held.Of(values.shape[0])).view(-1);
            var (folds, batch) = (category.shape[0], category.shape[1]);
            return new(values.index_select(0, row).view(folds, batch, width), exponents.index_select(0, row).view(folds, batch, 1));
        }

        return Enumerable.Range(0, (int)channels).Select(channel => Channel(channel)).Aggregate(ScaledValues.Times);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        tables.Dispose();
        functions.Dispose();
        variables.Dispose();
    }
}
