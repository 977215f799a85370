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
    public static Either<QueryError, IReadOnlyList<RowScore>> Of(RowForm form, QpcModel model, Dataset data, bool surprises, int batchSize, CancellationToken cancellation)
    {
        var row = new double[data.Dimensions];
        using var found = new RowBuilder<double>(surprises ? ScoredRows.WidthOfSurprises : ScoredRows.Width, ReadOptions.Default with { MemoryLimit = MostHeld }, data.Rows);
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var evidence = model.Evidence(data, rows);
            var batch = from values in LogLikelihood.OfEvidence(model, evidence)
                        from each in surprises ? Surprises(model, evidence, values) : Either<QueryError, IReadOnlyList<double[]>>.Right([])
                        select (Values: values.cpu().data<double>().ToArray(), Surprises: each);
            if (batch.IsLeft) return batch.MapLeft(error => error.From(rows[0])).Map(_ => (IReadOnlyList<RowScore>)[]);
            batch.IfRight(one =>
            {
                for (var place = 0; place < rows.Length; place++)
                {
                    data.Read(rows[place], row);
                    found.Add(Score(form, row, one.Values[place], surprises ? one.Surprises[place] : null));
                }
            });
        }

        var scores = found.Finish();
        return new ScoredRows(form, scores, RowRanks.Of(scores, ScoredRows.Bits));
    }

    /// <summary>The numbers of a row as <see cref="ScoredRows"/> has them.</summary>
    private static double[] Score(RowForm form, ReadOnlySpan<double> values, double logLikelihood, double[]? surprises)
    {
        var observed = 0;
        foreach (var value in values)
            if (!double.IsNaN(value)) observed++;
        var log = logLikelihood - form.LogScale(values);
        var bits = observed == 0 ? 0 : BitsPerDimension.Of(log, observed);
        if (surprises is null) return [log, bits, observed];
        var (worst, most) = (-1, 0.0); // chosen in multiples of scales: in other units of a column another one would be the most surprising
        for (var variable = 0; variable < surprises.Length; variable++)
        {
            if (double.IsNaN(surprises[variable])) continue;
            var own = surprises[variable] + LogScale(form, values, variable, column => column.LogUnit);
            if (worst < 0 || own > most) (worst, most) = (variable, own);
        }

        return [log, bits, observed, worst, worst < 0 ? double.NaN : surprises[worst] + LogScale(form, values, worst, _ => 0)];
    }

    /// <summary>Of the channels of one variable that are observed, in units of the column.</summary>
    private static double LogScale(RowForm form, ReadOnlySpan<double> values, int variable, Func<Column, double> logUnit)
    {
        var sum = 0.0;
        for (var channel = 0; channel < form.Channels; channel++)
            if (!double.IsNaN(values[(variable * form.Channels) + channel]))
                sum += form.Columns[variable].LogScale(values[(variable * form.Channels) + channel]) - logUnit(form.Columns[variable]);
        return sum;
    }

    /// <summary>Of rows that are possible; rows of no surprises for the others.</summary>
    private static Either<QueryError, IReadOnlyList<double[]>> Surprises(QpcModel model, Tensor evidence, Tensor values)
    {
        var some = values.isneginf().logical_not().nonzero().view(-1);
        return Surprise.Of(model, evidence.index_select(0, some)).Map(found =>
        {
            var all = full([evidence.shape[0], found.shape[1]], Held.Of(double.NaN), ScalarType.Float64, evidence.device);
            return EvidenceTensors.Rows(all.index_copy_(0, some, found));
        });
    }
}
