using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>How well a model does on one split.</summary>
/// <param name="Split">Its name: validation or test.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="LogLikelihood">Mean over the rows, nats, in the data's own units.</param>
/// <param name="BitsPerDimension">The same in bits per dimension that is observed; of version 1 and 2 of the results per dimension, observed or not.</param>
/// <param name="Independent">The mean log-likelihood under independent dimensions learned from the training rows, nats; null where it is not known.</param>
public sealed record SplitScore(string Split, int Rows, double LogLikelihood, double BitsPerDimension, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Independent = null)
{
    /// <summary>The part of the dimensions that is observed, 0 to 1; null in results of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Observed { get; init; }

    /// <summary>The figures of some rows.</summary>
    /// <param name="split">The name of the split.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="mean">Over these rows.</param>
    /// <param name="independent">The mean log-likelihood under independent dimensions, nats; null where it is not known.</param>
    public static SplitScore Of(string split, int rows, MeanLogLikelihood mean, double? independent = null) => new(split, rows, mean.Nats, mean.Bits, independent) { Observed = mean.Part };
}

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
