namespace Pics.Numerics;

/// <summary>Why rows are expected or not.</summary>
internal static class RowExplanations
{
    private const int Together = 64; // values that are hidden at once, a row of evidence each

    /// <summary>What is wrong with the number of a row; null for nothing.</summary>
    public static QueryError? FindError(int row, int rows) =>
        row < 0 || row >= rows ? new QueryError.Argument("the number of the row", row, rows == 0 ? "that of one, and there are no rows" : $"from 0 to {rows - 1}") : null;

    /// <summary>Of one row that there is. Error: <see cref="QueryError"/>.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="row">The row, from 0.</param>
    public static Either<QueryError, RowExplanation> Of(RowForm form, AskedCircuit model, Dataset data, int row)
    {
        var tails = new CellTails(form);
        var (values, evidence) = (data.Row(row).ToArray(), data.Evidence([row]));
        var observed = Enumerable.Range(0, values.Length).Where(place => !double.IsNaN(values[place])).ToArray();
        return RowLikelihood.OfEvidence(model, evidence).Map(logs => logs[0] - form.LogScale(values)).Bind(log =>
        {
            var cells = new List<CellExplanation>();
            foreach (var places in observed.Chunk(Together))
            {
                var some = Cells(form, model, evidence, values, places, tails);
                if (some.IsLeft) return some.Map(_ => (RowExplanation)null!);
                some.IfRight(cells.AddRange);
            }

            return Either<QueryError, RowExplanation>.Right(new(row, log, [.. cells.OrderBy(cell => double.IsNaN(cell.LogTail) ? double.PositiveInfinity : cell.LogTail)], [.. Enumerable.Range(0, values.Length).Except(observed).Select(form.HeadingAt)]));
        });
    }

    /// <summary>Some values, each given all others.</summary>
    private static Either<QueryError, IReadOnlyList<CellExplanation>> Cells(RowForm form, AskedCircuit model, EvidenceRows evidence, double[] values, int[] places, CellTails tails)
    {
        var without = evidence.Take([.. places.Select(_ => 0)]);
        for (var at = 0; at < places.Length; at++) without[at, places[at]] = double.NaN;
        var possible = EvidenceCheck.Possible(RowLikelihood.Of(model, without));
        var found = places.Select(place => Cell(form, model, values, place)).ToArray();
        if (possible.Length == 0) return found;
        return Posterior.Of(model, without.Take(possible)).Bind(posterior =>
        {
            for (var at = 0; at < possible.Length; at++)
            {
                var place = places[possible[at]];
                var (variable, channel) = (place / form.Channels, place % form.Channels);
                var mode = Modes.Of(form.Columns[variable], posterior, new(variable, channel));
                if (mode.IsLeft) return mode.Map(_ => (IReadOnlyList<CellExplanation>)found);
                var mixture = posterior.Mixture(variable, channel, [at]);
                var (log, logTail) = tails.Of(place, mixture, [values[place]])[0];
                mode.IfRight(modes => found[possible[at]] = found[possible[at]] with { Mode = form.Columns[variable].Text(modes[at]), LogProbability = log, LogTail = logTail });
            }

            return Either<QueryError, IReadOnlyList<CellExplanation>>.Right(found);
        });
    }

    private static CellExplanation Cell(RowForm form, AskedCircuit model, double[] values, int place)
    {
        var column = form.Columns[place / form.Channels];
        var isDensity = model.Families.GetValueOrDefault(place / form.Channels) is InputFamily.Gaussian || (column.Kind is ColumnKind.Binned && !column.IsWhole(values[place]));
        return new(form.HeadingAt(place), column.Text(values[place]), null, double.NaN, isDensity);
    }
}
