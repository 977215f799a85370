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
    /// <returns>[B, variables, C].</returns>
    /// <remarks>
    /// Cost: a forward pass with maxima, and the way down. Error: as <see cref="Sampling.Given"/>.
    /// </remarks>
    public static Either<QueryError, EvidenceRows> MaxProduct(AskedCircuit model, EvidenceRows evidence, long firstRow = 0)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        var targets = evidence.Copy();
        return RowBlocks.Run(model, evidence, firstRow, RowBlocks.OfMaxima, model.Passes.Maxima, (activations, before, row, count) =>
            model.Walk.Complete(activations, targets.Part(row, count), [.. Enumerable.Range(before, count)])) is { } impossible
            ? impossible
            : targets;
    }

    /// <summary>The best different completions among max-product's and some samples given the evidence, with their exact log-likelihoods.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="draws">Samples per row.</param>
    /// <param name="keep">k: completions kept per row, at most as many as there are candidates.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="firstRow">The number of the first row among all rows that are completed.</param>
    /// <returns>
    /// Completions [B k, variables, C], of each row by decreasing probability, and log-likelihoods [B, k] in nats; where a row has fewer different
    /// candidates the last ones have log-likelihood minus infinity and repeat the best.
    /// </returns>
    /// <remarks>Cost: max-product, sampling and a forward pass for each candidate. Error: as <see cref="Sampling.Given"/>.</remarks>
    public static Either<QueryError, Completions> BestOf(AskedCircuit model, EvidenceRows evidence, int draws, int keep, long seed, long firstRow = 0)
    {
        if (keep < 1 || keep > (long)draws + 1) return new QueryError.Argument("the number of completions kept", keep, $"1 to {(long)draws + 1}, one more than the draws");
        return from best in MaxProduct(model, evidence, firstRow)
               from samples in Sampling.Given(model, evidence, draws, seed, firstRow)
               select Best(model, best, samples, keep);
    }

    private static Completions Best(AskedCircuit model, EvidenceRows best, EvidenceRows samples, int keep)
    {
        var draws = best.Rows == 0 ? 0 : samples.Rows / best.Rows;
        var (values, logs) = (new EvidenceRows(new double[best.Rows * keep * best.Width], best.Rows * keep, best.Variables, best.Channels), new double[best.Rows * keep]);
        var likelihoods = (Best: RowLikelihood.Of(model, best), Samples: RowLikelihood.Of(model, samples));
        for (var row = 0; row < best.Rows; row++)
        {
            var candidates = new List<(double Log, double[] Values)> { (likelihoods.Best[row], best.Row(row).ToArray()) };
            for (var draw = row * draws; draw < (row + 1) * draws; draw++)
                if (samples.Row(draw).ToArray() is var drawn && !candidates.Exists(one => one.Values.AsSpan().SequenceEqual(drawn)))
                    candidates.Add((likelihoods.Samples[draw], drawn));
            var sorted = candidates.OrderByDescending(one => one.Log).ToArray();
            for (var place = 0; place < keep; place++)
            {
                var isThere = place < sorted.Length && !double.IsNegativeInfinity(sorted[place].Log);
                logs[(row * keep) + place] = isThere ? sorted[place].Log : double.NegativeInfinity;
                sorted[isThere ? place : 0].Values.CopyTo(values.Row((row * keep) + place));
            }
        }

        return new(values, logs);
    }
}

/// <summary>Completions and their log-likelihoods.</summary>
/// <param name="Values">[B k, variables, C].</param>
/// <param name="LogLikelihoods">[B, k] in nats.</param>
internal sealed record Completions(EvidenceRows Values, double[] LogLikelihoods);
