namespace Pics.Numerics;

/// <summary>How a log-likelihood changes with the observed values of continuous variables.</summary>
internal static class EvidenceGradient
{
    /// <summary>d log p(e) / d x of each row, in nats per unit of the data's numbers as the model sees them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C] of float64, NaN where not observed.</param>
    /// <returns>[B, variables, C] of float64; zero where not observed, and for variables that are not continuous.</returns>
    /// <remarks>
    /// The mean over units and nodes, by their probability given the evidence, of the slope of their log-density. The gradient of a conditional log p(q | e) is
    /// this one for q and e together less this one for e. Cost: one forward and one backward pass.
    /// Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.
    /// </remarks>
    public static Either<QueryError, Tensor> Of(QpcModel model, Tensor evidence)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        if (evidence.dtype != ScalarType.Float64) return new QueryError.BadShape(evidence.shape.ToArr(), $"{evidence.dtype}", model.Variables, model.Channels);
        using var scope = NewDisposeScope();
        var result = zeros_like(evidence);
        return RowBlocks.Flows(model, evidence, FlowVariables.Observed, (flows, first, block) =>
        {
            var (from, to) = (block.cpu().contiguous().data<double>().ToArray(), new double[block.numel()]);
            for (var unit = 0; unit < flows.Units.Length; unit++)
                if (flows.Units[unit].Family is InputFamily.Gaussian)
                    Add(model, flows, unit, from, to, (int)evidence.shape[1]);
            result.narrow(0, first, block.shape[0]).copy_(tensor(to, block.shape));
        }) is { } impossible
            ? impossible
            : result.MoveToOuterDisposeScope();
    }

    private static void Add(QpcModel model, Flows flows, int unit, double[] from, double[] to, int variables)
    {
        var of = flows.Units[unit];
        var (function, shares) = (model.Host.Function(of.Function, of.Family), new double[flows.Rows * of.Nodes]);
        flows.Shares(unit, shares);
        for (var place = of.Variable * model.Channels; place < from.Length; place += variables * model.Channels)
            for (var channel = 0; channel < model.Channels; channel++)
            {
                var start = flows.RowOf(place / (variables * model.Channels)) * of.Nodes;
                for (var node = 0; node < of.Nodes && !double.IsNaN(from[place + channel]); node++)
                    to[place + channel] += shares[start + node] * (function[node, channel, 0] - from[place + channel]) * Math.Exp(-2 * function[node, channel, 1]);
            }
    }
}
