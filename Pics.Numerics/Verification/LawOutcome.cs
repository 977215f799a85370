using System.Globalization;

namespace Pics.Numerics;

/// <summary>What checking a law in a case gave.</summary>
public abstract record LawOutcome
{
    /// <summary>Whether the law is violated.</summary>
    public bool IsViolation => Match(_ => false, _ => true, _ => true, _ => false);

    internal abstract string Label { get; }

    /// <summary>The outcome in one sentence, with both numbers where two differ.</summary>
    public string Explain() => Match(
        _ => "the law holds",
        differs => string.Create(
            CultureInfo.InvariantCulture,
            $"{differs.FirstName} is {differs.First:G10} and {differs.SecondName} {differs.Second:G10}; {(double.IsNaN(differs.First - differs.Second) ? "they are apart by what is not a number" : $"they are apart by {Math.Abs(differs.First - differs.Second):0.0E+0}")}, and {differs.Allowed:0.0E+0} is allowed"),
        broken => broken.Sentence,
        skipped => $"skipped: {skipped.Reason}");

    /// <summary>Takes the outcome apart, one function per case.</summary>
    public abstract T Match<T>(Func<Holds, T> holds, Func<Differs, T> differs, Func<Broken, T> broken, Func<Skipped, T> skipped);

    /// <summary>Equal up to rounding; minus infinity equals itself and NaN nothing.</summary>
    /// <param name="firstName">What the first number is.</param>
    /// <param name="first">The first number.</param>
    /// <param name="secondName">What the second number is.</param>
    /// <param name="second">The second number.</param>
    /// <param name="allowed">How far they may be apart.</param>
    public static LawOutcome Equal(string firstName, double first, string secondName, double second, double allowed) =>
        Math.Abs(first - second) <= allowed || (first == second) ? new Holds() : new Differs(firstName, first, secondName, second, allowed);

    /// <summary>At least as large up to rounding.</summary>
    /// <param name="largerName">What the larger number is.</param>
    /// <param name="larger">The larger number.</param>
    /// <param name="smallerName">What the smaller number is.</param>
    /// <param name="smaller">The smaller number.</param>
    /// <param name="allowed">How far below the smaller one the larger may be.</param>
    public static LawOutcome AtLeast(string largerName, double larger, string smallerName, double smaller, double allowed) =>
        larger >= smaller - allowed ? new Holds() : new Differs(largerName, larger, $"at least {smallerName}", smaller, allowed);

    /// <summary>The first violation; else holds, or skipped where all are or there is none.</summary>
    public static LawOutcome All(IEnumerable<LawOutcome> outcomes)
    {
        var best = (LawOutcome?)null;
        foreach (var outcome in outcomes)
        {
            if (outcome.IsViolation) return outcome;
            if (best is null || (best is Skipped && outcome is Holds)) best = outcome;
        }

        return best ?? new Skipped("there was nothing to compare");
    }

    /// <summary>The law holds.</summary>
    public sealed record Holds : LawOutcome
    {
        internal override string Label => "holds";

        /// <inheritdoc/>
        public override T Match<T>(Func<Holds, T> holds, Func<Differs, T> differs, Func<Broken, T> broken, Func<Skipped, T> skipped) => holds(this);
    }

    /// <summary>Two numbers that should be equal, or the first at least the second, are not.</summary>
    /// <param name="FirstName">What the first number is.</param>
    /// <param name="First">The first number.</param>
    /// <param name="SecondName">What the second number is.</param>
    /// <param name="Second">The second number.</param>
    /// <param name="Allowed">How far they may be apart.</param>
    public sealed record Differs(string FirstName, double First, string SecondName, double Second, double Allowed) : LawOutcome
    {
        internal override string Label => "differs";

        /// <inheritdoc/>
        public override T Match<T>(Func<Holds, T> holds, Func<Differs, T> differs, Func<Broken, T> broken, Func<Skipped, T> skipped) => differs(this);
    }

    /// <summary>Something happened that must not: a query refused, answered what it had to refuse, or failed.</summary>
    /// <param name="Sentence">What happened.</param>
    public sealed record Broken(string Sentence) : LawOutcome
    {
        internal override string Label => "broken";

        /// <inheritdoc/>
        public override T Match<T>(Func<Holds, T> holds, Func<Differs, T> differs, Func<Broken, T> broken, Func<Skipped, T> skipped) => broken(this);
    }

    /// <summary>The law says nothing about the case, or is too costly there.</summary>
    /// <param name="Reason">Why, for people.</param>
    public sealed record Skipped(string Reason) : LawOutcome
    {
        internal override string Label => "skipped";

        /// <inheritdoc/>
        public override T Match<T>(Func<Holds, T> holds, Func<Differs, T> differs, Func<Broken, T> broken, Func<Skipped, T> skipped) => skipped(this);
    }
}
