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
        if (double.IsFinite(summary.SecondsAStep))
        {
            rows.Add(["in training steps", Curves.Time(summary.SecondsAStep * summary.Steps)]);
            rows.Add(["in validations and checkpoints", Curves.Time(Math.Max(0, summary.Seconds - (summary.SecondsAStep * summary.Steps)))]);
            rows.Add(["a step, mean", Milliseconds(summary.SecondsAStep)]);
            rows.Add(["training rows a second", Tables.Count((long)(run.Settings.Learning.BatchSize / summary.SecondsAStep))]);
        }

        if (times.Count > 0)
        {
            rows.Add(["a step, median", Milliseconds(times[times.Count / 2])]);
            rows.Add(["a step, slowest of 20", Milliseconds(times[(int)((times.Count - 1) * 0.95)])]);
        }

        if (summary.Results is { } results) rows.Add(["peak memory", $"{Tables.Count(results.PeakMemoryMiB)} MiB"]);
        return ReportPart.Of(Html.Section("times", "Times", Html.Table([string.Empty, string.Empty], rows)));
    }
}
