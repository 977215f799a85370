namespace Pics.Numerics;

/// <summary>The distribution of each single variable given the evidence of each row; all of them from one forward and one backward pass.</summary>
/// <remarks>
/// p(x_v | e) = sum over the units f of v and nodes k of flow[f, k] p_f(x_v | z_k), exact. An observed variable is at its value with probability
/// one. Cost: a forward pass, and one down to the input units that are asked for; memory [F, B, K] of float64 for those F units.
/// </remarks>
internal sealed class Posterior
{
    private readonly AskedCircuit model;
    private readonly KeptShares shares;
    private readonly ILookup<int, (FlowUnit Of, HostFunction Function)> units; // by variable
    private readonly EvidenceRows seen;

    private Posterior(AskedCircuit model, KeptShares shares, EvidenceRows seen)
    {
        (this.model, this.shares, this.seen) = (model, shares, seen);
        units = shares.Units.ToLookup(unit => unit.Variable, unit => (unit, model.Numbers.Function(unit.Function, unit.Family)));
    }

    /// <summary>B.</summary>
    public int Rows => seen.Rows;

    /// <summary>The posteriors given evidence, [B, variables, C]. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.</summary>
    public static Either<QueryError, Posterior> Of(AskedCircuit model, EvidenceRows evidence) => Of(model, evidence, FlowVariables.Hidden);

