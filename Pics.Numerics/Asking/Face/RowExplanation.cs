using System.Globalization;

namespace Pics.Numerics;

/// <summary>Why a row is expected or not: each value that it observes beside what the rest of the row lets expect.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="LogLikelihood">Of what it observes, in nats and the data's own units; minus infinity where it is impossible.</param>
/// <param name="Cells">What it observes, the least expected first.</param>
/// <param name="Hidden">The columns that it does not observe; they are summed out.</param>
public sealed record RowExplanation(int Row, double LogLikelihood, ImmutableArray<CellExplanation> Cells, ImmutableArray<string> Hidden)
{
    /// <summary>The explanation in words, a line for each value.</summary>
    public override string ToString() => string.Join('\n', [$"row {Row}: log-likelihood {Words.Number(LogLikelihood)} nats", .. Cells.Select(cell => cell.ToString())]);
}

/// <summary>A value of a row given all else that the row observes.</summary>
/// <param name="Column">The column, with the channel where there are several.</param>
/// <param name="Value">What the row has, as in the data.</param>
/// <param name="Mode">The most probable value, as in the data, the label for all others left out; of real numbers the highest peak of the density that is found, in bins the highest density. Null where the rest of the row is impossible.</param>
/// <param name="LogProbability">The logarithm of the probability of the value, or of the density of a real number per unit of the data, in nats; NaN where the rest of the row is impossible.</param>
/// <param name="IsDensity">Whether it is that of a density.</param>
public sealed record CellExplanation(string Column, string Value, string? Mode, double LogProbability, bool IsDensity)
{
    /// <summary>The logarithm of <see cref="Tail"/>, in nats; finite where the number itself underflows, NaN where the rest of the row is impossible.</summary>
    public double LogTail { get; init; } = double.NaN;

    /// <summary>The probability of a value at least as unlikely: of all values whose probability, or density, is not larger. Small for what is not expected, in every column alike.</summary>
    public double Tail => Math.Exp(LogTail);

    /// <summary>The value in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Column} = {Value}, most probable {Mode ?? "unknown"}: log-{(IsDensity ? "density" : "probability")} {Words.Number(LogProbability)} nats, a tail probability of {Tail:G3}");
}
