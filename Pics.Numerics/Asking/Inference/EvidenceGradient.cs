namespace Pics.Numerics;

/// <summary>How a log-likelihood changes with the observed values of continuous variables.</summary>
internal static class EvidenceGradient
{
    /// <summary>d log p(e) / d x of each row, in nats per unit of the data's numbers as the model sees them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <returns>[B, variables, C]; zero where not observed, and for variables that are not continuous.</returns>
    /// <remarks>
    /// The mean over units and nodes, by their probability given the evidence, of the slope of their log-density. The gradient of a conditional log p(q | e) is
    /// this one for q and e together less this one for e. Cost: one forward and one backward pass.
    /// Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.
    /// </remarks>
    public static Either<QueryError, double[]> Of(AskedCircuit model, EvidenceRows evidence)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        var result = new double[evidence.All.Length];
        return RowBlocks.Flows(model, evidence, FlowVariables.Observed, (flows, first, block) =>
        {
            for (var unit = 0; unit < flows.Units.Length; unit++)
                if (flows.Units[unit].Family is InputFamily.Gaussian)
                    Add(model, flows, unit, block, result.AsSpan(first * block.Width, block.Rows * block.Width));
        }) is { } impossible
            ? impossible
            : result;
    }

    private static void Add(AskedCircuit model, Flows flows, int unit, EvidenceRows from, Span<double> to)
    {
        var of = flows.Units[unit];
        var (function, shares) = (model.Numbers.Function(of.Function, of.Family), new double[flows.Rows * of.Nodes]);
        flows.Shares(unit, shares);
        for (var row = 0; row < from.Rows; row++)
            for (var channel = 0; channel < model.Channels; channel++)
            {
                var (start, place) = (flows.RowOf(row) * of.Nodes, (of.Variable * model.Channels) + channel);
                for (var node = 0; node < of.Nodes && !double.IsNaN(from[row, place]); node++)
                    to[(row * from.Width) + place] += shares[start + node] * (function[node, channel, 0] - from[row, place]) * Math.Exp(-2 * function[node, channel, 1]);
            }
    }
}
