namespace Pics.Numerics;

/// <summary>Exact log-likelihoods of rows of evidence: one forward pass, in blocks that fit into memory.</summary>
internal static class RowLikelihood
{
    /// <summary>The normalised log-likelihood of each row of evidence that is right, [B] in nats and the circuit's own numbers; minus infinity for what is impossible. What a row does not observe is marginalised exactly.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    public static double[] Of(AskedCircuit model, EvidenceRows evidence)
    {
        var (all, logZ) = (new double[evidence.Rows], model.LogZ);
        for (var row = 0; row < evidence.Rows; row += model.BatchSize)
            model.Passes.LogLikelihood(evidence.Part(row, Math.Min(model.BatchSize, evidence.Rows - row))).CopyTo(all, row);
        for (var row = 0; row < all.Length; row++) all[row] -= logZ;
        return all;
    }

    /// <summary>As <see cref="Of"/>. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</summary>
    public static Either<QueryError, double[]> OfEvidence(AskedCircuit model, EvidenceRows evidence) =>
        EvidenceCheck.Find(model, evidence) is { } error ? error : Of(model, evidence);

    /// <summary>The log-likelihood of each row, in nats and the data's own units. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    public static Either<QueryError, ImmutableArray<double>> OfRows(AskedCircuit model, Dataset data) => model.Alone<Either<QueryError, ImmutableArray<double>>>(() =>
    {
        var (values, logZ) = (ImmutableArray.CreateBuilder<double>(data.Rows), model.LogZ);
        using var room = new Rented(checked(Math.Min(data.Rows, model.BatchSize) * data.Dimensions));
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(model.BatchSize))
        {
            var evidence = data.Evidence(rows, room.Array);
            if (EvidenceCheck.Find(model, evidence) is { } error) return error.From(rows[0]);
            foreach (var value in model.Passes.LogLikelihood(evidence)) values.Add(value - logZ - data.LogScale(values.Count));
        }

        return values.MoveToImmutable();
    });

    /// <summary>The mean log-likelihood of at least one row, which must fit the circuit, in nats and the data's own units, and how much of the rows is observed.</summary>
    public static MeanLogLikelihood MeanOfRows(AskedCircuit model, Dataset data)
    {
        var (sum, observed, row, logZ) = (0.0, 0L, 0, model.LogZ);
        using var room = new Rented(checked(Math.Min(data.Rows, model.BatchSize) * data.Dimensions));
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(model.BatchSize))
        {
            var evidence = data.Evidence(rows, room.Array);
            foreach (var value in evidence.All) observed += double.IsNaN(value) ? 0 : 1;
            foreach (var value in model.Alone(() => model.Passes.LogLikelihood(evidence))) sum += value - logZ - data.LogScale(row++);
        }

        return new(sum / data.Rows, observed / (double)data.Rows, data.Dimensions);
    }
}
