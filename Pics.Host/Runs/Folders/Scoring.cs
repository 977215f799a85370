using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Makes and prints the figures of models.</summary>
internal static class Scoring
{
    private const int RowsAtOnce = 256;

    /// <summary>Evaluates a model on some splits at any K and rule.</summary>
    /// <param name="model">The model.</param>
    /// <param name="kind">The rule; null for as trained.</param>
    /// <param name="k">Its nodes; null for as trained.</param>
    /// <param name="splits">The rows.</param>
    /// <param name="engine">What evaluates circuits.</param>
    /// <param name="device">Where tensors live.</param>
    /// <param name="processes">Who looks at them, to the same figures on all; all ask at the same time.</param>
    public static Either<Failure, ModelScores> Of(StoredModel model, RuleKind? kind, int? k, IEnumerable<(string Name, Dataset Data)> splits, EngineKind engine, Device? device, Processes processes) =>
        processes.Agreed(
            from rule in ModelRule.Of(model, kind, k)
            from fits in model.Device.type == TorchSharp.DeviceType.CPU ? QueryMemoryCheck.Refuse(model, rule, engine, RowsAtOnce, EvaluationKind.Evaluation) : Unit.Default
            from points in ModelRule.Points(rule)
            from folded in Pipeline.Evaluation(points).Apply(model.Pic).MapLeft(Failure.Of)
            select (Rule: rule, Folded: folded)).Map(found => Evaluate(model, found.Rule, found.Folded, splits, engine, device, processes));

    /// <summary>Prints them, one row per split; how much is observed where something is not.</summary>
    /// <param name="scores">The figures.</param>
    /// <param name="data">How the rows are read, which bits per dimension name.</param>
    public static void Print(this ModelScores scores, DataSettings data)
    {
        var isWhole = scores.Splits.All(split => split.Observed is null or 1);
        Tables.Print(
            ["split", "rows", "log-likelihood", DataReading.Bits("bpd", data), .. isWhole ? System.Array.Empty<string>() : ["observed, %"]],
            scores.Splits.Select(split => (IReadOnlyList<string>)[split.Split, Tables.Count(split.Rows), Tables.Number(split.LogLikelihood, 3), ObservedBits.Text(split.KnownBits()), .. isWhole ? System.Array.Empty<string>() : [Percent(split.Observed)]]));
        if (!isWhole) Console.Out.WriteLine("Bits are per dimension that is observed; log-likelihoods are of whole rows, so those of rows that observe less are larger.");
    }

    /// <summary>A part in percent; nothing where it is not known.</summary>
    public static string Percent(double? part) => part is { } known ? Tables.Number(100 * known, 1) : string.Empty;

    /// <summary>Says which splits have no figures, since they have no rows.</summary>
    public static void SayEmpty(IEnumerable<(string Name, Dataset Data)> splits)
    {
        foreach (var (name, _) in splits.Where(split => split.Data.Rows == 0)) Console.Out.WriteLine($"The {name} split has no rows, so there is no figure for it.");
    }

    private static ModelScores Evaluate(StoredModel model, StoredRule rule, FoldedQpc folded, IEnumerable<(string Name, Dataset Data)> splits, EngineKind wanted, Device? device, Processes processes)
    {
        using var engine = Compile.ToEngine(folded, wanted, device);
        using var numbers = model.Parameters.Materialize(folded.Rule, forGradients: false, engine.Kind);
        var all = splits.ToList();
        var logZ = LogLikelihood.LogNormaliser(engine, numbers.Tensors, all[0].Data);
        var normaliser = model.Parameters.IsNormalised ? 0 : logZ;
        MeanLogLikelihood Mean(Dataset rows) => processes.Ranks is { } ranks
            ? LogLikelihood.MeanAmong(ranks, engine, numbers.Tensors, rows, normaliser, RowsAtOnce)
            : LogLikelihood.MeanOfRows(engine, numbers.Tensors, rows, normaliser, RowsAtOnce);
        return new ModelScores(rule.Nodes, rule.Match(named => (RuleKind?)named.Kind, _ => null), logZ, [.. all.Where(split => split.Data.Rows > 0).Select(split => SplitScore.Of(split.Name, split.Data.Rows, Mean(split.Data)))]);
    }
}
