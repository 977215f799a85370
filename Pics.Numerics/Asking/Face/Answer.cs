namespace Pics.Numerics;

/// <summary>The answer to a question; as a text in words.</summary>
/// <param name="Question">The question as it was understood, with the names of the columns.</param>
public abstract partial record Answer(string Question)
{
    /// <summary>The number that was asked for, in the data's own units (a variance in their square); of a distribution the largest probability, of columns to ask next the most bits, of labels in an order NaN.</summary>
    public abstract double Value { get; }

    /// <summary>Takes the answer apart, one function per case.</summary>
    public abstract T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next);

    /// <summary>The answer in words.</summary>
    public override string ToString() => string.Join('\n', Lines());

    /// <summary>The lines of the answer in words.</summary>
    internal abstract IEnumerable<string> Lines();

    /// <summary>P(a=1, ... | ...): the probability that some values come together.</summary>
    /// <param name="Question">As it was understood.</param>
    /// <param name="Log">Its logarithm, in nats; finite where the number itself underflows.</param>
    /// <param name="Units">The columns of real numbers in whose units it is a density, as in "income and of age"; empty for a probability.</param>
    public sealed record Probability(string Question, double Log, string Units) : Answer(Question)
    {
        /// <inheritdoc/>
        public override double Value => Math.Exp(Log);

        /// <inheritdoc/>
        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => probability(this);

        /// <inheritdoc/>
        public override string ToString() => base.ToString();

        internal override IEnumerable<string> Lines() =>
            [$"{Question} = {Words.Number(Value)}{(Units.Length > 0 ? $", a density per unit of {Units}" : string.Empty)}", $"log: {Words.Number(Log)} nats"];
    }

    /// <summary>P(a | ...): the probability of each value of a column, or of each bin of a column of numbers in bins.</summary>
    /// <param name="Question">As it was understood.</param>
    /// <param name="Probabilities">Of all values, in the order of the column.</param>
    public sealed record Distribution(string Question, ImmutableArray<LabelProbability> Probabilities) : Answer(Question)
    {
        private const int Shown = 40; // values in words

        /// <inheritdoc/>
        public override double Value => Probabilities.Max(entry => entry.Probability);

        /// <summary>The values that are shown in words, in their order: the most probable ones where there are many.</summary>
        public ImmutableArray<LabelProbability> Some => Probabilities.Length <= Shown
            ? Probabilities
            : [.. Probabilities.Select((entry, place) => (Entry: entry, Place: place)).OrderByDescending(one => one.Entry.Probability).Take(Shown).OrderBy(one => one.Place).Select(one => one.Entry)];

        /// <summary>What is said of the values that are not shown, if there are any.</summary>
        public string? Rest => Probabilities.Length <= Shown
            ? null
            : $"{Probabilities.Length - Shown} less probable {Plural.Of(Probabilities.Length - Shown, "value is", "values are")} left out, with a probability of {Words.Number(Math.Max(0, 1 - Some.Sum(entry => entry.Probability)))} together.";

        /// <inheritdoc/>
        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => distribution(this);

        /// <inheritdoc/>
        public override string ToString() => base.ToString();

        internal override IEnumerable<string> Lines()
        {
            var width = Some.Max(entry => entry.Label.Length);
            return [Question, .. Some.Select(entry => $"{entry.Label.PadRight(width)}  {Words.Probability(entry.Probability)}"), .. Rest is { } rest ? [rest] : Array.Empty<string>()];
        }
    }

    /// <summary>E(a | ...): the mean of a column of numbers.</summary>
    /// <param name="Question">As it was understood.</param>
    /// <param name="Number">The mean, in the data's own units; of dates and times what they count, as days since 1970-01-01.</param>
    public sealed record Mean(string Question, double Number) : Answer(Question)
    {
        /// <inheritdoc/>
        public override double Value => Number;

        /// <summary>What the column is, where it has dates or times; null for other numbers.</summary>
        public CellForm.Moment? Form { get; init; }

        /// <summary>The mean as the cells of the column are written, where it has dates or times; null for other numbers.</summary>
        public string? Written => Form?.Write(Number);

        /// <inheritdoc/>
        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => mean(this);

        /// <inheritdoc/>
        public override string ToString() => base.ToString();

        internal override IEnumerable<string> Lines() => [$"{Question} = {(Form is { } form ? $"{form.Write(Number)} ({Words.Number(Number)} {Words.Since(form.Unit)})" : Words.Number(Number))}"];
    }

    /// <summary>Var(a | ...): the variance of a column of numbers.</summary>
    /// <param name="Question">As it was understood.</param>
    /// <param name="Number">The variance, in the square of the data's own units; of dates and times in days or seconds squared.</param>
    public sealed record Variance(string Question, double Number) : Answer(Question)
    {
        /// <inheritdoc/>
        public override double Value => Number;

        /// <summary>What the column is, where it has dates or times; null for other numbers.</summary>
        public CellForm.Moment? Form { get; init; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => variance(this);

        /// <inheritdoc/>
        public override string ToString() => base.ToString();

        internal override IEnumerable<string> Lines() => [$"{Question} = {Words.Number(Number)}{(Form is { } form ? $" {Words.Unit(form.Unit)} squared, a standard deviation of {Words.Length(Math.Sqrt(Number), form.Unit)}" : string.Empty)}"];
    }
}

/// <summary>A value of a column and its probability.</summary>
/// <param name="Label">What the value stands for, as in the data.</param>
/// <param name="Probability">From 0 to 1.</param>
public readonly record struct LabelProbability(string Label, double Probability);
