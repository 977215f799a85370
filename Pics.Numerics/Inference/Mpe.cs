namespace Pics.Numerics;

/// <summary>Completions of high probability of what is not observed (MPE, MAP).</summary>
/// <remarks>
/// The most probable completion of a circuit that is not deterministic is NP-hard to find. <see cref="MaxProduct"/> gives the completion on the
/// best induced tree, exact where the circuit is deterministic and an approximation elsewhere, as in every QPC of a PIC;
/// <see cref="BestOf"/> evaluates many candidates exactly and keeps the best, never worse than max-product.
/// </remarks>
internal static class Mpe
{
    /// <summary>Max-product: a forward pass with maxima in place of sums, then back-tracking along the largest alternatives.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="firstRow">The number of the first row among all rows that are completed.</param>
    /// <returns>[B, variables, C] of the type of the evidence.</returns>
    /// <remarks>
    /// Cost: a forward pass with maxima, and the way down. Error: as <see cref="Sampling.Given"/>.
    /// </remarks>
    public static Either<QueryError, Tensor> MaxProduct(QpcModel model, Tensor evidence, long firstRow = 0)
    {
        if (EvidenceCheck.FindCompletable(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        var targets = evidence.detach().cpu().clone().contiguous();
        return RowBlocks.Run(model, evidence, firstRow, RowBlocks.OfMaxima, Activations.OfMaxima, (activations, before, row, count) =>
            model.Walk.Complete(activations, targets.narrow(0, row, count), [.. Enumerable.Range(before, count)])) is { } impossible
            ? impossible
            : targets.to(evidence.device).MoveToOuterDisposeScope();
    }

    /// <summary>The best different completions among max-product's and some samples given the evidence, with their exact log-likelihoods.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="draws">Samples per row.</param>
    /// <param name="keep">k: completions kept per row, at most as many as there are candidates.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="firstRow">The number of the first row among all rows that are completed.</param>
    /// <returns>
    /// Completions [B, k, variables, C] by decreasing probability, and log-likelihoods [B, k] in nats; where a row has fewer different
    /// candidates the last ones have log-likelihood minus infinity and repeat the best.
    /// </returns>
    /// <remarks>Cost: max-product, sampling and a forward pass for each candidate. Error: as <see cref="Sampling.Given"/>.</remarks>
    public static Either<QueryError, Completions> BestOf(QpcModel model, Tensor evidence, int draws, int keep, long seed, long firstRow = 0)
    {
        if (keep < 1 || keep > (long)draws + 1) return new QueryError.Argument("the number of completions kept", keep, $"1 to {(long)draws + 1}, one more than the draws");
        return from best in MaxProduct(model, evidence, firstRow)
               from samples in Sampling.Given(model, evidence, draws, seed, firstRow)
               select Best(model, best, samples, keep);
    }

    private static Completions Best(QpcModel model, Tensor best, Tensor samples, int keep)
    {
        using var scope = NewDisposeScope();
        var candidates = cat([best.unsqueeze(1), samples], 1);
        best.Dispose();
        samples.Dispose();
        var (rows, each) = (candidates.shape[0], candidates.shape[1]);
        var values = LogLikelihood.Blocks(model, candidates.flatten(0, 1)).view(rows, each).masked_fill(IsRepeated(candidates), Held.Of(double.NegativeInfinity));
        var (sorted, order) = values.sort(1, descending: true, stable: true);
        var kept = sorted.narrow(1, 0, keep).contiguous();
        var places = order.narrow(1, 0, keep).where(kept.isneginf().logical_not(), order.narrow(1, 0, 1));
        var index = places.view(rows, keep, 1, 1).expand(rows, keep, candidates.shape[2], candidates.shape[3]);
        return new(candidates.gather(1, index).MoveToOuterDisposeScope(), kept.MoveToOuterDisposeScope());
    }

    /// <summary>Whether an earlier candidate of the row is the same, [B, D].</summary>
    private static Tensor IsRepeated(Tensor candidates)
    {
        using var scope = NewDisposeScope();
        var flat = candidates.flatten(2, 3);
        if (flat.dtype != ScalarType.Int64) flat = flat.nan_to_num(double.MaxValue);
        var repeated = Enumerable.Range(0, (int)flat.shape[1]).Select(draw =>
            draw == 0 ? zeros(flat.shape[0], dtype: ScalarType.Bool, device: flat.device) : flat.narrow(1, 0, draw).eq(flat.narrow(1, draw, 1)).all(2).any(1)).ToList();
        return stack(repeated, 1).MoveToOuterDisposeScope();
    }
}

/// <summary>Completions and their log-likelihoods; owns both.</summary>
/// <param name="Values">[B, k, variables, C].</param>
/// <param name="LogLikelihoods">[B, k] of float64, in nats.</param>
internal sealed record Completions(Tensor Values, Tensor LogLikelihoods) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        LogLikelihoods.Dispose();
    }
}
