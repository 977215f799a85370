namespace Pics.Numerics;

/// <summary>How much each value of one channel counts, as an input unit takes it: what a <see cref="Finding"/> is for the family of the variable.</summary>
internal abstract record Restriction
{
    private Restriction()
    {
    }

    /// <summary>Nothing is known.</summary>
    public static Restriction None { get; } = new All();

    /// <summary>Takes the restriction apart, one function per case.</summary>
    public abstract T Match<T>(Func<All, T> all, Func<At, T> at, Func<Inside, T> inside, Func<Table, T> table);

    /// <summary>How much each of so many values counts by a finding.</summary>
    public static Restriction TableOf(int values, Finding finding) => new Table(Enumerable.Range(0, values).Select(value => Math.Log(finding.Counts(value))).ToArr());

    /// <summary>Each value counts one.</summary>
    public sealed record All : Restriction
    {
        public override T Match<T>(Func<All, T> all, Func<At, T> at, Func<Inside, T> inside, Func<Table, T> table) => all(this);
    }

    /// <summary>It has a value.</summary>
    /// <param name="Value">As the family has it.</param>
    public sealed record At(double Value) : Restriction
    {
        public override T Match<T>(Func<All, T> all, Func<At, T> at, Func<Inside, T> inside, Func<Table, T> table) => at(this);
    }

    /// <summary>It lies in one of some intervals, maybe in none; of a family without a largest value.</summary>
    /// <param name="Intervals">Ascending, apart.</param>
    public sealed record Inside(Arr<Interval> Intervals) : Restriction
    {
        public override T Match<T>(Func<All, T> all, Func<At, T> at, Func<Inside, T> inside, Func<Table, T> table) => inside(this);

        /// <inheritdoc/>
        public bool Equals(Inside? other) => other is not null && ListEquality<Interval>.Instance.Equals(Intervals, other.Intervals);

        /// <inheritdoc/>
        public override int GetHashCode() => ListEquality<Interval>.Instance.GetHashCode(Intervals);
    }

    /// <summary>How much each of finitely many values counts.</summary>
    /// <param name="LogWeights">Minus infinity for what counts nothing.</param>
    public sealed record Table(Arr<double> LogWeights) : Restriction
    {
        public override T Match<T>(Func<All, T> all, Func<At, T> at, Func<Inside, T> inside, Func<Table, T> table) => table(this);

        /// <inheritdoc/>
        public bool Equals(Table? other) => other is not null && ListEquality<double>.Instance.Equals(LogWeights, other.LogWeights);

        /// <inheritdoc/>
        public override int GetHashCode() => ListEquality<double>.Instance.GetHashCode(LogWeights);
    }
}
