namespace Pics.Numerics;

/// <content>Answers that are values of columns.</content>
public abstract partial record Answer
{
    /// <summary>Q(p, a | ...): the least value of a column whose distribution function is at least a part.</summary>
    /// <param name="Question">As it was understood.</param>
    /// <param name="Of">The value; of real numbers that are not whole unrounded, and its text as cells are written.</param>
    public sealed record Quantile(string Question, ColumnValue Of) : Answer(Question)
    {
        /// <summary>The number, in the data's own units; of labels in an order NaN.</summary>
        public override double Value => Of.Number ?? double.NaN;

        /// <summary>What the column is, where it has dates or times; null for others.</summary>
        public CellForm.Moment? Form { get; init; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => quantile(this);

        /// <inheritdoc/>
        public override string ToString() => base.ToString();

        internal override IEnumerable<string> Lines() => [$"{Question} = {(Form is { } form ? $"{Of.Text} ({Words.Number(Value)} {Words.Since(form.Unit)})" : Of.Number is { } number ? Words.Number(number) : Of.Text)}"];
    }

    /// <summary>MAP(a, b | ...): the values of some columns that are the most probable together, all others summed out.</summary>
    /// <param name="Question">As it was understood.</param>
    /// <param name="Values">One of each column, in the order of the question; of a column of numbers in bins one of the highest density in its bin.</param>
    /// <param name="Log">The logarithm of their probability given what is known, in nats; of a density where <paramref name="Units"/> says so.</param>
    /// <param name="Units">The columns of real numbers in whose units it is a density, as in "income and of age"; empty for a probability.</param>
    public sealed record MostProbable(string Question, ImmutableArray<ColumnValue> Values, double Log, string Units) : Answer(Question)
    {
        /// <inheritdoc/>
        public override double Value => Math.Exp(Log);

        /// <summary>Whether all combinations were compared, so that no other one is more probable; else these are the best that were found.</summary>
        public bool IsExact => Samples == 0;

        /// <summary>How many samples the search began with; 0 where all combinations were compared.</summary>
        public int Samples { get; init; }

        /// <summary>How many combinations of values were compared.</summary>
        public long Compared { get; init; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => mostProbable(this);

        /// <inheritdoc/>
        public override string ToString() => base.ToString();

        internal override IEnumerable<string> Lines() =>
        [
            $"{Question}: {string.Join(", ", Values.Select(value => $"{QueryTokens.Quote(value.Column)}={QueryTokens.Quote(value.Text)}"))}",
            $"{(Units.Length > 0 ? "density" : "probability")}: {Words.Number(Value)}{(Units.Length > 0 ? $" per unit of {Units}" : string.Empty)}",
            $"log: {Words.Number(Log)} nats",
            IsExact ? $"exact: the best of all {Plural.Of(Compared, "combination")}" : $"the best that was found: of {Plural.Of(Samples, "sample")}, then one column after the other; others may be more probable",
        ];
    }
}

/// <summary>A value of a column.</summary>
/// <param name="Column">The heading of the column, or x and its number; with the channel where there are several.</param>
/// <param name="Text">As in the data: a label or a number.</param>
/// <param name="Number">The number in the data's own units; null for a text.</param>
public readonly record struct ColumnValue(string Column, string Text, double? Number)
{
    internal static ColumnValue Of(RowForm form, Term term, double held) => Of(form.Columns[term.Variable], form.Headings[(term.Variable * form.Channels) + term.Channel], held);

    internal static ColumnValue Of(Column column, string name, double held) => new(name, column.Text(column.Nearest(held)), column.Number(held));
}
