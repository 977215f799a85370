namespace Pics.Numerics;

/// <summary>A filled value.</summary>
/// <param name="Text">As in the data: a label or a number.</param>
/// <param name="Number">The number in the data's own units; null for a column of texts.</param>
/// <param name="LogProbability">log p of the value given what the row observes, in nats; of a density in the data's own units if it is real.</param>
public readonly record struct Fill(string Text, double? Number, double LogProbability)
{
    /// <summary>As data sets hold it.</summary>
    internal double Held { get; private init; }

    /// <summary>A value as it is held, with the log-probability or log-density of what the circuit sees of it.</summary>
    internal static Fill Of(Column column, double held, double logDensity) => new(column.Text(held), column.Number(held), logDensity - column.LogScale(held)) { Held = held };
}

/// <summary>Fills of what rows do not observe.</summary>
internal static class Fills
{
    private const int BatchSize = 256;

    /// <summary>The fills of all values that are not observed, by row and place in it, [variables, channels].</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="kind">What values are filled with.</param>
    /// <param name="seed">Of samples.</param>
    /// <param name="withinRange">Whether numbers stay within those that training saw.</param>
    public static Either<QueryError, IReadOnlyDictionary<(int Row, int Place), Fill>> Of(RowForm form, QpcModel model, Dataset data, FillKind kind, long seed, bool withinRange = false)
    {
        var fills = new Dictionary<(int, int), Fill>();
        if (!Enum.IsDefined(kind)) return new QueryError.Argument("the kind of what values are filled with", (double)kind, "one that there is");
        using var ways = new FillValues(form, model, kind, seed, withinRange);
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(BatchSize))
        {
            using var scope = NewDisposeScope();
            var evidence = model.Evidence(data, rows);
            var filled = Posterior.Of(model, evidence).Bind(posterior =>
            {
                using (posterior)
                    return from values in ways.Of(evidence, posterior, [.. rows.Select(row => data.Row(row).ToArray())], rows[0])
                           from logs in posterior.LogDensity(EvidenceTensors.Of([.. values.Select(form.Seen)], form.Variables, form.Channels, evidence.dtype == ScalarType.Float64, model.Device))
                           select (Evidence: EvidenceTensors.Rows(evidence), Values: values, Logs: EvidenceTensors.Rows(logs));
            });
            if (filled.IsLeft) return filled.MapLeft(error => error.From(rows[0])).Map(_ => (IReadOnlyDictionary<(int, int), Fill>)fills);
            filled.IfRight(batch =>
            {
                for (var row = 0; row < rows.Length; row++)
                    for (var place = 0; place < form.Dimensions; place++)
                        if (double.IsNaN(batch.Evidence[row][place]))
                            fills.Add((rows[row], place), Fill.Of(form.Columns[place / form.Channels], batch.Values[row][place], batch.Logs[row][place]));
            });
        }

        return Either<QueryError, IReadOnlyDictionary<(int Row, int Place), Fill>>.Right(fills);
    }
}
