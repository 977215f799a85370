namespace Pics.Numerics;

/// <content>What to ask for next.</content>
public abstract partial record Answer
{
    /// <summary>next(a | ...): how much each column that is not known would say about one, in expectation: their mutual information given what is known.</summary>
    /// <param name="Question">As it was understood.</param>
    /// <param name="Columns">All columns that are neither known nor asked for, those first that say most.</param>
    public sealed record Next(string Question, ImmutableArray<ColumnInformation> Columns) : Answer(Question)
    {
        private const int Shown = 40; // columns in words

        /// <summary>The information of the first column, in bits; 0 where there is none.</summary>
        public override double Value => Columns.IsEmpty ? 0 : Columns[0].Bits;

        /// <summary>What is not known of the column that is asked for, in bits: its entropy, of numbers in bins that of the bins; null for one without a largest value.</summary>
        public double? Entropy { get; init; }

        /// <summary>How many samples the columns with a standard error were estimated by; 0 where all are exact.</summary>
        public int Samples { get; init; }

        /// <summary>The columns that are shown in words: those that say most where there are many.</summary>
        public ImmutableArray<ColumnInformation> Some => [.. Columns.Take(Shown)];

        /// <summary>What is said beside the columns that are shown.</summary>
        public IEnumerable<string> Notes =>
        [
            .. Columns.Length > Shown ? [$"{Columns.Length - Shown} {Plural.Of(Columns.Length - Shown, "column that says less is", "columns that say less are")} left out."] : Array.Empty<string>(),
            .. Entropy is { } entropy ? [$"Not known of what is asked for: {Words.Number(entropy)} bits."] : Array.Empty<string>(),
            .. Samples > 0 ? [$"With a standard error: estimated by {Plural.Of(Samples, "sample")}."] : Array.Empty<string>(),
        ];

        /// <inheritdoc/>
        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => next(this);

        /// <inheritdoc/>
        public override string ToString() => base.ToString();

        internal override IEnumerable<string> Lines()
        {
            var width = Some.Select(column => column.Column.Length).DefaultIfEmpty(0).Max();
            return [Question, .. Some.Select(column => $"{column.Column.PadRight(width)}  {column.Words}"), .. Notes];
        }
    }
}

/// <summary>How much a column says about another one.</summary>
/// <param name="Column">The heading of the column, or x and its number; with the channel where there are several.</param>
/// <param name="Bits">Their mutual information given what is known, in bits.</param>
/// <param name="StandardError">The standard deviation of an estimate, in bits; null where the information is exact.</param>
public readonly record struct ColumnInformation(string Column, double Bits, double? StandardError)
{
    internal string Words => $"{Bits.ToString("F6", System.Globalization.CultureInfo.InvariantCulture)} bits{(StandardError is { } error ? $" +- {error.ToString("F6", System.Globalization.CultureInfo.InvariantCulture)}" : string.Empty)}";
}
