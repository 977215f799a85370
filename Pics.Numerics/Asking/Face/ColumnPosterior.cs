using System.Globalization;

namespace Pics.Numerics;

/// <summary>The distribution of one column given what else is known of a row, in the data's own units.</summary>
public sealed class ColumnPosterior
{
    private readonly Func<Evidence, Either<PicsFault, double>> logDensity;
    private readonly Func<double, Either<PicsFault, ColumnValue>> quantile;

    internal ColumnPosterior(string column, Func<Evidence, Either<PicsFault, double>> logDensity, Func<double, Either<PicsFault, ColumnValue>> quantile) => (Column, this.logDensity, this.quantile) = (column, logDensity, quantile);

    /// <summary>The column, as it was asked for.</summary>
    public string Column { get; }

    /// <summary>The probability of each value, or of each bin of a number in bins, in the order of the column; empty for counts and other real numbers, which have no largest value.</summary>
    public required ImmutableArray<LabelProbability> Probabilities { get; init; }

    /// <summary>The mean, in the data's own units; NaN for a column of texts.</summary>
    public required double Mean { get; init; }

    /// <summary>The variance, in the square of the data's own units; NaN for a column of texts.</summary>
    public required double Variance { get; init; }

    /// <summary>The most probable value as in the data, the label for all others left out; of real numbers the highest peak of the density that is found, in bins the highest density.</summary>
    public required string Mode { get; init; }

    /// <summary>The logarithm of the probability of a value, or of the density of a real number per unit of the data, in nats. Error: <see cref="QuestionError.BadValue"/> for what the column cannot be.</summary>
    /// <remarks>Asks the model again: two forward passes.</remarks>
    public Either<PicsFault, double> LogDensity(string value) => logDensity(Evidence.Of(Column, value));

    /// <inheritdoc cref="LogDensity(string)"/>
    public Either<PicsFault, double> LogDensity(double value) => logDensity(Evidence.Of(Column, value));

    /// <summary>The least value, in the order of the column, whose distribution function is at least a part: of real numbers that are not whole unrounded. Error: <see cref="QuestionError.BadCondition"/> for texts without an order, <see cref="QuestionError.BadValue"/> for a part that is not above 0 and below 1.</summary>
    /// <remarks>Asks the model again: a forward and a backward pass.</remarks>
    public Either<PicsFault, ColumnValue> Quantile(double part) => quantile(part);

    /// <summary>The distribution in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Column}: most probable {Mode}{(double.IsNaN(Mean) ? string.Empty : $", mean {Words.Number(Mean)}, variance {Words.Number(Variance)}")}");
}
