namespace Pics.Host;

/// <summary>Learning curves: training and validation by step and by time, the learning rate and the time of a step.</summary>
internal static class CurvesSection
{
    public static ReportPart Of(ReportedRun run)
    {
        var history = run.Summary.History;
        if (history.Records.IsEmpty) return ReportPart.Without($"Learning curves are left out: there is nothing in {MetricsFile.FileName} yet.");
        var (word, unit) = Curves.Unit(run.Summary.Seconds);
        var steps = Curves.Of("milliseconds", history.Trained, step => step.Step, step => step.SecondsPerStep * 1000, 3);
        Chart[] charts =
        [
            Likelihood(run, "curves-step", "Likelihood by step", "step", record => record.Step),
            Likelihood(run, "curves-time", "Likelihood by time", word, record => record.Seconds / unit),
            new("learning-rate", "Learning rate", "step", "learning rate", [Curves.Of("learning rate", history.Trained, record => record.Step, record => record.LearningRate, 2)]),
            .. steps.Y.Count == 0 ? Array.Empty<Chart>() : [new("step-time", "Time of a step", "step", "milliseconds", [steps], Range: Curves.Range([steps]))],
        ];
        var isReal = (run.Model?.Form ?? run.Data?.Train)?.Columns.Any(column => column.Kind is ColumnKind.Real) ?? false;
        var note = isReal ? Html.Note("Likelihoods of training batches are those of centred and scaled numbers, likelihoods of validations those of the numbers as they are: all differ by one constant, as long as no value is missing.") : null;
        return new([Html.Section("curves", "Learning curves", Html.Element("div", "pair", charts.Select(chart => chart.Place())), note)], charts, []);
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
