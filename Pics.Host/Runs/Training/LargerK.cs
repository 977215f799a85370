using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>How a trained PIC does with more nodes than those of use: the same where the nets have learned the integral, worse where they have learned their nodes.</summary>
internal static class LargerK
{
    /// <summary>Rows that are looked at, at most.</summary>
    public const int MostRows = 1000;

    private const double Little = 0.002; // bits per dimension, or nats a row of a table by ten times as much
    private static readonly ImmutableArray<int> Factors = [1, 2, 4];

    /// <summary>The figures at K, 2 K and 4 K, of the first test rows, or of validation rows where there are none; without those that a rule cannot have or that do not fit into memory. Nothing for a plain circuit.</summary>
    public static IReadOnlyList<ModelScores> Of(StoredModel model, DatasetSplits data, EngineKind engine, Device? device, Processes processes)
    {
        var (name, rows) = data.Test.Rows > 0 ? ("test", data.Test) : ("validation", data.Validation);
        if (model.IsPlain || rows.Rows == 0) return [];
        var few = rows.Rows > MostRows ? rows.First(MostRows) : rows;
        return [.. Factors.Select(factor => Scoring.Of(model, null, NodesOf(model, factor), [(name, few)], engine, device, processes)).TakeWhile(scores => scores.IsRight).SelectMany(scores => scores.ToSeq())];
    }

    /// <summary>The figures in a sentence or two; null where there are none at a larger K.</summary>
    /// <param name="scores">As <see cref="Of"/> gives them.</param>
    /// <param name="bits">What bits per dimension are called; null for tables, which are told in nats a row.</param>
    /// <param name="isShifted">Whether steps had shifted rules.</param>
    public static string? Explain(IReadOnlyList<ModelScores> scores, string? bits, bool isShifted)
    {
        var isTable = bits is null;
        if (scores.Count < 2) return null;
        double Figure(ModelScores at) => isTable ? -at.Splits[0].LogLikelihood : at.Splits[0].BitsPerDimension; // smaller is better
        var all = string.Join(", ", scores.Select(at => $"{Tables.Number(isTable ? -Figure(at) : Figure(at), isTable ? 3 : 4)} at {at.K}"));
        var loss = scores.Skip(1).Max(Figure) - Figure(scores[0]);
        return $"With more nodes, K: {all} ({bits ?? "nats a row"} of {Tables.Count(scores[0].Splits[0].Rows, $"{scores[0].Splits[0].Split} row")}). "
            + (loss <= (isTable ? 10 * Little : Little) ? "The model is stable: it does not depend on its nodes."
                : $"The model is worse between its nodes{(isShifted ? string.Empty : "; --shift learns the integral, whatever the nodes")}.");
    }

    private static int NodesOf(StoredModel model, int factor) => (int)Math.Min(int.MaxValue, (long)model.Nodes * factor);
}
