namespace Pics.Host;

/// <summary>Learning curves: training and validation by step and by time, and the learning rate.</summary>
internal static class CurvesSection
{
    public static ReportPart Of(ReportedRun run)
    {
        var history = run.Summary.History;
        if (history.Records.IsEmpty) return ReportPart.Without($"Learning curves are left out: there is nothing in {MetricsFile.FileName} yet.");
        var (word, unit) = Curves.Unit(run.Summary.Seconds);
        Chart[] charts =
        [
            Likelihood(run, "curves-step", "Likelihood by step", "step", record => record.Step),
            Likelihood(run, "curves-time", "Likelihood by time", word, record => record.Seconds / unit),
            new("learning-rate", "Learning rate", "step", "learning rate", [Curves.Of("learning rate", history.Trained, record => record.Step, record => record.LearningRate, 2)]),
        ];
        return new([Html.Section("curves", "Learning curves", Html.Element("div", "pair", charts.Select(chart => chart.Place())))], charts, []);
    }

    private static Chart Likelihood(ReportedRun run, string id, string title, string axis, Func<TrainingRecord, double> x)
    {
        double Y(TrainingRecord record) => run.IsTable ? record.LogLikelihood : record.BitsPerDimension;
        var history = run.Summary.History;
        Series[] curves =
        [
            Curves.Of("training batches", history.Trained, x, Y, 0, isFaint: true),
            Curves.Of("validation", history.Validated, x, Y, 1, SeriesKind.Points),
        ];
        return new(id, title, axis, run.IsTable ? "log-likelihood, nats" : run.Bits, [.. curves.Where(curve => curve.Y.Count > 0)], Range: run.IsTable ? null : Curves.Range(curves));
    }
}
