namespace Pics.Host;

/// <summary>Where the time of a run went.</summary>
internal static class TimesSection
{
    public static ReportPart Of(ReportedRun run)
    {
        var summary = run.Summary;
        if (!double.IsFinite(summary.Seconds)) return ReportPart.None;
        var times = summary.History.Trained.Select(step => step.SecondsPerStep).Where(double.IsFinite).Order().ToList();
        string Milliseconds(double seconds) => $"{Tables.Number(seconds * 1000, 2)} ms";
        var rows = new List<IReadOnlyList<string>> { new[] { "whole run", Curves.Time(summary.Seconds) } };
        if (double.IsFinite(summary.SecondsPerStep))
        {
            rows.Add(["in training steps", Curves.Time(summary.SecondsPerStep * summary.Steps)]);
            rows.Add(["in validations and checkpoints", Curves.Time(Math.Max(0, summary.Seconds - (summary.SecondsPerStep * summary.Steps)))]);
            rows.Add(["per step, mean", Milliseconds(summary.SecondsPerStep)]);
            rows.Add(["training rows per second", Tables.Count((long)(RowsPerStep(run) / summary.SecondsPerStep))]);
        }

        if (times.Count > 0)
        {
            rows.Add(["per step, median", Milliseconds(times[times.Count / 2])]);
            rows.Add(["per step, slowest of 20", Milliseconds(times[(int)((times.Count - 1) * 0.95)])]);
        }

        if (summary.Results is { } results) rows.Add(["peak memory", $"{Tables.Count(results.PeakMemoryMiB)} MiB"]);
        return ReportPart.Of(Html.Section("times", "Times", Html.Table([string.Empty, string.Empty], rows)));
    }

    /// <summary>Rows of a step on average; the most of them where the rows are not at hand.</summary>
    private static double RowsPerStep(ReportedRun run) => run.Settings.Training.Batches is { Last: LastBatch.Even } batches && run.Data is { Train.Rows: > 0 and var rows } ? rows / (double)batches.StepsOf(rows) : run.Settings.Learning.BatchSize;
}
