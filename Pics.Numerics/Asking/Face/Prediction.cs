using System.Globalization;

namespace Pics.Numerics;

/// <summary>What a model says of one column of a row given the rest of the row, whether the row has the column or not.</summary>
/// <param name="Row">The row's number, from 0.</param>
/// <param name="IsPossible">Whether the rest of the row is possible under the model; if not, nothing follows.</param>
public sealed record Prediction(int Row, bool IsPossible)
{
    /// <summary>The probability of each class, in the order of the classes; empty for a column of numbers.</summary>
    public ImmutableArray<double> Probabilities { get; init; } = [];

    /// <summary>The most probable class; null for a column of numbers.</summary>
    public string? Class { get; init; }

    /// <summary>The expectation, in the data's own units; NaN for classes.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>The expectation as a text: of dates and times as the cells of the column are written, else the number; null for classes.</summary>
    public string? Expected { get; init; }

    /// <summary>The lower end of the interval as the cells of the column are written; null for classes.</summary>
    public string? Low { get; init; }

    /// <summary>The upper end of the interval as the cells of the column are written; null for classes.</summary>
    public string? High { get; init; }

    /// <summary>What the row has, as in the data; null where it has nothing.</summary>
    public string? Observed { get; init; }

    /// <summary>The logarithm of the probability of what the row has given its rest, or of the density of a real number per unit of the data, in nats; NaN where it has nothing.</summary>
    public double LogProbability { get; init; } = double.NaN;

    /// <summary>The prediction in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"row {Row}: {(!IsPossible ? "impossible" : Class is not null ? $"{Class} ({Probabilities.Max():G4})" : $"{Expected}, {Low} to {High}")}");
}
