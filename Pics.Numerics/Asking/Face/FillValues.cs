namespace Pics.Numerics;

/// <summary>What cells are filled with, as data sets hold it: values that their columns have, never the label that stands for all others.</summary>
/// <param name="form">What the rows are.</param>
/// <param name="model">The model.</param>
/// <param name="kind">What values are filled with.</param>
/// <param name="seed">Of samples.</param>
/// <param name="withinRange">Whether numbers stay within those that training saw.</param>
internal sealed class FillValues(RowForm form, AskedCircuit model, FillKind kind, long seed, bool withinRange) : IDisposable
{
    private const int Candidates = 16; // samples that compete with max-product

    private readonly Lazy<PeakCompletions> completions = new(() => new(form, model, withinRange));

    /// <summary>Rows with all values, [variables, channels] each.</summary>
    /// <param name="evidence">What the circuit sees of the rows, [B, variables, C].</param>
    /// <param name="posterior">Given that.</param>
    /// <param name="rows">The rows as they are held, NaN where not observed; filled in place.</param>
    /// <param name="firstRow">The number of the first one.</param>
    public Either<QueryError, IReadOnlyList<double[]>> Of(EvidenceRows evidence, Posterior posterior, IReadOnlyList<double[]> rows, long firstRow) => kind switch
    {
        FillKind.Sample => RowDraws.Given(form, model, evidence, 1, seed, firstRow).Map(seen => Fill(rows, seen, (column, value, row, place) => column.Nearest(column.Drawn(value, seed, row, place), withinRange), firstRow)),
        FillKind.Mpe when PeakCompletions.AreNeeded(form) => completions.Value.Of(evidence, Candidates, seed, firstRow).Map(held => Fill(rows, held, (_, value, _, _) => value, firstRow)),
        FillKind.Mpe => Mpe.BestOf(model, evidence, Candidates, 1, seed, firstRow).Map(best => Fill(rows, best.Values.Arrays(), (column, value, _, _) => column.Nearest(value, withinRange), firstRow)),
        _ => Alone(posterior, rows),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (completions.IsValueCreated) completions.Value.Dispose();
    }

    private IReadOnlyList<double[]> Fill(IReadOnlyList<double[]> rows, IReadOnlyList<double[]> found, Func<Column, double, long, int, double> held, long firstRow)
    {
        for (var row = 0; row < rows.Count; row++)
            for (var place = 0; place < form.Dimensions; place++)
                if (double.IsNaN(rows[row][place]))
                    rows[row][place] = held(form.Columns[place / form.Channels], found[row][place], firstRow + row, place);
        return rows;
    }

    /// <summary>Each value from its own posterior.</summary>
    private Either<QueryError, IReadOnlyList<double[]>> Alone(Posterior posterior, IReadOnlyList<double[]> rows)
    {
        var means = kind == FillKind.Expectation ? posterior.Mean().Chunk(form.Dimensions).ToArray() : null;
        for (var place = 0; place < form.Dimensions; place++)
        {
            var (term, at) = (new Term(place / form.Channels, place % form.Channels), place);
            if (rows.All(row => !double.IsNaN(row[at]))) continue;
            var column = form.Columns[term.Variable];
            var filled = means is null ? Modes.Of(column, posterior, term, withinRange) : Expected(column, posterior, term, [.. means.Select(row => row[at])]);
            if (filled.IsLeft) return filled.Map(_ => rows);
            filled.IfRight(values =>
            {
                for (var row = 0; row < rows.Count; row++)
                    if (double.IsNaN(rows[row][at]))
                        rows[row][at] = values[row];
            });
        }

        return Either<QueryError, IReadOnlyList<double[]>>.Right(rows);
    }

    /// <summary>The value of a column that is nearest to its mean; of texts the most probable one.</summary>
    private Either<QueryError, double[]> Expected(Column column, Posterior posterior, Term term, double[] means)
    {
        double[] Near(IEnumerable<double> all) => [.. all.Select(mean => column.Nearest(mean, withinRange))];
        return column.Kind.Match<Either<QueryError, double[]>>(
            categorical => model.Families[term.Variable].Values.IsNone ? Near(means)
                : column.Numbers(categorical) is { } numbers ? Modes.Rows(posterior, term).Map<double[]>(rows => [.. rows.Select(row => Nearest(row, numbers))])
                : Modes.Of(column, posterior, term, withinRange),
            _ => Near(means),
            _ => Near(means),
            binned => Modes.Rows(posterior, term).Map(rows => Near(rows.Select(row => row.Select((probability, bin) => probability * binned.Bins.Mean(bin)).Sum()))));
    }

    private static double Nearest(double[] probabilities, double[] numbers)
    {
        var mean = probabilities.Zip(numbers, (probability, number) => probability * number).Sum();
        return Modes.Largest([.. numbers.Select(number => -Math.Abs(mean - number))]);
    }
}
