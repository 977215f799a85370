namespace Pics.Numerics;

/// <summary>Where a value that is not observed lies at least with a wanted probability, given what its row observes: between two quantiles, or among the most probable texts.</summary>
public sealed class FillInterval
{
    private readonly Column column;
    private readonly (double Low, double High)? ends; // as held; in the order of the column

    private FillInterval(Column column, (double Low, double High)? ends, ImmutableArray<string> values) => (this.column, this.ends, Values) = (column, ends, values);

    /// <summary>The lower end as cells of the column are written; null for texts without an order.</summary>
    public string? Low => ends is var (low, _) ? column.Text(low) : null;

    /// <summary>The upper end as cells of the column are written; null for texts without an order.</summary>
    public string? High => ends is var (_, high) ? column.Text(high) : null;

    /// <summary>The smallest set of texts that together have the probability, the most probable one first; empty for numbers and for texts in an order.</summary>
    public ImmutableArray<string> Values { get; }

    /// <summary>Whether a value is one of them.</summary>
    /// <param name="value">As cells of the column are written; what the column cannot be is not.</param>
    public bool Contains(string value) => Values.Contains(value) || (column.Value(value) is { } held && Contains(held));

    /// <summary>In words: <c>20 to 45</c>, or the texts.</summary>
    public override string ToString() => ends is null ? string.Join(", ", Values.Select(QueryTokens.Quote)) : $"{Low} to {High}";

    /// <summary>Between two values as data sets hold them, both in it, as they are written.</summary>
    internal static FillInterval Between(Column column, double low, double high)
    {
        double Written(double held) => column.Nearest(held) is var near && column.Value(column.Text(near)) is { } value ? value : near;
        return new(column, (Written(low), Written(high)), []);
    }

    /// <summary>The most probable values that together have a probability.</summary>
    /// <param name="column">The column, of texts.</param>
    /// <param name="probabilities">Of all its values.</param>
    /// <param name="probability">The probability that is wanted.</param>
    internal static FillInterval Among(Column column, double[] probabilities, double probability)
    {
        const double Rounding = 1e-12;
        var (left, values) = (probability - Rounding, new List<string>());
        foreach (var value in Enumerable.Range(0, probabilities.Length).OrderByDescending(value => probabilities[value]).TakeWhile(_ => left > 0))
        {
            values.Add(column.Text(value));
            left -= probabilities[value];
        }

        return new(column, null, [.. values]);
    }

    private bool Contains(double held)
    {
        if (ends is not var (low, high)) return false;
        double Place(double value) => column.HasNumbers ? column.Number(value)!.Value : value;
        return !column.IsOther(held) && Place(low) <= Place(held) && Place(held) <= Place(high);
    }
}
