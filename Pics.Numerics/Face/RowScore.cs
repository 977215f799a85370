using System.Globalization;

namespace Pics.Numerics;

/// <summary>How well a row fits a model.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="LogLikelihood">Of what it observes, in nats and the data's own units; minus infinity where it is impossible.</param>
/// <param name="BitsPerDimension">The same in bits per value that is observed, with the other sign: more for what is expected less; 0 where nothing is observed.</param>
/// <param name="Column">The column that is expected least given the rest of the row, columns of real numbers compared in multiples of their scales, those in bins of the deviation of even numbers between the outer edges, whatever their units; null for rows that are impossible or observe nothing.</param>
/// <param name="Surprise">-log p(column | the rest of the row), in nats and the data's own units; NaN without a column.</param>
/// <param name="Rank">Its place among all rows by bits per dimension, 1 for the one that is expected least.</param>
public sealed record RowScore(int Row, double LogLikelihood, double BitsPerDimension, string? Column, double Surprise, int Rank)
{
    /// <summary>Dimensions that the row observes.</summary>
    public int Observed { get; init; }

    /// <summary>The score in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"row {Row}: log-likelihood {Words.Number(LogLikelihood)} nats, rank {Rank}{(Column is null ? string.Empty : $", most surprising {Column} ({Words.Number(Surprise)} nats)")}");
}
