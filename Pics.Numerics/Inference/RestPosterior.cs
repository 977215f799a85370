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
    private readonly Flows flows;
    private readonly Tensor evidence;

    private RestPosterior(QpcModel model, Flows flows, Tensor evidence) => (this.model, this.flows, this.evidence) = (model, flows, evidence);

    /// <summary>Of evidence, [B, variables, C]. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.</summary>
    public static Either<QueryError, RestPosterior> Of(QpcModel model, Tensor evidence)
    {
        if (EvidenceCheck.FindGiven(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        var kept = evidence.detach().narrow(1, 0, model.Variables).clone().DetachFromDisposeScope();
        return new RestPosterior(model, Flows.Of(model, kept, withNodes: true), kept);
    }

    /// <summary>One channel in all rows. Owned by the caller. Error: as <see cref="Posterior.Of"/> where a row is impossible without it.</summary>
    public Either<QueryError, ChannelMixture> Mixture(int variable, int channel)
    {
        using var scope = NewDisposeScope();
        var leaves = (from leaf in flows.Leaves from fold in Enumerable.Range(0, leaf.Variables.Length) where leaf.Variables[fold] == variable select (Leaf: leaf, Fold: fold)).ToList();
        var functions = leaves.GroupBy(one => (one.Leaf.Functions[one.Fold].Group, one.Leaf.Functions[one.Fold].Head)).ToList();
        var all = functions.Select(function => model.Parameters[function.Key.Group].detach()[function.Key.Head].to(ScalarType.Float64)).ToList(); // [K, C, V]
        var logs = cat([.. functions.Select(same => stack([.. same.Select(one => one.Leaf.LogNodes![one.Fold])], 0).logsumexp(0))], 1); // [B, N]
        for (var other = 0; other < model.Channels; other++)
            if (other != channel) logs = logs.Plus(Given(variable, other, cat([.. all.Select(numbers => numbers.select(1, other))], 0)));
        var weights = ChannelMixture.Normalised(logs);
        var lost = IsLost(leaves).logical_or(weights.sum(1).isfinite().logical_not()).logical_and(Observed(variable, channel)).nonzero().view(-1);
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
    public void Dispose()
    {
        flows.Dispose();
        evidence.Dispose();
    }

    private Tensor Observed(int variable, int channel) => EvidenceTensors.IsHidden(evidence.select(1, variable).select(1, channel)).logical_not();

    /// <summary>log p of what rows observe of another channel of the variable at each node, 0 where they do not, [B, N].</summary>
    private Tensor Given(int variable, int channel, Tensor numbers)
    {
        var values = EvidenceTensors.ForReals(evidence).select(1, variable).select(1, channel);
        return ChannelMixture.LogDensities(model.Families[variable], numbers, values).masked_fill(values.isnan().unsqueeze(1), Held.Of(0.0));
    }

    /// <summary>Whether the slopes of a variable may be lost, [B].</summary>
    private Tensor IsLost(List<(Flows.Leaf Leaf, int Fold)> leaves)
    {
        var most = stack([.. leaves.Select(one => one.Leaf.Most[one.Fold])], 0).amax([0L]);
        var least = stack([.. leaves.Select(one => one.Leaf.Least[one.Fold])], 0).amin([0L]);
        return (most - least).gt(Held.Of(Surprise.Lost(model)));
    }
}
