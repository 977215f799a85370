namespace Pics.Numerics;

/// <summary>The distribution of each single variable given the evidence of each row; all of them from one forward and one backward pass.</summary>
/// <remarks>
/// p(x_v | e) = sum over the units f of v and nodes k of flow[f, k] p_f(x_v | z_k), exact. An observed variable is at its value with probability
/// one. Cost: a training step's forward and backward pass through the circuit; memory [F, B, K] of float64 for F input units. Owns tensors.
/// </remarks>
internal sealed class Posterior : IDisposable
{
    private readonly QpcModel model;
    private readonly Flows flows;
    private readonly Tensor evidence;

    private Posterior(QpcModel model, Flows flows, Tensor evidence) => (this.model, this.flows, this.evidence) = (model, flows, evidence);

    /// <summary>The posteriors given evidence, [B, variables, C]. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.</summary>
    public static Either<QueryError, Posterior> Of(QpcModel model, Tensor evidence)
    {
        if (EvidenceCheck.FindGiven(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        var kept = evidence.detach().narrow(1, 0, model.Variables).clone().DetachFromDisposeScope();
        return new Posterior(model, Flows.Of(model, kept), kept);
    }

    /// <summary>The probability of each value of one channel of a variable, [B, V] of float64. Error: <see cref="QueryError.NoVariable"/>, <see cref="QueryError.Endless"/>.</summary>
    public Either<QueryError, Tensor> Probabilities(int variable, int channel = 0)
    {
        if (!model.Families.TryGetValue(variable, out var family) || channel < 0 || channel >= model.Channels)
            return new QueryError.NoVariable(variable, channel, model.Circuit.Scope, model.Channels);
        if (family.Values.IsNone) return new QueryError.Endless(variable, family);
        using var scope = NewDisposeScope();
        var sum = zeros(evidence.shape[0], family.Values.IfNone(0), dtype: ScalarType.Float64, device: evidence.device);
        foreach (var leaf in flows.Leaves)
            for (var fold = 0; fold < leaf.Variables.Length; fold++)
                if (leaf.Variables[fold] == variable)
                    sum.Plus_(leaf.Shares[fold].matmul(model.Parameters[leaf.Functions[fold].Group].detach()[leaf.Functions[fold].Head].select(1, channel).to(ScalarType.Float64).exp()));
        var observed = evidence.select(1, variable).select(1, channel);
        var known = nn.functional.one_hot(EvidenceTensors.Whole(observed).clamp_min(Held.Of(0)), sum.shape[1]).to(ScalarType.Float64);
        return where(EvidenceTensors.IsHidden(observed).unsqueeze(1), sum, known).MoveToOuterDisposeScope();
    }

    /// <summary>log p(x_v | e) of one value in each channel of each variable, in nats or nats per unit of a density.</summary>
    /// <param name="values">[B, variables, C], int64 or float64; what is not observed in it is asked nothing of.</param>
    /// <returns>[B, variables, C] of float64; NaN where <paramref name="values"/> has none; 0 or minus infinity where the evidence has the variable. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</returns>
    public Either<QueryError, Tensor> LogDensity(Tensor values)
    {
        if (EvidenceCheck.Find(model, values) is { } error) return error;
        using var scope = NewDisposeScope();
        var asked = values.detach().narrow(1, 0, model.Variables);
        var densities = Sum(leaf =>
        {
            var numbers = leaf.Parameters(model);
            var x = asked.index_select(1, leaf.Places()).permute(1, 2, 0).unsqueeze(1); // [F, 1, C, B]
            return (InputLayer.LogDensity(leaf.Family, numbers, x).exp() * leaf.Shares.permute(0, 2, 1).unsqueeze(2)).sum(1).permute(0, 2, 1);
        }).log();
        var same = evidence.to(ScalarType.Float64).eq(asked.to(ScalarType.Float64)).to(ScalarType.Float64).log();
        return where(EvidenceTensors.IsHidden(evidence), densities, same).masked_fill(EvidenceTensors.IsHidden(asked), Held.Of(double.NaN)).MoveToOuterDisposeScope();
    }

    /// <summary>log p(x = value | e) - log p(x = other | e) of one channel of a variable, [B] in nats. Error: as <see cref="LogDensity"/>, <see cref="QueryError.NoVariable"/>.</summary>
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
    public Tensor Mean()
    {
        using var scope = NewDisposeScope();
        return Known(Sum(leaf => leaf.Shares.bmm(Densities.Moments(leaf.Family, leaf.Parameters(model)).Mean)), evidence.to(ScalarType.Float64)).MoveToOuterDisposeScope();
    }

    /// <summary>The variance of each channel of each variable, [B, variables, C] of float64; zero where observed, NaN in columns that are no variable.</summary>
    /// <remarks>The mean of the variances at the nodes, and the variance of the means (law of total variance).</remarks>
    public Tensor Variance()
    {
        using var scope = NewDisposeScope();
        var mean = Sum(leaf => leaf.Shares.bmm(Densities.Moments(leaf.Family, leaf.Parameters(model)).Mean));
        var variance = Sum(leaf =>
        {
            var (means, variances) = Densities.Moments(leaf.Family, leaf.Parameters(model));
            var apart = means.unsqueeze(1) - mean.index_select(1, leaf.Places()).transpose(0, 1).unsqueeze(2); // [F, B, K, C]
            return (leaf.Shares.unsqueeze(3) * variances.unsqueeze(1).Plus(apart.square())).sum(2);
        });
        return Known(variance, zeros_like(variance)).MoveToOuterDisposeScope();
    }

    /// <summary>One channel as a mixture in all rows, which must not observe it. Owned by the caller.</summary>
    public ChannelMixture Mixture(int variable, int channel)
    {
        using var scope = NewDisposeScope();
        var (weights, numbers) = Mixture(variable, channel, arange(Held.Of(evidence.shape[0]), dtype: ScalarType.Int64, device: evidence.device));
        return new(model.Families[variable], weights.div(weights.sum(1, true)).MoveToOuterDisposeScope(), numbers.MoveToOuterDisposeScope());
    }

    /// <summary>The functions of a variable, and the probability of each node of them in one row, [K] each.</summary>
    public IEnumerable<(FunctionSpec Function, double[] Shares)> Shares(int variable, int row) =>
        from leaf in flows.Leaves
        from fold in Enumerable.Range(0, leaf.Variables.Length)
        where leaf.Variables[fold] == variable
        select (leaf.Functions[fold], EvidenceTensors.Rows(leaf.Shares[fold])[row]);

    /// <inheritdoc/>
    public void Dispose()
    {
        flows.Dispose();
        evidence.Dispose();
    }

    /// <summary>The posterior of one channel in some rows as a mixture: weights [rows, N] and numbers [N, V] of the nodes of all functions of the variable, each function once.</summary>
    private (Tensor Weights, Tensor Numbers) Mixture(int variable, int channel, Tensor rows)
    {
        var functions = (from leaf in flows.Leaves
                         from fold in Enumerable.Range(0, leaf.Variables.Length)
                         where leaf.Variables[fold] == variable
                         group leaf.Shares[fold].index_select(0, rows) by (leaf.Functions[fold].Group, leaf.Functions[fold].Head)).ToList();
        return (
            cat([.. functions.Select(shares => stack([.. shares], 0).sum([0L]))], 1),
            cat([.. functions.Select(function => model.Parameters[function.Key.Group].detach()[function.Key.Head].select(1, channel).to(ScalarType.Float64))], 0));
    }

    /// <summary>The sum over the folds of each variable of what they give, [F, B, C]: [B, variables, C].</summary>
    private Tensor Sum(Func<Flows.Leaf, Tensor> give)
    {
        var sum = zeros([model.Variables, evidence.shape[0], model.Channels], dtype: ScalarType.Float64, device: evidence.device);
        foreach (var leaf in flows.Leaves) sum.index_add_(0, leaf.Places(), give(leaf), Held.Of(1));
        return sum.transpose(0, 1);
    }

    /// <summary>Values of the variables that are not observed, others where they are; NaN elsewhere.</summary>
    private Tensor Known(Tensor hidden, Tensor observed)
    {
        var isVariable = zeros([1, model.Variables, 1], dtype: ScalarType.Bool, device: evidence.device);
        foreach (var variable in model.Families.Keys) isVariable.select(1, variable).fill_(Held.Of(true));
        return where(EvidenceTensors.IsHidden(evidence), hidden, observed).masked_fill(isVariable.logical_not(), Held.Of(double.NaN));
    }

    private static Tensor Difference(Tensor first, Tensor second)
    {
        using (first)
        using (second)
            return first.sub(second);
    }
}
