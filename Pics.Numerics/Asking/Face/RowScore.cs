using System.Globalization;

namespace Pics.Numerics;

/// <summary>How well a row fits a model.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="LogLikelihood">Of what it observes, in nats and the data's own units; minus infinity where it is impossible. Larger the less a row observes, so it compares rows only that observe the same columns.</param>
/// <param name="BitsPerDimension">The same in bits per value that is observed, with the other sign: more for what is expected less; 0 where nothing is observed.</param>
/// <param name="Column">The column, or channel of one, that is expected least: whose value, or one at least as unlikely, has the least probability given all else that the row observes, whatever the units; null for rows that are impossible or observe nothing.</param>
/// <param name="Surprise">-log p(column | the rest of the row), in nats and the data's own units; NaN without a column.</param>
/// <param name="Rank">Its place among all rows by bits per dimension, 1 for the one that is expected least: rows that observe less are compared with others by what they observe.</param>
public sealed record RowScore(int Row, double LogLikelihood, double BitsPerDimension, string? Column, double Surprise, int Rank)
{
    /// <summary>Dimensions that the row observes.</summary>
    public int Observed { get; init; }

    /// <summary>The logarithm of <see cref="Tail"/>, in nats; NaN without a column.</summary>
    public double LogTail { get; init; } = double.NaN;

    /// <summary>The probability, given the rest of the row, of a value of the column at least as unlikely as its own: small for what is not expected, in every column alike; NaN without a column.</summary>
    public double Tail => Math.Exp(LogTail);

    /// <summary>The score in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"row {Row}: log-likelihood {Words.Number(LogLikelihood)} nats, rank {Rank}{(Column is null ? string.Empty : $", most surprising {Column} ({Words.Number(Surprise)} nats, a tail probability of {Tail:G3})")}");
}
