using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What <c>score</c> is asked for.</summary>
/// <param name="Data">File or folder with rows; those of the run if not given.</param>
/// <param name="Split">Which rows.</param>
/// <param name="Out">The CSV file.</param>
/// <param name="Surprises">Whether the most surprising variable of each row is looked for.</param>
/// <param name="BatchSize">Rows evaluated together.</param>
internal sealed record ScoreSettings(string? Data, SplitName Split, string? Out, bool Surprises, int BatchSize);

/// <summary><c>score</c>: the log-likelihood of each row, and how far it is from what the model expects.</summary>
internal static class ScoreVerb
{
    private const int Shown = 5; // anomalies that are printed

    public static Either<Failure, int> Run(QuerySettings query, ScoreSettings wanted)
    {
        if (wanted.BatchSize is < 1 or > 1 << 16) return new Failure($"--batch-size is {wanted.BatchSize}; it must be 1 to {1 << 16}");
        return OutputPath.Check("--out", wanted.Out).Bind(_ => OpenedRun.Open(query)).Bind(run =>
        {
            using (run)
                return from data in run.Read(wanted.Data, wanted.Split)
                       from some in NotEmpty(data, wanted.Data ?? run.Settings.Data.Dataset)
                       from scores in Score(run, data, wanted)
                       from written in Write(wanted.Out, scores, wanted.Surprises)
                       select Report(run, scores, wanted);
        });
    }

    private static Either<Failure, IReadOnlyList<RowScore>> Score(OpenedRun run, Dataset data, ScoreSettings wanted)
    {
        var found = new List<RowScore>(data.Rows);
        var headings = Enumerable.Range(0, run.Form.Variables).Select(variable => RowValues.Heading(run.Form, variable)).ToList();
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(wanted.BatchSize))
        {
            using var scope = NewDisposeScope();
            var evidence = run.Evidence(data, rows);
            var batch = from values in LogLikelihood.OfEvidence(run.Model, evidence)
                        from surprises in wanted.Surprises ? Surprises(run.Model, evidence, values) : Either<QueryError, IReadOnlyList<double[]>>.Right([])
                        select (Values: values.cpu().data<double>().ToArray(), Surprises: surprises);
            if (batch.IsLeft) return batch.MapLeft(error => Failure.Of(error, rows[0])).Map(_ => (IReadOnlyList<RowScore>)[]);
            var (logs, each) = batch.IfLeft(([], []));
            for (var row = 0; row < rows.Length; row++)
            {
                var observed = data.Row(rows[row]).Count(value => !double.IsNaN(value));
                var log = logs[row] - data.LogScale(rows[row]);
                found.Add(new(rows[row], log, observed == 0 ? 0 : BitsPerDimension.Of(log, observed), Worst(each.Count == 0 ? [] : each[row], headings)));
            }
        }

        var ranks = new int[found.Count];
        foreach (var (row, rank) in Enumerable.Range(0, found.Count).OrderByDescending(row => found[row].BitsPerDimension).Select((row, rank) => (row, rank))) ranks[row] = rank + 1;
        return found.ConvertAll(score => score with { Rank = ranks[score.Row] });
    }

    /// <summary>Of rows that are possible; rows of no surprises for the others.</summary>
    private static Either<QueryError, IReadOnlyList<double[]>> Surprises(QpcModel model, Tensor evidence, Tensor values)
    {
        var isPossible = values.isneginf().logical_not();
        var some = isPossible.nonzero().view(-1);
        return Surprise.Of(model, evidence.index_select(0, some)).Map<IReadOnlyList<double[]>>(found =>
        {
            var all = full([evidence.shape[0], found.shape[1]], double.NaN, ScalarType.Float64, evidence.device);
            return RowValues.Of(all.index_copy_(0, some, found));
        });
    }

    private static (string Variable, double Surprise)? Worst(double[] surprises, IReadOnlyList<string> headings)
    {
        var worst = -1;
        for (var variable = 0; variable < surprises.Length; variable++)
            if (!double.IsNaN(surprises[variable]) && (worst < 0 || surprises[variable] > surprises[worst])) worst = variable;
        return worst < 0 ? null : (headings[worst], surprises[worst]);
    }

    private static Either<Failure, Unit> NotEmpty(Dataset data, string name) => data.Rows > 0 ? Unit.Default : new Failure($"'{name}' has no rows; expected at least one to score");

    private static Either<Failure, Unit> Write(string? path, IReadOnlyList<RowScore> scores, bool surprises) => path is null ? Unit.Default : ResultTable.Write(
        path,
        surprises ? ["row", "log-likelihood", "bits per dimension", "anomaly rank", "most surprising", "surprise"] : ["row", "log-likelihood", "bits per dimension", "anomaly rank"],
        scores.Select(score => (IReadOnlyList<string>)[.. score.Texts(), .. surprises ? new[] { score.Worst?.Variable ?? string.Empty, ResultTable.Number(score.Worst?.Surprise ?? double.NaN) } : []]));

    private static int Report(OpenedRun run, IReadOnlyList<RowScore> scores, ScoreSettings wanted)
    {
        var bits = DataReading.Bits("bits per dimension", run.Settings.Data.Colour);
        Console.Out.WriteLine($"{Tables.Count(scores.Count)} row(s): mean log-likelihood {Tables.Number(scores.Average(score => score.LogLikelihood), 3)} nats, mean {bits} {Tables.Number(scores.Average(score => score.BitsPerDimension), 4)}.");
        if (scores.Count(score => double.IsInfinity(score.LogLikelihood)) is > 0 and var impossible) Console.Out.WriteLine($"{Tables.Count(impossible)} of them are impossible under the model.");
        new TextTable(
            "The rows that the model expects least",
            ["rank", "row", "log-likelihood", bits, .. wanted.Surprises ? new[] { "most surprising", "surprise, nats" } : []],
            [.. scores.OrderBy(score => score.Rank).Take(Shown).Select(score => (IReadOnlyList<string>)[$"{score.Rank}", $"{score.Row}", Tables.Number(score.LogLikelihood, 3), Tables.Number(score.BitsPerDimension, 4), .. wanted.Surprises ? new[] { score.Worst?.Variable ?? string.Empty, score.Worst is { } worst ? Tables.Number(worst.Surprise, 2) : string.Empty } : []])]).Print();
        if (run.Model.Families.Values.Any(family => family is InputFamily.Gaussian)) Console.Out.WriteLine("Real numbers have densities where others have probabilities; these are per unit of the data, and bits may be negative.");
        Console.Out.WriteLine(wanted.Out is null ? "--out keeps the figures of all rows." : $"The figures of all rows are in '{wanted.Out}'.");
        return 0;
    }

    /// <summary>One row: log-likelihood in nats and the data's units, bits per observed dimension, and its place among all rows, 1 for the least expected.</summary>
    private sealed record RowScore(int Row, double LogLikelihood, double BitsPerDimension, (string Variable, double Surprise)? Worst, int Rank = 0)
    {
        public IEnumerable<string> Texts() => [$"{Row}", ResultTable.Number(LogLikelihood), ResultTable.Number(BitsPerDimension), $"{Rank}"];
    }
}
