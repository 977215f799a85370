using System.Xml.Linq;

namespace Pics.Host;

/// <summary>What a run is and what it came to, in a few large numbers.</summary>
internal static class HeadlineSection
{
    public static XElement Of(ReportedRun run)
    {
        var (summary, settings) = (run.Summary, run.Settings);
        return Html.Element(
            "header",
            null,
            Html.Element("h1", null, summary.Name, Html.Element("span", $"badge {summary.State.Label}", summary.State.Explain())),
            Html.Element("p", "lead", $"{(settings.IsPlain ? "A plain circuit (PC)" : "A probabilistic integral circuit")} over {summary.Data}: {Path.GetFileName(settings.Structure.Name)}, {RoadSection.Word(settings.Model.Merge)} merge, K = {settings.Model.K}, {settings.Model.Rule.ToString().ToLowerInvariant()} rule.{(StepRuleWords.Of(settings) is { } rules ? $" {rules}" : string.Empty)}"),
            Html.Element("div", "headline", Figures(run).Select((figure, index) => Html.Element("div", index == 0 ? "figure first" : "figure", Html.Element("b", null, figure.Value), Html.Element("span", null, figure.Name)))));
    }

    private static IEnumerable<(string Value, string Name)> Figures(ReportedRun run)
    {
        var summary = run.Summary;
        string Show(double logLikelihood, double bits) => run.IsTable ? Tables.Number(logLikelihood, 3) : ObservedBits.Text(bits);
        var unit = run.IsTable ? "log-likelihood in nats" : run.Bits;
        if (summary.Score("test") is { } test) yield return (Show(test.LogLikelihood, test.KnownBits()), $"test, {unit}");
        if (summary.History.Best is { } best) yield return (Show(best.LogLikelihood, best.BitsPerDimension), $"best validation, {unit}, at step {Tables.Count(best.Step)}");
        yield return (Tables.Count(summary.Steps), summary.Settings?.Learning.MaxSteps is { } most ? $"steps of at most {Tables.Count(most)}" : summary.Steps == 1 ? "step" : "steps");
        yield return ($"{run.Settings.Model.K}", "quadrature nodes K");
        if ((summary.Results?.Parameters ?? run.Model?.Stored.Count) is { } parameters) yield return (Tables.Count(parameters), "trained parameters");
        if (double.IsFinite(summary.Seconds)) yield return (Curves.Time(summary.Seconds), double.IsFinite(summary.SecondsPerStep) ? $"training, {Tables.Number(summary.SecondsPerStep * 1000, 1)} ms per step" : "training");
    }
}
