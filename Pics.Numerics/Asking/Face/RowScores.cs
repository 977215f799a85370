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
    /// <param name="cancellation">Stops it between two batches.</param>
    public static Either<QueryError, IReadOnlyList<RowScore>> Of(RowForm form, AskedCircuit model, Dataset data, bool surprises, int batchSize, CancellationToken cancellation)
    {
        using var found = new RowBuilder<double>(surprises ? ScoredRows.WidthOfSurprises : ScoredRows.Width, ReadOptions.Default with { MemoryLimit = MostHeld }, data.Rows);
        var ways = new RowSurprises(form, model);
        var values = new double[data.Dimensions];
        foreach (var numbers in Enumerable.Range(0, data.Rows).Chunk(batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            var evidence = data.Evidence(numbers);
            var batch = from logs in RowLikelihood.OfEvidence(model, evidence)
                        from each in surprises ? ways.Of(evidence, logs, row => data.Row(numbers[row]).ToArray()) : Either<QueryError, (int Place, double Surprise, double LogTail)[]>.Right([])
                        select (Logs: logs, Surprises: each);
            if (batch.IsLeft) return batch.MapLeft(error => error.From(numbers[0])).Map(_ => (IReadOnlyList<RowScore>)[]);
            batch.IfRight(one =>
            {
                for (var row = 0; row < numbers.Length; row++)
                {
                    data.Read(numbers[row], values);
                    found.Add([.. Score(form, values, one.Logs[row]), .. surprises ? Numbers(one.Surprises[row]) : []]);
                }
            });
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

    private static double[] Numbers((int Place, double Surprise, double LogTail) worst) => [worst.Place, worst.Surprise, worst.LogTail];
}
