namespace Pics.Numerics;

/// <summary>The distribution of each single variable given the evidence of each row; all of them from one forward and one backward pass.</summary>
/// <remarks>
/// p(x_v | e) = sum over the units f of v and nodes k of flow[f, k] p_f(x_v | z_k), exact. An observed variable is at its value with probability
/// one. Cost: a forward pass, and one down to the input units that are asked for; memory [F, B, K] of float64 for those F units.
/// </remarks>
internal sealed class Posterior : IDisposable
{
    private readonly QpcModel model;
    private readonly KeptShares shares;
    private readonly ILookup<int, (FlowUnit Of, HostFunction Function)> units; // by variable
    private readonly Tensor evidence;
    private readonly double[] seen; // [B, variables, C], NaN where not observed

    private Posterior(QpcModel model, KeptShares shares, Tensor evidence)
    {
        (this.model, this.shares, this.evidence) = (model, shares, evidence);
        units = shares.Units.ToLookup(unit => unit.Variable, unit => (unit, model.Host.Function(unit.Function, unit.Family)));
        seen = EvidenceTensors.Numbers(evidence);
    }

    private int Rows => (int)evidence.shape[0];

    /// <summary>The posteriors given evidence, [B, variables, C]. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.</summary>
    public static Either<QueryError, Posterior> Of(QpcModel model, Tensor evidence) => Of(model, evidence, FlowVariables.Hidden);

