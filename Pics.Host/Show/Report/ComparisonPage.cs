namespace Pics.Host;

/// <summary>The page of a comparison: the table, and the learning curves of all runs over each other.</summary>
internal static class ComparisonPage
{
    public static Page Of(RunComparison comparison)
    {
        var (word, unit) = Curves.Unit(comparison.Runs.Select(run => run.Seconds).Where(double.IsFinite).DefaultIfEmpty(0).Max());
        var charts = new List<Chart>
        {
            Overlay("by-step", "Validation by step", "step", comparison, record => record.Step),
            Overlay("by-time", "Validation by time", word, comparison, record => record.Seconds / unit),
            Training("training-by-step", "Training by step", "step", comparison, record => record.Step),
            Training("training-by-time", "Training by time", word, comparison, record => record.Seconds / unit),
        };
        return new(
            "Comparison of runs",
            [
                Html.Element("header", null, Html.Element("h1", null, "Comparison of runs"), Html.Element("p", "lead", string.Join(", ", comparison.Names))),
                Html.Section(
                    "figures",
                    "What differs, and what they came to",
                    Html.Table([string.Empty, .. comparison.Names], comparison.Rows.Select(row => (IReadOnlyList<string>)[row.Name, .. row.Cells]), (line, column) => comparison.Rows[line].Best == column - 1),
                    comparison.Warnings.Select(Html.Note),
                    comparison.Rows.Any(row => row.Best is not null) ? Html.Note("Green is the best.") : null),
                Html.Section("curves", "Learning curves", Html.Element("div", "pair", charts.Select(chart => chart.Place()))),
            ],
            charts);
    }

    private static Chart Overlay(string id, string title, string axis, RunComparison comparison, Func<TrainingRecord.Validated, double> x)
    {
        var curves = comparison.Runs.Select((run, index) => Curves.Of(comparison.Names[index], run.History.Validated, x, record => record.BitsPerDimension, index, SeriesKind.Points)).ToList();
        return new(id, title, axis, DataReading.Bits("bits per dimension", comparison.Runs.Select(run => run.Settings)), curves, Range: Curves.Range(curves));
    }

    private static Chart Training(string id, string title, string axis, RunComparison comparison, Func<TrainingRecord.Trained, double> x)
    {
        var curves = comparison.Runs.Select((run, index) => Curves.Of(comparison.Names[index], run.History.Trained, x, record => record.BitsPerDimension, index)).ToList();
        return new(id, title, axis, DataReading.Bits("bits per dimension", comparison.Runs.Select(run => run.Settings)), curves, Range: Curves.Range(curves));
    }
}
