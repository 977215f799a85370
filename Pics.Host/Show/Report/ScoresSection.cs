using System.Xml.Linq;

namespace Pics.Host;

/// <summary>Likelihoods of the splits, beside baselines, and of the same parameters at other K.</summary>
internal static class ScoresSection
{
    private const int FewRows = 1000; // at other K
    private const int LargestK = 128; // more takes long

    public static ReportPart Of(ReportedRun run)
    {
        var parts = Splits(run).Concat(OtherNodes(run)).ToList();
        return parts.Count == 0
            ? ReportPart.Without("Figures of the splits are left out: the run has not come to its end.")
            : ReportPart.Of(Html.Section("figures", "Figures", parts));
    }

    private static IEnumerable<XElement> Splits(ReportedRun run)
    {
        if (run.Summary.Results is not { } results) yield break;
        var isWhole = results.Scores.Splits.All(split => split.Observed is null or 1);
        IReadOnlyList<string> Row(string name, int count, double logLikelihood, double bits, double? observed) =>
            [name, Tables.Count(count), Tables.Number(logLikelihood, 3), ObservedBits.Text(bits), .. isWhole ? Array.Empty<string>() : [Scoring.Percent(observed)]];
        var rows = results.Scores.Splits.Select(split => Row($"{split.Split}, K = {results.Scores.K}", split.Rows, split.LogLikelihood, split.KnownBits(), split.Observed)).ToList();
        var observed = results.Scores.Of("test")?.Observed ?? 1;
        if (run.Data is { Test.Rows: > 0 } data)
            foreach (var (name, value) in new[] { ("test, independent dimensions", Baselines.IndependentDimensions(data.Train, data.Test)), ("test, uniform", Baselines.Uniform(data.Test)) })
                if (double.IsFinite(value)) rows.Add(Row(name, data.Test.Rows, value, observed == 0 ? double.NaN : BitsPerDimension.Of(value, data.Test.Dimensions * observed), observed));
        yield return Html.Table(["split", "rows", "log-likelihood, nats", run.Bits, .. isWhole ? Array.Empty<string>() : ["cells observed, %"]], rows);
        if (!isWhole) yield return Html.Note("Bits are per dimension that is observed; log-likelihoods are of whole rows, so those of rows that observe less are larger.");
        if (EarlierBits.Sentence([run.Summary], [run.Summary.Name]) is { } earlier) yield return Html.Note(earlier);
        if (results.Scores.Of("test") is null) yield return Html.Note("The test split has no rows, so there is no figure for it.");
        if (!run.Settings.IsPlain) yield return Html.Note($"log Z = {results.Scores.LogZ:E1} at K = {results.Scores.K}, where it should be 0.");
    }

    private static IEnumerable<XElement> OtherNodes(ReportedRun run)
    {
        if (run is not { Model.Asked: { Stored: { IsPlain: false } stored }, Data: { Test.Rows: > 0 } data } || EngineChoice.Of(EngineOption.Auto, TorchSharp.torch.CPU).IsLeft) yield break;
        var engine = Engines.Choose(TorchSharp.torch.CPU).Kind;
        var some = data.Test.First(FewRows);
        var rows = new[] { run.Settings.Model.K / 2, run.Settings.Model.K, run.Settings.Model.K * 2 }
            .Where(k => k is >= 2 and <= LargestK)
            .SelectMany(k => Scoring.Of(stored, run.Settings.Model.Rule, k, [("test", some)], engine, null, Processes.Alone).ToSeq())
            .Select(scores => (IReadOnlyList<string>)[$"K = {scores.K}", Tables.Number(scores.Splits[0].LogLikelihood, 3), ObservedBits.Text(scores.Splits[0].KnownBits()), $"{scores.LogZ:E1}"])
            .ToList();
        if (rows.Count == 0) yield break;
        yield return new XElement("h3", $"The same PIC at other K, first {Tables.Count(some.Rows)} test rows");
        yield return Html.Table([string.Empty, "log-likelihood, nats", run.Bits, "log Z"], rows);
    }
}
