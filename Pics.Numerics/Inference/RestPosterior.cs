namespace Pics.Numerics;

/// <summary>The distribution of each single channel given all else that each row observes, whether the row observes the channel or not: what makes a value of a row surprising.</summary>
/// <remarks>
/// A likelihood is linear in the values of the units of a variable, so their slopes, d log p / d u, are in the proportions of their probabilities without the
/// variable (Darwiche, 2003): one forward and one backward pass for all variables. Where a unit gives the value of the row so much less at one node than at another that slopes
/// may be lost to rounding, as <see cref="Surprise"/> has it, the row is asked again with the channel hidden: another such pass for each of these cells, at most
/// one for each variable and row. Of rows that are possible. Memory: twice that of <see cref="Posterior"/>, so few rows at once. Owns tensors.
/// </remarks>
internal sealed class RestPosterior : IDisposable
{
    private readonly QpcModel model;
    private readonly Dictionary<FlowUnit, Unit> units;
    private readonly Tensor evidence;

    private RestPosterior(QpcModel model, Dictionary<FlowUnit, Unit> units, Tensor evidence) => (this.model, this.units, this.evidence) = (model, units, evidence);

    /// <summary>Of evidence, [B, variables, C]. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.</summary>
    public static Either<QueryError, RestPosterior> Of(QpcModel model, Tensor evidence)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        var kept = evidence.detach().narrow(1, 0, model.Variables).clone();
        var units = new Dictionary<FlowUnit, Unit>();
        return RowBlocks.Flows(model, kept, FlowVariables.All, (flows, first, block) => Keep(units, flows, (int)first, (int)block.shape[0], (int)kept.shape[0])) is { } impossible
            ? impossible
            : new RestPosterior(model, units, kept.DetachFromDisposeScope());
    }

    /// <summary>One channel in all rows. Owned by the caller. Error: as <see cref="Posterior.Of(QpcModel, Tensor)"/> where a row is impossible without it.</summary>
    public Either<QueryError, ChannelMixture> Mixture(int variable, int channel)
    {
        using var scope = NewDisposeScope();
        var own = units.Where(unit => unit.Key.Variable == variable).ToList();
        var all = own.Select(unit => model.Parameters[unit.Key.Function.Group].detach()[unit.Key.Function.Head].to(ScalarType.Float64)).ToList(); // [K, C, V]
        var logs = cat([.. own.Select(unit => tensor(unit.Value.LogNodes, [evidence.shape[0], unit.Key.Nodes], device: evidence.device))], 1); // [B, N]
        for (var other = 0; other < model.Channels; other++)
            if (other != channel) logs = logs.Plus(Given(variable, other, cat([.. all.Select(numbers => numbers.select(1, other))], 0)));
        var weights = ChannelMixture.Normalised(logs);
        var lost = IsLost([.. own.Select(unit => unit.Value)]).logical_or(weights.sum(1).isfinite().logical_not()).logical_and(Observed(variable, channel)).nonzero().view(-1);
        var numbers = cat([.. all.Select(one => one.select(1, channel))], 0);
        ChannelMixture Made(Tensor found) => new(model.Families[variable], found.MoveToOuterDisposeScope(), numbers.MoveToOuterDisposeScope());
        if (lost.shape[0] == 0) return Made(weights);
        var hidden = evidence.index_select(0, lost).clone();
        hidden.select(1, variable).select(1, channel).fill_(evidence.dtype == ScalarType.Int64 ? Held.Of(-1L) : Held.Of(double.NaN));
        return Posterior.Of(model, hidden).Map(posterior =>
        {
            using (posterior) return Made(weights.index_copy(0, lost, posterior.Mixture(variable, channel).Weights));
        });
    }

    /// <inheritdoc/>
    public void Dispose() => evidence.Dispose();

    /// <summary>Copies the flows of some rows; units of one function and variable become one.</summary>
    private static void Keep(Dictionary<FlowUnit, Unit> units, Flows flows, int first, int count, int rows)
    {
        for (var unit = 0; unit < flows.Units.Length; unit++)
        {
            var of = flows.Units[unit];
            if (!units.TryGetValue(of, out var all)) units.Add(of, all = Unit.Of(rows, of.Nodes));
            var (logs, sums, least, most) = (new double[flows.Rows * of.Nodes], new double[flows.Rows], new double[flows.Rows], new double[flows.Rows]);
            flows.LogNodes(unit, logs);
            flows.LogSlopes(unit, sums, least, most);
            for (var row = 0; row < count; row++)
            {
                var (to, from) = (first + row, flows.RowOf(row));
                for (var node = 0; node < of.Nodes; node++)
                    all.LogNodes[(to * of.Nodes) + node] = Surprise.Add(all.LogNodes[(to * of.Nodes) + node], logs[(from * of.Nodes) + node]);
                (all.Least[to], all.Most[to]) = (Math.Min(all.Least[to], least[from]), Math.Max(all.Most[to], most[from]));
            }
        }
    }

    private Tensor Observed(int variable, int channel) => EvidenceTensors.IsHidden(evidence.select(1, variable).select(1, channel)).logical_not();

    /// <summary>log p of what rows observe of another channel of the variable at each node, 0 where they do not, [B, N].</summary>
    private Tensor Given(int variable, int channel, Tensor numbers)
    {
        var values = EvidenceTensors.ForReals(evidence).select(1, variable).select(1, channel);
        return ChannelMixture.LogDensities(model.Families[variable], numbers, values).masked_fill(values.isnan().unsqueeze(1), Held.Of(0.0));
    }

    /// <summary>Whether the slopes of a variable may be lost, [B].</summary>
    private Tensor IsLost(IReadOnlyList<Unit> own)
    {
        var lost = Enumerable.Range(0, (int)evidence.shape[0]).Select(row => own.Max(unit => unit.Most[row]) - own.Min(unit => unit.Least[row]) > Surprise.Lost(model));
        return tensor(lost.ToArray(), device: evidence.device);
    }

    /// <summary>What is kept of one unit.</summary>
    /// <param name="LogNodes">The logarithm of d log p / d u of each node, [B, K].</param>
    /// <param name="Least">The logarithm to base 2 of the least u, [B].</param>
    /// <param name="Most">The same of the largest u.</param>
    private sealed record Unit(double[] LogNodes, double[] Least, double[] Most)
    {
        public static Unit Of(int rows, int nodes) => new(Filled(rows * nodes, double.NegativeInfinity), Filled(rows, double.PositiveInfinity), Filled(rows, double.NegativeInfinity));

        private static double[] Filled(int count, double value)
        {
            var all = new double[count];
            System.Array.Fill(all, value);
            return all;
        }
    }
}
