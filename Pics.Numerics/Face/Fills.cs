namespace Pics.Numerics;

/// <summary>A filled value.</summary>
/// <param name="Text">As in the data: a label or a number.</param>
/// <param name="Number">The number in the data's own units; null for a column of texts.</param>
/// <param name="LogProbability">log p of the value given what the row observes, in nats; of a density in the data's own units if it is real.</param>
public readonly record struct Fill(string Text, double? Number, double LogProbability)
{
    /// <summary>As the circuit sees it.</summary>
    internal double Encoded { get; private init; }

    /// <summary>A value that the circuit sees, with its log-density there.</summary>
    internal static Fill Of(Column column, double encoded, double logDensity) => new(column.Text(encoded), column.Number(encoded), logDensity - column.LogScale(encoded)) { Encoded = encoded };
}

/// <summary>Fills of what rows do not observe.</summary>
internal static class Fills
{
    private const int BatchSize = 256;
    private const int Candidates = 16; // samples that compete with max-product

    /// <summary>The fills of all values that are not observed, by row and place in it, [variables, channels].</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="kind">What values are filled with.</param>
    /// <param name="seed">Of samples.</param>
    public static Either<QueryError, IReadOnlyDictionary<(int Row, int Place), Fill>> Of(RowForm form, QpcModel model, Dataset data, FillKind kind, long seed)
    {
        var fills = new Dictionary<(int, int), Fill>();
        if (!Enum.IsDefined(kind)) return new QueryError.Argument("the kind of what values are filled with", (double)kind, "one that there is");
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(BatchSize))
        {
            using var scope = NewDisposeScope();
            var evidence = model.Evidence(data, rows);
            var filled = Posterior.Of(model, evidence).Bind(posterior =>
            {
                using (posterior)
                    return from found in Values((form, model), evidence, posterior, kind, seed, rows[0])
                           let values = Nearest(form, model, found)
                           from logs in posterior.LogDensity(values)
                           select (Evidence: EvidenceTensors.Rows(evidence), Values: EvidenceTensors.Rows(values), Logs: EvidenceTensors.Rows(logs));
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

        return Either<QueryError, IReadOnlyDictionary<(int, int), Fill>>.Right(fills);
    }

    private static Either<QueryError, Tensor> Values((RowForm Form, QpcModel Model) asked, Tensor evidence, Posterior posterior, FillKind kind, long seed, long firstRow) => kind switch
    {
        FillKind.Sample => Sampling.Given(asked.Model, evidence, 1, seed, firstRow).Map(samples => samples.select(1, 0)),
        FillKind.Mpe => Mpe.BestOf(asked.Model, evidence, Candidates, 1, seed, firstRow).Map(best => best.Values.select(1, 0)),
        _ => Alone(asked.Form, asked.Model, evidence, posterior, kind),
    };

    /// <summary>Each value from its own posterior.</summary>
    private static Either<QueryError, Tensor> Alone(RowForm form, QpcModel model, Tensor evidence, Posterior posterior, FillKind kind)
    {
        var (values, isHidden) = (evidence.clone(), EvidenceTensors.IsHidden(evidence));
        var means = kind == FillKind.Expectation ? posterior.Mean() : null;
        for (var place = 0; place < form.Dimensions; place++)
        {
            var term = new Term(place / form.Channels, place % form.Channels);
            Tensor At(Tensor all) => all.select(1, term.Variable).select(1, term.Channel);
            var column = form.Columns[term.Variable];
            var filled = means is null ? posterior.Mode(term.Variable, term.Channel, column.Largest) : Expected(column, model, posterior, term, At(means));
            if (filled.IsLeft) return filled;
            filled.IfRight(found => At(values).copy_(At(values).where(At(isHidden).logical_not(), found.to(values.dtype))));
        }

        return values;
    }

    /// <summary>The value of a column that is nearest to its mean; of texts the most probable one.</summary>
    private static Either<QueryError, Tensor> Expected(Column column, QpcModel model, Posterior posterior, Term term, Tensor mean) => column.Kind.Match(
        categorical => model.Families[term.Variable].Values.IsNone ? mean.round() : posterior.Probabilities(term.Variable, term.Channel).Map(found => column.Numbers(categorical) is { } numbers
            ? Nearest(found, tensor(numbers, device: mean.device))
            : found.argmax(1)),
        _ => Either<QueryError, Tensor>.Right(mean.round()),
        _ => Either<QueryError, Tensor>.Right(mean),
        _ => throw new NotSupportedException("numbers in bins"));

    private static Tensor Nearest(Tensor probabilities, Tensor numbers) => (probabilities.matmul(numbers).unsqueeze(1) - numbers).abs().argmin(1);

    /// <summary>The values of columns that are nearest to what their families gave.</summary>
    private static Tensor Nearest(RowForm form, QpcModel model, Tensor values)
    {
        foreach (var (variable, family) in model.Families)
        {
            if (family.Values.IsSome || form.Columns[variable].Kind is ColumnKind.Real) continue;
            var target = values.select(1, variable);
            target.copy_(target.to(ScalarType.Float64).round().clamp(Held.Of(0.0), Held.Of(form.Columns[variable].Largest)));
        }

        return values;
    }
}