    /// <summary>The posteriors of some variables.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="variables">Observed ones are wanted where more than a value of a variable is known, and entries stand for that.</param>
    public static Either<QueryError, Posterior> Of(QpcModel model, Tensor evidence, FlowVariables variables)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        var kept = evidence.detach().narrow(1, 0, model.Variables).clone();
        var shares = new KeptShares((int)kept.shape[0]);
        if (RowBlocks.Flows(model, kept, variables, (flows, first, block) => shares.Keep(flows, (int)first, (int)block.shape[0])) is { } impossible) return impossible;
        return new Posterior(model, shares, kept.DetachFromDisposeScope());
    }

    /// <summary>Mean and variance of each channel of each variable, [B, variables, C] of float64. Error: as <see cref="Of(QpcModel, Tensor)"/>.</summary>
    /// <remarks>As <see cref="Mean"/> and <see cref="Variance"/>, without keeping flows.</remarks>
    public static Either<QueryError, (Tensor Mean, Tensor Variance)> Moments(QpcModel model, Tensor evidence)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        var kept = evidence.detach().narrow(1, 0, model.Variables);
        var (means, variances) = (empty(kept.shape, ScalarType.Float64), empty(kept.shape, ScalarType.Float64));
        return RowBlocks.Flows(model, kept, FlowVariables.Hidden, (flows, first, block) =>
            Write(model, flows, flows.RowOf, block, means.narrow(0, first, block.shape[0]), variances.narrow(0, first, block.shape[0]))) is { } impossible
            ? impossible
            : (means.to(kept.device).MoveToOuterDisposeScope(), variances.to(kept.device).MoveToOuterDisposeScope());
    }

    /// <summary>The probability of each value of one channel of a variable, [B, V] of float64. Error: <see cref="QueryError.NoVariable"/>, <see cref="QueryError.Endless"/>.</summary>
    public Either<QueryError, Tensor> Probabilities(int variable, int channel = 0)
    {
        if (!model.Families.TryGetValue(variable, out var family) || channel < 0 || channel >= model.Channels)
            return new QueryError.NoVariable(variable, channel, model.Circuit.Scope, model.Channels);
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
            if (seen[(((row * model.Variables) + variable) * model.Channels) + channel] is var value && !double.IsNaN(value))
            {
                System.Array.Clear(sum, row * values, values);
                sum[(row * values) + (int)value] = 1;
            }

        using var scope = NewDisposeScope();
        return tensor(sum, [Rows, values], device: evidence.device).MoveToOuterDisposeScope();
    }

    /// <summary>log p(x_v | e) of one value in each channel of each variable, in nats or nats per unit of a density.</summary>
    /// <param name="values">[B, variables, C], int64 or float64; what is not observed in it is asked nothing of.</param>
    /// <returns>[B, variables, C] of float64; NaN where <paramref name="values"/> has none; 0 or minus infinity where the evidence has the variable. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</returns>
    public Either<QueryError, Tensor> LogDensity(Tensor values)
    {
        if (EvidenceCheck.Find(model, values) is { } error) return error;
        using var scope = NewDisposeScope();
        var asked = EvidenceTensors.Numbers(values.detach().narrow(1, 0, model.Variables));
        var logs = new double[asked.Length];
        Workers.Run(Workers.Count, Rows, (row, _) =>
        {
            for (var place = row * model.Variables * model.Channels; place < (row + 1) * model.Variables * model.Channels; place++)
                logs[place] = double.IsNaN(asked[place]) ? double.NaN
                    : !double.IsNaN(seen[place]) ? (seen[place] == asked[place] ? 0 : double.NegativeInfinity)
                    : LogDensity(row, place / model.Channels % model.Variables, place % model.Channels, asked[place]);
        });
        return tensor(logs, [Rows, model.Variables, model.Channels], device: evidence.device).MoveToOuterDisposeScope();
    }

    /// <summary>log p(x = value | e) - log p(x = other | e) of one channel of a variable, [B] in nats. Error: as <see cref="LogDensity(Tensor)"/>, <see cref="QueryError.NoVariable"/>.</summary>
    public Either<QueryError, Tensor> LogOdds(int variable, double value, double other, int channel = 0)
    {
        if (!model.Families.ContainsKey(variable) || channel < 0 || channel >= model.Channels)
            return new QueryError.NoVariable(variable, channel, model.Circuit.Scope, model.Channels);
        Either<QueryError, Tensor> At(double x)
        {
            using var scope = NewDisposeScope();
            var asked = full_like(evidence, Held.Of(double.NaN), ScalarType.Float64);
            asked.select(1, variable).select(1, channel).fill_(Held.Of(x));
            return LogDensity(asked).Map(all => all.select(1, variable).select(1, channel).clone().MoveToOuterDisposeScope());
        }

        return from first in At(value)
               from second in At(other)
               select Difference(first, second);
    }

    /// <summary>The most probable value of one channel of a variable in each row, [B] of float64; what the evidence has where observed.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="largest">Counts above it are left out; of no meaning for others.</param>
    /// <remarks>
    /// Exact for finitely many values and for counts, up to rounding in float64; of a real number the highest peak of the density that is found (<see cref="MixtureMode"/>).
    /// Cost: of counts and real numbers a few numbers for each different function of the variable, each of its nodes and each row. Error: <see cref="QueryError.NoVariable"/>.
    /// </remarks>
    public Either<QueryError, Tensor> Mode(int variable, int channel = 0, double largest = double.MaxValue)
    {
        if (!model.Families.TryGetValue(variable, out var family) || channel < 0 || channel >= model.Channels)
            return new QueryError.NoVariable(variable, channel, model.Circuit.Scope, model.Channels);
        using var scope = NewDisposeScope();
        var values = evidence.select(1, variable).select(1, channel);
        var rows = EvidenceTensors.IsHidden(values).nonzero().view(-1);
        var modes = values.to(ScalarType.Float64, copy: true);
        if (rows.shape[0] == 0) return modes.MoveToOuterDisposeScope();
        if (family.Values.IsSome) return Probabilities(variable, channel).Map(found => modes.index_copy_(0, rows, found.argmax(1).to(ScalarType.Float64).index_select(0, rows)).MoveToOuterDisposeScope());
        var (weights, numbers) = Mixture(variable, channel, rows);
        var found = family is InputFamily.Gaussian
            ? MixtureMode.OfReals(weights, numbers.select(1, 0), numbers.select(1, 1))
            : MixtureMode.OfCounts(weights, numbers.select(1, 0), largest);
        return modes.index_copy_(0, rows, found).MoveToOuterDisposeScope();
    }

    /// <summary>The expectation of each channel of each variable, [B, variables, C] of float64; NaN in columns that are no variable.</summary>
    /// <remarks>Of the numbers 0, 1, ... of a category; meaningful where these are ordered.</remarks>
    public Tensor Mean() => Moments((mean, _) => mean);

    /// <summary>The variance of each channel of each variable, [B, variables, C] of float64; zero where observed, NaN in columns that are no variable.</summary>
    /// <remarks>The mean of the variances at the nodes, and the variance of the means (law of total variance).</remarks>
    public Tensor Variance() => Moments((_, variance) => variance);

    /// <summary>One channel as a mixture in all rows, which must not observe it. Owned by the caller.</summary>
    public ChannelMixture Mixture(int variable, int channel)
    {
        using var scope = NewDisposeScope();
        var (weights, numbers) = Mixture(variable, channel, arange(Held.Of(evidence.shape[0]), dtype: ScalarType.Int64, device: evidence.device));
        return new(model.Families[variable], weights.div(weights.sum(1, true)).MoveToOuterDisposeScope(), numbers.MoveToOuterDisposeScope());
    }

    /// <summary>The functions of a variable, and the probability of each node of them in one row, [K] each.</summary>
    public IEnumerable<(FunctionSpec Function, double[] Shares)> Shares(int variable, int row) =>
        units[variable].Select(unit => (unit.Of.Function, shares.Of(unit.Of)[(row * unit.Of.Nodes)..((row + 1) * unit.Of.Nodes)]));

    /// <summary>The posterior of one channel as a mixture over the nodes of the functions of its variable: their weights in each row, [B][N], and the parameters there, [N][V].</summary>
    public (IReadOnlyList<double[]> Weights, IReadOnlyList<double[]> Numbers) Nodes(int variable, int channel)
    {
        using var scope = NewDisposeScope();
        var (weights, numbers) = Mixture(variable, channel, tensor(Enumerable.Range(0, (int)evidence.shape[0]).Select(row => (long)row).ToArray(), device: evidence.device));
        return (EvidenceTensors.Rows(weights), EvidenceTensors.Rows(numbers));
    }

    /// <inheritdoc/>
    public void Dispose() => evidence.Dispose();

    private Tensor Moments(Func<Tensor, Tensor, Tensor> wanted)
    {
        using var scope = NewDisposeScope();
        var (means, variances) = (empty(evidence.shape, ScalarType.Float64), empty(evidence.shape, ScalarType.Float64));
        Write(model, shares, row => row, evidence, means, variances);
        return wanted(means, variances).to(evidence.device).MoveToOuterDisposeScope();
    }

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

    /// <summary>The posterior of one channel in some rows as a mixture: weights [rows, N] and numbers [N, V] of the nodes of all functions of the variable, each function once.</summary>
    private (Tensor Weights, Tensor Numbers) Mixture(int variable, int channel, Tensor rows) => (
        cat([.. units[variable].Select(unit => tensor(shares.Of(unit.Of), [Rows, unit.Of.Nodes], device: evidence.device).index_select(0, rows))], 1),
        cat([.. units[variable].Select(unit => model.Parameters[unit.Of.Function.Group].detach()[unit.Of.Function.Head].select(1, channel).to(ScalarType.Float64))], 0));

    private static unsafe void Write(QpcModel model, IShares shares, Func<int, int> rowOf, Tensor evidence, Tensor means, Tensor variances)
    {
        using var scope = NewDisposeScope();
        var rows = evidence.cpu().contiguous();
        if (rows.numel() == 0) return;
        var isReal = rows.dtype == ScalarType.Float64;
        var start = isReal ? (nint)TensorMemory.Pointer<double>(rows) : (nint)TensorMemory.Pointer<long>(rows);
        FlowMoments.Write(
            model,
            shares,
            rowOf,
            new(start, (int)rows.shape[0], (int)rows.shape[1], (int)rows.shape[2], isReal),
            (nint)TensorMemory.Pointer<double>(means),
            (nint)TensorMemory.Pointer<double>(variances));
    }

    private static void AddMultiple(ReadOnlySpan<double> from, double factor, Span<double> to)
    {
        var (place, factors) = (0, new System.Numerics.Vector<double>(factor));
        for (; place + System.Numerics.Vector<double>.Count <= from.Length; place += System.Numerics.Vector<double>.Count)
            (new System.Numerics.Vector<double>(to[place..]) + (factors * new System.Numerics.Vector<double>(from[place..]))).CopyTo(to[place..]);
        for (; place < from.Length; place++) to[place] += factor * from[place];
    }

    private static Tensor Difference(Tensor first, Tensor second)
    {
        using (first)
        using (second)
            return first.sub(second);
    }
}
