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
    public static Either<QueryError, RowExplanation> Of(RowForm form, QpcModel model, Dataset data, int row)
    {
        using var scope = NewDisposeScope();
        using var tails = new CellTails(form);
        var (values, evidence) = (data.Row(row).ToArray(), model.Evidence(data, [row]));
        var observed = Enumerable.Range(0, values.Length).Where(place => !double.IsNaN(values[place])).ToArray();
        return LogLikelihood.OfEvidence(model, evidence).Map(log => log.item<double>() - form.LogScale(values)).Bind(log =>
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
    private static Either<QueryError, IReadOnlyList<CellExplanation>> Cells(RowForm form, QpcModel model, Tensor evidence, double[] values, int[] places, CellTails tails)
    {
        using var scope = NewDisposeScope();
        var without = evidence.repeat(places.Length, 1, 1);
        for (var at = 0; at < places.Length; at++) without.select(0, at).select(0, places[at] / form.Channels).select(0, places[at] % form.Channels).fill_(evidence.dtype == ScalarType.Int64 ? Held.Of(-1L) : Held.Of(double.NaN));
        var isPossible = LogLikelihood.Blocks(model, without).isneginf().logical_not();
        var some = isPossible.nonzero().view(-1);
        var possible = some.cpu().data<long>().Select(at => (int)at).ToArray();
        var found = places.Select(place => Cell(form, model, values, place)).ToArray();
        if (possible.Length == 0) return found;
        return Posterior.Of(model, without.index_select(0, some)).Bind(posterior =>
        {
            using (posterior)
            {
                for (var at = 0; at < possible.Length; at++)
                {
                    var place = places[possible[at]];
                    var mode = Modes.Of(form.Columns[place / form.Channels], posterior, new(place / form.Channels, place % form.Channels));
                    if (mode.IsLeft) return mode.Map(_ => (IReadOnlyList<CellExplanation>)found);
                    using var mixture = posterior.Mixture(place / form.Channels, place % form.Channels);
                    var own = mixture with { Weights = mixture.Weights.narrow(0, at, 1) };
                    var (log, logTail) = tails.Of(place, own, [values[place]])[0];
                    mode.IfRight(modes => found[possible[at]] = found[possible[at]] with { Mode = form.Columns[place / form.Channels].Text(modes[at]), LogProbability = log, LogTail = logTail });
                }

                return Either<QueryError, IReadOnlyList<CellExplanation>>.Right(found);
            }
        });
    }

    private static CellExplanation Cell(RowForm form, QpcModel model, double[] values, int place)
    {
        var column = form.Columns[place / form.Channels];
        var isDensity = model.Families.GetValueOrDefault(place / form.Channels) is InputFamily.Gaussian || (column.Kind is ColumnKind.Binned && !column.IsWhole(values[place]));
        return new(form.HeadingAt(place), column.Text(values[place]), null, double.NaN, isDensity);
    }
}
