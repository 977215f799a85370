using System.Globalization;

namespace Pics.Laws;

/// <summary>What checking a law in random cases gave.</summary>
/// <param name="Law">The law's name.</param>
/// <param name="Statement">The law in one sentence.</param>
/// <param name="Counts">How many cases there were of each kind.</param>
public abstract record LawResult(string Law, string Statement, LawCounts Counts)
{
    /// <summary>Whether the law held in every case in which it was checked, and was checked in one at least.</summary>
    public bool IsSuccess => Match(_ => true, _ => false, _ => false);

    internal abstract string Text { get; }

    /// <summary>What was found, for people: one line, and for a failure the case, the two numbers and how to repeat it.</summary>
    public string Explain() => Text;

    /// <summary>Nothing where the law holds, else a <see cref="LawException"/> with <see cref="Explain"/>.</summary>
    public void OrThrow()
    {
        if (!IsSuccess) throw new LawException(this);
    }

    /// <summary>Takes the result apart, one function per case.</summary>
    public abstract T Match<T>(Func<Holds, T> holds, Func<Fails, T> fails, Func<Unchecked, T> isUnchecked);

    /// <inheritdoc cref="Explain"/>
    public sealed override string ToString() => Explain();

    /// <summary>The law held in every case in which it was checked.</summary>
    public sealed record Holds(string Law, string Statement, LawCounts Counts) : LawResult(Law, Statement, Counts)
    {
        internal override string Text => $"{Law}: holds in {Counts}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Holds, T> holds, Func<Fails, T> fails, Func<Unchecked, T> isUnchecked) => holds(this);
    }

    /// <summary>The law was violated; nothing was checked afterwards.</summary>
    /// <param name="Law">The law's name.</param>
    /// <param name="Statement">The law in one sentence.</param>
    /// <param name="Counts">The cases before the one that violates it.</param>
    /// <param name="Counterexample">The case, made as small as it could be.</param>
    public sealed record Fails(string Law, string Statement, LawCounts Counts, LawCounterexample Counterexample) : LawResult(Law, Statement, Counts)
    {
        internal override string Text => string.Join('\n', [$"{Law}: fails after {Counts}", Line("states", Statement), .. Counterexample.Lines.Select(line => Line(line.Name, line.Text))]);

        /// <inheritdoc/>
        public override T Match<T>(Func<Holds, T> holds, Func<Fails, T> fails, Func<Unchecked, T> isUnchecked) => fails(this);
    }

    /// <summary>The law said nothing about any case, or there was none: no success.</summary>
    public sealed record Unchecked(string Law, string Statement, LawCounts Counts) : LawResult(Law, Statement, Counts)
    {
        internal override string Text => $"{Law}: was checked in no case, so nothing is known of it; {Counts}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Holds, T> holds, Func<Fails, T> fails, Func<Unchecked, T> isUnchecked) => isUnchecked(this);
    }

    private static string Line(string name, string text) => $"  {name,-12}  {text.Replace("\n", "\n                ", StringComparison.Ordinal)}";
}

/// <summary>How many cases a law was checked in, and in how many it said nothing.</summary>
/// <param name="Held">Cases in which it held.</param>
/// <param name="Skipped">Cases in which it said nothing, by the reason.</param>
public sealed record LawCounts(int Held, ImmutableSortedDictionary<string, int> Skipped)
{
    /// <summary>No case.</summary>
    public static LawCounts None { get; } = new(0, ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>For example <c>97 cases, 3 skipped (the pass changes nothing there: 3)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Held} case{(Held == 1 ? string.Empty : "s")}")
        + (Skipped.IsEmpty ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {Skipped.Values.Sum()} skipped ({string.Join("; ", Skipped.Select(entry => $"{entry.Key}: {entry.Value}"))})"));

    internal LawCounts Add(LawOutcome outcome) => outcome.Match(
        _ => this with { Held = Held + 1 },
        _ => this,
        _ => this,
        skipped => Skip(skipped.Reason));

    internal LawCounts Skip(string reason) => this with { Skipped = Skipped.SetItem(reason, Skipped.GetValueOrDefault(reason) + 1) };
}
