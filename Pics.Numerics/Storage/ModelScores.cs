using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>How well a model does on one split.</summary>
/// <param name="Split">Its name: validation or test.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="LogLikelihood">Mean over the rows, nats, in the data's own units.</param>
/// <param name="BitsPerDimension">The same in bits per dimension.</param>
/// <param name="Independent">The mean log-likelihood under independent dimensions learned from the training rows, nats; null where it is not known.</param>
public sealed record SplitScore(string Split, int Rows, double LogLikelihood, double BitsPerDimension, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Independent = null);

/// <summary>A model's figures at one K and rule; none for a split without rows.</summary>
/// <param name="K">Quadrature nodes.</param>
/// <param name="Rule">The rule.</param>
/// <param name="LogZ">The logarithm of the normaliser, nats.</param>
/// <param name="Splits">Each split with rows.</param>
public sealed record ModelScores(int K, RuleKind? Rule, double LogZ, IReadOnlyList<SplitScore> Splits)
{
    /// <summary>The figures of a split; null for one without rows.</summary>
    public SplitScore? Of(string split) => Splits.FirstOrDefault(score => score.Split == split);
}
