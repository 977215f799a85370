namespace Pics.Numerics;

/// <summary>The distribution of each single channel given all else that each row observes, whether the row observes the channel or not: what makes a value of a row surprising.</summary>
/// <remarks>
/// A likelihood is linear in the values of the units of a variable, so their slopes, d log p / d u, are in the proportions of their probabilities without the
/// variable (Darwiche, 2003): one forward and one backward pass for all variables. Where a unit gives the value of the row so much less at one node than at another that slopes
/// may be lost to rounding, as <see cref="Surprise"/> has it, the row is asked again with the channel hidden: another such pass for each of these cells, at most
/// one for each variable and row. Of rows that are possible. Memory: twice that of <see cref="Posterior"/>, so few rows at once.
/// </remarks>
internal sealed class RestPosterior
{
    private readonly AskedCircuit model;
    private readonly Dictionary<FlowUnit, Unit> units;
    private readonly EvidenceRows evidence;

    private RestPosterior(AskedCircuit model, Dictionary<FlowUnit, Unit> units, EvidenceRows evidence) => (this.model, this.units, this.evidence) = (model, units, evidence);

    /// <summary>Of evidence, [B, variables, C]. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.</summary>
    public static Either<QueryError, RestPosterior> Of(AskedCircuit model, EvidenceRows evidence)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        var kept = evidence.Narrow(model.Variables);
        var units = new Dictionary<FlowUnit, Unit>();
        return RowBlocks.Flows(model, kept, FlowVariables.All, (flows, first, block) => Keep(units, flows, first, block.Rows, kept.Rows)) is { } impossible
            ? impossible
            : new RestPosterior(model, units, kept);
    }

    /// <summary>One channel in all rows. Error: as <see cref="Posterior.Of(AskedCircuit, EvidenceRows)"/> where a row is impossible without it.</summary>
    public Either<QueryError, ChannelMixture> Mixture(int variable, int channel)
    {
        var own = units.Where(unit => unit.Key.Variable == variable).ToList();
        var nodes = own.Sum(unit => unit.Key.Nodes);
        var logs = new double[evidence.Rows * nodes]; // [B, N]
        for (var row = 0; row < evidence.Rows; row++)
        {
            var to = logs.AsSpan(row * nodes, nodes);
            foreach (var (of, unit) in own)
            {
                unit.LogNodes.AsSpan(row * of.Nodes, of.Nodes).CopyTo(to);
                Given(row, of, channel, to);
                to = to[of.Nodes..];
            }
        }

        ChannelMixture.Normalise(logs, nodes);
        var place = (variable * model.Channels) + channel;
        int[] lost = [.. Enumerable.Range(0, evidence.Rows).Where(row => !double.IsNaN(evidence[row, place]) && (IsLost(own, row) || !double.IsFinite(logs.AsSpan(row * nodes, nodes)[0])))];
        var made = Posterior.Mixture(model, variable, channel, [.. own.Select(unit => unit.Key)], logs, evidence.Rows);
        if (lost.Length == 0) return made;
        var hidden = evidence.Take(lost);
        for (var row = 0; row < lost.Length; row++) hidden[row, place] = double.NaN;
        return Posterior.Of(model, hidden).Map(posterior =>
        {
            var again = posterior.Mixture(variable, channel);
            for (var at = 0; at < lost.Length; at++) again.Weights.AsSpan(at * nodes, nodes).CopyTo(made.Weights.AsSpan(lost[at] * nodes, nodes));
            return made;
        });
    }

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

    /// <summary>Adds log p of what a row observes of the other channels of the variable at each node of a unit, [K].</summary>
    private void Given(int row, FlowUnit of, int channel, Span<double> logs)
    {
        for (var other = 0; other < model.Channels; other++)
        {
            var value = evidence[row, (of.Variable * model.Channels) + other];
            if (other == channel || double.IsNaN(value)) continue;
            var function = model.Numbers.Function(of.Function, of.Family);
            for (var node = 0; node < of.Nodes; node++) logs[node] += function.LogDensity(node, other, value);
        }
    }

    /// <summary>Whether the slopes of a variable may be lost in a row.</summary>
    private bool IsLost(IReadOnlyList<KeyValuePair<FlowUnit, Unit>> own, int row) =>
        own.Max(unit => unit.Value.Most[row]) - own.Min(unit => unit.Value.Least[row]) > Surprise.Lost(model);

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
