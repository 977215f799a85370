using System.Globalization;

namespace Pics.Host;

/// <summary>The tables of an experiment: one row per model, over its seeds.</summary>
internal static class ExperimentTables
{
    /// <summary>The table of results, and, if asked for, that of other K and rules.</summary>
    public static IReadOnlyList<TextTable> Of(Experiment experiment, IReadOnlyList<ExperimentRun> runs)
    {
        var byRow = runs.GroupBy(run => run.Row.Name).Select(group => group.ToList()).ToList();
        return experiment.Evaluations is { Count: > 0 } && runs.Any(run => run.Elsewhere.Count > 0)
            ? [Results(experiment, byRow), Elsewhere(experiment, [.. byRow.Where(row => row[0].Elsewhere.Count > 0)])]
            : [Results(experiment, byRow)];
    }

    private static TextTable Results(Experiment experiment, IReadOnlyList<List<ExperimentRun>> rows)
    {
        var published = rows.SelectMany(row => row[0].Row.Published?.Keys ?? []).Distinct().ToList();
        var compares = rows.Any(row => row[0].Row.Against is not null);
        return new(
            $"{experiment.Title}: {Unit(experiment, rows)}",
            ["model", "parameters", "steps (best)", "ms per step", "seconds", "validation", "test", .. compares ? ["against", "difference"] : Array.Empty<string>(), .. published],
            [.. rows.Select(row => Row(experiment, rows, row, published, compares))]);
    }

    private static IReadOnlyList<string> Row(Experiment experiment, IReadOnlyList<List<ExperimentRun>> rows, List<ExperimentRun> row, IReadOnlyList<string> published, bool compares)
    {
        var other = rows.FirstOrDefault(candidate => candidate[0].Row.Name == row[0].Row.Against);
        return
        [
            row[0].Row.Name,
            Tables.Count(row[0].Results.Parameters),
            string.Join("; ", row.Select(run => $"{run.Results.Outcome.Steps} ({run.Results.Outcome.BestStep})")),
            Tables.Number(row.Average(run => run.Results.Outcome.SecondsPerStep) * 1000, 1),
            Tables.Number(row.Average(run => run.Results.Outcome.Seconds), 0),
            Mean(experiment, row, "validation"),
            Mean(experiment, row, "test"),
            .. compares ? [row[0].Row.Against ?? string.Empty, other is null ? string.Empty : Signed(row.Average(run => Value(experiment, run.Score("test"))) - other.Average(run => Value(experiment, run.Score("test"))), Digits(experiment))] : Array.Empty<string>(),
            .. published.Select(who => row[0].Row.Published is { } figures && figures.TryGetValue(who, out var figure) ? figure.ToString("G5", CultureInfo.InvariantCulture) : string.Empty),
        ];
    }

    private static TextTable Elsewhere(Experiment experiment, IReadOnlyList<List<ExperimentRun>> rows) => new(
        $"The same models at other K and rules, test: {Unit(experiment, rows)}",
        ["model", .. rows[0][0].Elsewhere.Select(scores => $"{scores.Rule} {scores.K}")],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row[0].Row.Name,
            .. Enumerable.Range(0, row[0].Elsewhere.Count).Select(point => Tables.Number(row.Average(run => Value(experiment, run.Elsewhere[point].Splits[0])), Digits(experiment))),
        ])]);

    /// <summary>The mean over the seeds, and their standard deviation.</summary>
    private static string Mean(Experiment experiment, List<ExperimentRun> row, string split)
    {
        var values = row.Select(run => Value(experiment, run.Score(split))).ToList();
        var mean = Tables.Number(values.Average(), Digits(experiment));
        if (values.Count == 1) return mean;
        var variance = values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Count - 1);
        return $"{mean} ± {Tables.Number(Math.Sqrt(variance), Digits(experiment))}";
    }

    private static double Value(Experiment experiment, SplitScore score) => experiment.Measure == Measure.BitsPerDimension ? score.BitsPerDimension : score.LogLikelihood;

    private static int Digits(Experiment experiment) => experiment.Measure == Measure.BitsPerDimension ? 4 : 3;

    private static string Unit(Experiment experiment, IReadOnlyList<List<ExperimentRun>> rows) => experiment.Measure == Measure.BitsPerDimension ? $"{DataReading.Bits("bits per dimension", rows.Select(row => row[0].Settings))}, less is better" : "log-likelihood in nats per row, more is better";

    private static string Signed(double value, int digits) => (value > 0 ? "+" : string.Empty) + Tables.Number(value, digits);
}
