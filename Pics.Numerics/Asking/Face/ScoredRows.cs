using System.Collections;

namespace Pics.Numerics;

/// <summary>The scores of rows, in memory up to a bound and past it in a file; each is made where it is asked for.</summary>
/// <param name="form">What the rows are.</param>
/// <param name="scores">Of each row the log-likelihood, the bits per dimension and the dimensions that it observes, and where surprises are known the place of the channel, negative for none, its surprise and the logarithm of its tail.</param>
/// <param name="ranks">The rank of each row.</param>
internal sealed class ScoredRows(RowForm form, RowStore scores, RowStore ranks) : IReadOnlyList<RowScore>
{
    /// <summary>Numbers of a row without surprises.</summary>
    public const int Width = 3;

    /// <summary>The place of the bits per dimension.</summary>
    public const int Bits = 1;

    /// <summary>Numbers of a row with surprises.</summary>
    public const int WidthOfSurprises = 6;

    private const int NoColumn = -1;

    private readonly ImmutableArray<string> headings = form.Headings;

    /// <inheritdoc/>
    public int Count => scores.Rows;

    /// <inheritdoc/>
    public RowScore this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            Span<double> numbers = stackalloc double[WidthOfSurprises];
            Span<double> rank = stackalloc double[1];
            (numbers[3], numbers[4], numbers[5]) = (NoColumn, double.NaN, double.NaN);
            scores.Read(index, numbers);
            ranks.Read(index, rank);
            return new(index, numbers[0], numbers[1], numbers[3] < 0 ? null : headings[(int)numbers[3]], numbers[4], (int)rank[0]) { Observed = (int)numbers[2], LogTail = numbers[5] };
        }
    }

    /// <inheritdoc/>
    public IEnumerator<RowScore> GetEnumerator()
    {
        for (var row = 0; row < Count; row++) yield return this[row];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
