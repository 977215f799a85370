namespace Pics.Numerics;

/// <summary>Exact samples of a QPC, unconditional or given any evidence in each row (inpainting).</summary>
/// <remarks>
/// Ancestral sampling: a forward pass, then one induced tree from the root down by <see cref="TopDownPass"/>. Samples follow the QPC's
/// distribution exactly, up to the rounding of its numbers. They depend on seed, row and draw alone: the batch does not matter. Cost: given
/// evidence one forward pass a row, for all of its draws, and for each draw K operations for each sum on its way; without evidence the pass is
/// made once per model.
/// </remarks>
internal static class Sampling
{
    /// <summary>Samples of all variables.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">N.</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    /// <param name="firstRow">The number of the first sample: a later part of the same samples.</param>
    /// <returns>[N, variables, C]; NaN in columns that are no variable of the circuit.</returns>
    /// <remarks>Error: <see cref="QueryError.Argument"/>.</remarks>
    public static Either<QueryError, EvidenceRows> Unconditional(AskedCircuit model, int count, long seed, long firstRow = 0)
    {
        if (count < 0 || firstRow < 0) return new QueryError.Argument("the number of samples", Math.Min(count, firstRow), "zero or more");
        var targets = model.NoEvidence(count);
        model.Walk.Draw(model.Prior, targets, new int[count], [.. Enumerable.Range(0, count).Select(row => CounterRandom.Key((ulong)seed, firstRow + row))]);
        return targets;
    }

    /// <summary>Samples of what each row does not observe, given what it does; observed values stay as they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C], each row observing anything or nothing.</param>
    /// <param name="draws">D: samples per row.</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    /// <param name="firstRow">The number of the first row among all rows that are sampled for.</param>
    /// <param name="firstDraw">The number of the first sample of each row: a later part of the same samples.</param>
    /// <returns>[B D, variables, C], the draws of a row one after the other.</returns>
    /// <remarks>Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>, <see cref="QueryError.Argument"/>.</remarks>
    public static Either<QueryError, EvidenceRows> Given(AskedCircuit model, EvidenceRows evidence, int draws, long seed, long firstRow = 0, long firstDraw = 0) =>
        Draw(model, evidence, evidence, model.Walk, draws, (seed, firstRow, firstDraw));

    /// <summary>Samples given a row of which more than values is known: what is known of a variable that has no value restricts what is drawn.</summary>
    /// <param name="found">The row, and the model for it.</param>
    /// <param name="row">The row itself.</param>
    /// <param name="draws">D.</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    /// <param name="firstDraw">The number of the first sample.</param>
    /// <returns>[D, variables, C] as the circuit sees values.</returns>
    /// <remarks>Error: as <see cref="Given"/>.</remarks>
    public static Either<QueryError, EvidenceRows> GivenFindings(FoundModel found, EncodedRow row, int draws, long seed, long firstDraw = 0)
    {
        var start = row.Evidence();
        return Draw(found.Model, found.Evidence, start, TopDownPass.Of(found.Model, function => found.Draws(function, row)), draws, (seed, 0, firstDraw));
    }

    private static Either<QueryError, EvidenceRows> Draw(
        AskedCircuit model, EvidenceRows evidence, EvidenceRows start, TopDownPass walk, int draws, (long Seed, long FirstRow, long FirstDraw) first)
    {
        if (draws < 1) return new QueryError.Argument("the number of draws", draws, "at least 1");
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        var targets = start.Take([.. from row in Enumerable.Range(0, start.Rows) from draw in Enumerable.Range(0, draws) select row]);
        return RowBlocks.Run(model, evidence, first.FirstRow, RowBlocks.OfSums, model.Passes.Sums, (activations, before, row, count) => walk.Draw(
            activations,
            targets.Part(row * draws, count * draws),
            [.. from offset in Enumerable.Range(0, count) from draw in Enumerable.Range(0, draws) select before + offset],
            [.. from offset in Enumerable.Range(0, count) from draw in Enumerable.Range(0, draws) select CounterRandom.Key((ulong)first.Seed, first.FirstRow + row + offset, first.FirstDraw + draw)])) is { } impossible
            ? impossible
            : targets;
    }
}
