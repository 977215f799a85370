namespace Pics.Numerics;

/// <summary>Scores of rows, one after the other.</summary>
internal static class RowScores
{
    private const long MostHeld = 32 << 20; // bytes of scores in memory

    /// <summary>The scores of all rows, in their order. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="surprises">Whether the most surprising column of each row is looked for.</param>
    /// <param name="batchSize">Rows evaluated together.</param>
    /// <param name="deal">Who looks at which batch; null for one after the other.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    public static Either<QueryError, IReadOnlyList<RowScore>> Of(RowForm form, AskedCircuit model, Dataset data, bool surprises, int batchSize, WorkDeal? deal, CancellationToken cancellation)
    {
        var width = surprises ? ScoredRows.WidthOfSurprises : ScoredRows.Width;
        using var found = new RowBuilder<double>(width, ReadOptions.Default with { MemoryLimit = MostHeld }, data.Rows);
        var ways = new RowSurprises(form, model);
        Either<QueryError, double[]> Batch(int batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = Enumerable.Range(batch * batchSize, Math.Min(batchSize, data.Rows - (batch * batchSize))).ToArray();
            var evidence = data.Evidence(rows);
            var values = new double[data.Dimensions];
            double[] Numbers(int row, double log, (int Place, double Surprise, double LogTail)[] worst)
            {
                data.Read(row, values);
                return [.. Score(form, values, log), .. surprises ? Worst(worst[row - rows[0]]) : []];
            }

            return (from logs in RowLikelihood.OfEvidence(model, evidence)
                    from each in surprises ? ways.Of(evidence, logs, row => data.Row(rows[row]).ToArray()) : Either<QueryError, (int Place, double Surprise, double LogTail)[]>.Right([])
                    select rows.SelectMany(row => Numbers(row, logs[row - rows[0]], each)).ToArray()).MapLeft(error => error.From(rows[0]));
        }

        deal ??= (parts, _, make) => Enumerable.Range(0, parts).Select(make);
        var batches = deal((int)(((long)data.Rows + batchSize - 1) / batchSize), Math.Min(batchSize, data.Rows) * width, batch => Batch(batch).MatchUnsafe<double[]?>(made => made, _ => null));
        foreach (var (batch, numbers) in batches.Index())
        {
            if (numbers is null) return Batch(batch).Map(_ => (IReadOnlyList<RowScore>)[]); // where others have found it wrong, it is so here too
            for (var at = 0; at < numbers.Length; at += width) found.Add(numbers.AsSpan(at, width));
        }

        var scores = found.Finish();
        return new ScoredRows(form, scores, RowRanks.Of(scores, ScoredRows.Bits));
    }

    /// <summary>The numbers of a row as <see cref="ScoredRows"/> has them.</summary>
    private static double[] Score(RowForm form, double[] values, double logLikelihood)
    {
        var observed = values.Count(value => !double.IsNaN(value));
        var log = logLikelihood - form.LogScale(values);
        return [log, observed == 0 ? 0 : BitsPerDimension.Of(log, observed), observed];
    }

    private static double[] Worst((int Place, double Surprise, double LogTail) worst) => [worst.Place, worst.Surprise, worst.LogTail];
}
