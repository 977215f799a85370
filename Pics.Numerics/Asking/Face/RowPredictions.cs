using System.Globalization;

namespace Pics.Numerics;

/// <summary>Predictions of one channel of many rows given the rest of each.</summary>
internal static class RowPredictions
{
    private const int BatchSize = 256;

    /// <summary>Of all rows. Error: <see cref="QuestionError.BadName"/>, <see cref="QueryError.Argument"/> for an interval that is none or classes without a table.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="target">A name as in questions.</param>
    /// <param name="interval">The probability of the interval of a number.</param>
    public static Either<PicsFault, Predictions> Of(RowForm form, AskedCircuit model, Dataset data, string target, double interval)
    {
        if (interval is not (> 0 and < 1)) return PicsFault.Of(new QueryError.Argument("the probability of the interval", interval, "between 0 and 1"));
        return new ColumnNames(form.Columns, form.Channels).Find(new(0, target, true, true)).OrFault().Bind(term => Predicted.Of(form, model, term, interval).Bind(predicted =>
        {
            var rows = ImmutableArray.CreateBuilder<Prediction>(data.Rows);
            foreach (var batch in Enumerable.Range(0, data.Rows).Chunk(BatchSize))
            {
                var found = Of(model, data, batch, term, predicted);
                if (found.IsLeft) return found.MapLeft(error => PicsFault.Of(error.From(batch[0]))).Map<Predictions>(_ => null!);
                found.IfRight(rows.AddRange);
            }

            return Either<PicsFault, Predictions>.Right(predicted.All(rows.ToImmutable()));
        }));
    }

    private static Either<QueryError, IReadOnlyList<Prediction>> Of(AskedCircuit model, Dataset data, int[] rows, Term target, Predicted predicted)
    {
        var (evidence, place) = (data.Evidence(rows), (target.Variable * data.Channels) + target.Channel);
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        for (var row = 0; row < rows.Length; row++) evidence[row, place] = double.NaN;
        double Own(int row) => data.Row(row)[place];
        var all = rows.Select(row => predicted.Nothing(row, Own(row))).ToArray();
        var possible = EvidenceCheck.Possible(RowLikelihood.Of(model, evidence));
        if (possible.Length == 0) return all;
        return Posterior.Of(model, evidence.Take(possible)).Map<IReadOnlyList<Prediction>>(posterior =>
        {
            var found = predicted.Of(posterior.Mixture(target.Variable, target.Channel), [.. possible.Select(at => all[at])], [.. possible.Select(at => Own(rows[at]))]);
            for (var at = 0; at < possible.Length; at++) all[possible[at]] = found[at];
            return all;
        });
    }
}