    /// <summary>The posteriors of some variables.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="variables">Observed ones are wanted where more than a value of a variable is known, and entries stand for that.</param>
    public static Either<QueryError, Posterior> Of(AskedCircuit model, EvidenceRows evidence, FlowVariables variables)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        var kept = evidence.Narrow(model.Variables);
        var shares = new KeptShares(kept.Rows);
        return RowBlocks.Flows(model, kept, variables, (flows, first, block) => shares.Keep(flows, first, block.Rows)) is { } impossible
            ? impossible
            : new Posterior(model, shares, kept);
    }

    /// <summary>Mean and variance of each channel of each variable, [B, variables, C]. Error: as <see cref="Of(AskedCircuit, EvidenceRows)"/>.</summary>
    /// <remarks>As <see cref="Mean"/> and <see cref="Variance"/>, without keeping flows.</remarks>
    public static Either<QueryError, (double[] Mean, double[] Variance)> Moments(AskedCircuit model, EvidenceRows evidence)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        var kept = evidence.Variables == model.Variables ? evidence : evidence.Narrow(model.Variables);
        var (means, variances) = (new double[kept.All.Length], new double[kept.All.Length]);
        return RowBlocks.Flows(model, kept, FlowVariables.Hidden, (flows, first, block) => FlowMoments.Write(model, flows, flows.RowOf, block, means, variances, first)) is { } impossible
            ? impossible
            : (means, variances);
    }

    /// <summary>The probability of each value of one channel of a variable, [B, V]. Error: <see cref="QueryError.NoVariable"/>, <see cref="QueryError.Endless"/>.</summary>
    public Either<QueryError, double[]> Probabilities(int variable, int channel = 0)
    {
        if (FindError(variable, channel) is { } error) return error;
        var family = model.Families[variable];
        if (family.Values.IsNone) return new QueryError.Endless(variable, family);
        var values = family.Values.IfNone(0);
        var sum = new double[Rows * values];
        foreach (var (unit, function) in units[variable])
        {
            var (probabilities, own) = (function.Probabilities(unit.Nodes, channel), shares.Of(unit));
            for (var place = 0; place < own.Length; place++)
                AddMultiple(probabilities.AsSpan(place % unit.Nodes * values, values), own[place], sum.AsSpan(place / unit.Nodes * values, values));
        }

        for (var row = 0; row < Rows; row++)
            if (seen[row, (variable * model.Channels) + channel] is var value && !double.IsNaN(value))
            {
                System.Array.Clear(sum, row * values, values);
                sum[(row * values) + (int)value] = 1;
            }

        return sum;
    }

    /// <summary>log p(x_v | e) of one value in each channel of each variable, in nats or nats per unit of a density.</summary>
    /// <param name="values">[B, variables, C]; what is not observed in it is asked nothing of.</param>
    /// <returns>[B, variables, C]; NaN where <paramref name="values"/> has none; 0 or minus infinity where the evidence has the variable. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</returns>
    public Either<QueryError, double[]> LogDensity(EvidenceRows values)
    {
        if (EvidenceCheck.Find(model, values) is { } error) return error;
        var logs = new double[seen.All.Length];
        Workers.Run(Workers.Count, Rows, (row, _) =>
        {
            for (var place = 0; place < seen.Width; place++)
                logs[(row * seen.Width) + place] = double.IsNaN(values[row, place]) ? double.NaN
                    : !double.IsNaN(seen[row, place]) ? (seen[row, place] == values[row, place] ? 0 : double.NegativeInfinity)
                    : LogDensity(row, place / model.Channels, place % model.Channels, values[row, place]);
        });
        return logs;
    }

    /// <summary>log p(x = value | e) - log p(x = other | e) of one channel of a variable, [B] in nats. Error: as <see cref="LogDensity(EvidenceRows)"/>, <see cref="QueryError.NoVariable"/>.</summary>
    public Either<QueryError, double[]> LogOdds(int variable, double value, double other, int channel = 0)
    {
        if (FindError(variable, channel) is { } error) return error;
        var place = (variable * model.Channels) + channel;
        Either<QueryError, double[]> At(double x)
        {
            var asked = EvidenceRows.Nothing(Rows, seen.Variables, seen.Channels);
            for (var row = 0; row < Rows; row++) asked[row, place] = x;
            return LogDensity(asked).Map<double[]>(all => [.. Enumerable.Range(0, Rows).Select(row => all[(row * seen.Width) + place])]);
        }

        return from first in At(value)
               from second in At(other)
               select first.Zip(second, (one, two) => one - two).ToArray();
    }

    /// <summary>The most probable value of one channel of a variable in each row, [B]; what the evidence has where observed.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="largest">Counts above it are left out; of no meaning for others.</param>
    /// <remarks>
    /// Exact for finitely many values and for counts, up to rounding in float64; of a real number the highest peak of the density that is found (<see cref="MixtureMode"/>).
    /// Cost: of counts and real numbers a few numbers for each different function of the variable, each of its nodes and each row. Error: <see cref="QueryError.NoVariable"/>.
    /// </remarks>
    public Either<QueryError, double[]> Mode(int variable, int channel = 0, double largest = double.MaxValue)
    {
        if (FindError(variable, channel) is { } error) return error;
        var (family, place) = (model.Families[variable], (variable * model.Channels) + channel);
        if (family.Values.IsSome)
            return Probabilities(variable, channel).Map<double[]>(all => [.. all.Chunk(family.Values.IfNone(1)).Select(row => (double)System.Array.IndexOf(row, row.Max()))]);
        var modes = new double[Rows];
        for (var row = 0; row < Rows; row++) modes[row] = seen[row, place];
        int[] hidden = [.. Enumerable.Range(0, Rows).Where(row => double.IsNaN(modes[row]))];
        if (hidden.Length == 0) return modes;
        var mixture = Own(variable, channel, hidden);
        double[] Numbers(int entry) => [.. Enumerable.Range(0, mixture.Nodes).Select(node => mixture.Numbers[(node * mixture.Entries) + entry])];
        var found = family is InputFamily.Gaussian
            ? MixtureMode.OfReals(mixture.Weights, hidden.Length, Numbers(0), Numbers(1))
            : MixtureMode.OfCounts(mixture.Weights, hidden.Length, Numbers(0), largest);
        for (var at = 0; at < hidden.Length; at++) modes[hidden[at]] = found[at];
        return modes;
    }

    /// <summary>The expectation of each channel of each variable, [B, variables, C]; NaN in columns that are no variable.</summary>
    /// <remarks>Of the numbers 0, 1, ... of a category; meaningful where these are ordered.</remarks>
    public double[] Mean() => Moments().Mean;

    /// <summary>The variance of each channel of each variable, [B, variables, C]; zero where observed, NaN in columns that are no variable.</summary>
    /// <remarks>The mean of the variances at the nodes, and the variance of the means (law of total variance).</remarks>
    public double[] Variance() => Moments().Variance;

    /// <summary>One channel as a mixture in all rows, which must not observe it.</summary>
    public ChannelMixture Mixture(int variable, int channel) => Mixture(variable, channel, [.. Enumerable.Range(0, Rows)]);

    /// <summary>One channel as a mixture in some rows, which must not observe it.</summary>
    public ChannelMixture Mixture(int variable, int channel, int[] rows)
    {
        var mixture = Own(variable, channel, rows);
        for (var row = 0; row < rows.Length; row++)
        {
            var weights = mixture.Weights.AsSpan(row * mixture.Nodes, mixture.Nodes);
            var sum = 0.0;
            foreach (var weight in weights) sum += weight;
            foreach (ref var weight in weights) weight /= sum;
        }

        return mixture;
    }

    /// <summary>The functions of a variable, and the probability of each node of them in one row, [K] each.</summary>
    public IEnumerable<(FunctionSpec Function, double[] Shares)> Shares(int variable, int row) =>
        units[variable].Select(unit => (unit.Of.Function, shares.Of(unit.Of)[(row * unit.Of.Nodes)..((row + 1) * unit.Of.Nodes)]));

    /// <summary>The posterior of one channel as a mixture over the nodes of the functions of its variable: their weights in each row, [B][N], and the parameters there, [N][V].</summary>
    public (IReadOnlyList<double[]> Weights, IReadOnlyList<double[]> Numbers) Nodes(int variable, int channel)
    {
        var mixture = Own(variable, channel, [.. Enumerable.Range(0, Rows)]);
        return ([.. mixture.Weights.Chunk(mixture.Nodes)], [.. mixture.Numbers.Chunk(mixture.Entries)]);
    }

    /// <summary>One channel as a mixture over the nodes of some functions of its variable.</summary>
    /// <param name="model">The model.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="units">The functions.</param>
    /// <param name="weights">[rows, N].</param>
    /// <param name="rows">How many rows.</param>
    public static ChannelMixture Mixture(AskedCircuit model, int variable, int channel, IReadOnlyList<FlowUnit> units, double[] weights, int rows)
    {
        var entries = model.Numbers.Function(units[0].Function, units[0].Family).Entries;
        var numbers = from unit in units
                      let function = model.Numbers.Function(unit.Function, unit.Family)
                      from node in Enumerable.Range(0, unit.Nodes)
                      from entry in Enumerable.Range(0, entries)
                      select function[node, channel, entry];
        return new(model.Families[variable], weights, [.. numbers], rows);
    }

    /// <summary>The posterior of one channel in some rows, each function of the variable once; weights are not normalised.</summary>
    private ChannelMixture Own(int variable, int channel, int[] rows)
    {
        FlowUnit[] own = [.. units[variable].Select(unit => unit.Of)];
        var weights = from row in rows
                      from unit in own
                      from share in new ArraySegment<double>(shares.Of(unit), row * unit.Nodes, unit.Nodes)
                      select share;
        return Mixture(model, variable, channel, own, [.. weights], rows.Length);
    }

    private (double[] Mean, double[] Variance) Moments()
    {
        var (means, variances) = (new double[seen.All.Length], new double[seen.All.Length]);
        FlowMoments.Write(model, shares, row => row, seen, means, variances);
        return (means, variances);
    }

    private QueryError.NoVariable? FindError(int variable, int channel) => !model.Families.ContainsKey(variable) || channel < 0 || channel >= model.Channels
        ? new QueryError.NoVariable(variable, channel, model.Circuit.Scope, model.Channels)
        : null;

    private double LogDensity(int row, int variable, int channel, double value)
    {
        var sum = 0.0;
        foreach (var (unit, function) in units[variable])
        {
            var own = shares.Of(unit);
            for (var node = 0; node < unit.Nodes; node++)
                if (own[(row * unit.Nodes) + node] is var share && share > 0)
                    sum += share * Math.Exp(function.LogDensity(node, channel, value));
        }

        return Math.Log(sum);
    }

    private static void AddMultiple(ReadOnlySpan<double> from, double factor, Span<double> to)
    {
        var (place, factors) = (0, new System.Numerics.Vector<double>(factor));
        for (; place + System.Numerics.Vector<double>.Count <= from.Length; place += System.Numerics.Vector<double>.Count)
            (new System.Numerics.Vector<double>(to[place..]) + (factors * new System.Numerics.Vector<double>(from[place..]))).CopyTo(to[place..]);
        for (; place < from.Length; place++) to[place] += factor * from[place];
    }
}
