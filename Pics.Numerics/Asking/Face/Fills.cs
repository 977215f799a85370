namespace Pics.Numerics;

/// <summary>A filled value.</summary>
/// <param name="Text">As in the data: a label or a number.</param>
/// <param name="Number">The number in the data's own units; null for a column of texts.</param>
/// <param name="LogProbability">log p of the value given what the row observes, in nats; of a density in the data's own units if it is real.</param>
public readonly record struct Fill(string Text, double? Number, double LogProbability)
{
    /// <summary>Where the value lies with the probability that was asked for; null where none was.</summary>
    public FillInterval? Interval { get; init; }

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
    /// <param name="interval">The probability of the interval that is told of each; null for none.</param>
    public static Either<QueryError, IReadOnlyDictionary<(int Row, int Place), Fill>> Of(RowForm form, AskedCircuit model, Dataset data, FillKind kind, long seed, bool withinRange = false, double? interval = null)
    {
        var fills = new Dictionary<(int, int), Fill>();
        if (!Enum.IsDefined(kind)) return new QueryError.Argument("the kind of what values are filled with", (double)kind, "one that there is");
        if (interval is not null and not (> 0 and < 1)) return new QueryError.Argument("the probability of intervals", interval.Value, "above 0 and below 1");
        using var ways = new FillValues(form, model, kind, seed, withinRange);
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(BatchSize))
        {
            var evidence = data.Evidence(rows);
            var filled = Posterior.Of(model, evidence).Bind(posterior =>
                from values in ways.Of(evidence, posterior, [.. rows.Select(row => data.Row(row).ToArray())], rows[0])
                from logs in posterior.LogDensity(EvidenceRows.Of([.. values.Select(form.Seen)], form.Variables, form.Channels))
                from intervals in interval is { } probability ? Intervals(form, model, posterior, evidence, probability) : ImmutableDictionary<(int, int), FillInterval>.Empty
                select (Values: values, Logs: logs, Intervals: intervals));
            if (filled.IsLeft) return filled.MapLeft(error => error.From(rows[0])).Map(_ => (IReadOnlyDictionary<(int, int), Fill>)fills);
            filled.IfRight(batch =>
            {
                for (var row = 0; row < rows.Length; row++)
                    for (var place = 0; place < form.Dimensions; place++)
                        if (double.IsNaN(evidence[row, place]))
                            fills.Add((rows[row], place), Fill.Of(form.Columns[place / form.Channels], batch.Values[row][place], batch.Logs[(row * form.Dimensions) + place]) with { Interval = batch.Intervals.GetValueOrDefault((row, place)) });
            });
        }

        return Either<QueryError, IReadOnlyDictionary<(int Row, int Place), Fill>>.Right(fills);
    }

    private static Either<QueryError, ImmutableDictionary<(int Row, int Place), FillInterval>> Intervals(RowForm form, AskedCircuit model, Posterior posterior, EvidenceRows observed, double probability)
    {
        var all = ImmutableDictionary.CreateBuilder<(int Row, int Place), FillInterval>();
        for (var place = 0; place < form.Dimensions; place++)
        {
            var (at, variable) = (place, place / form.Channels);
            var rows = Enumerable.Range(0, observed.Rows).Where(row => double.IsNaN(observed[row, at])).ToArray();
            if (rows.Length == 0) continue;
            var found = FillIntervals.Of(form.Columns[variable], model.Families[variable], posterior, new(variable, place % form.Channels), rows, probability);
            if (found.IsLeft) return found.Map(_ => all.ToImmutable());
            found.IfRight(intervals => all.AddRange(rows.Zip(intervals, (row, interval) => KeyValuePair.Create((row, at), interval))));
        }

        return all.ToImmutable();
    }
}
