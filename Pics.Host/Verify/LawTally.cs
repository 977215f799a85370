namespace Pics.Host;

/// <summary>How a law did over all cases.</summary>
/// <param name="Law">The law.</param>
/// <param name="Held">Cases in which it holds.</param>
/// <param name="Failed">Cases in which it is violated, in increasing order.</param>
/// <param name="Skipped">Cases by the reason why it was not checked.</param>
/// <param name="Seconds">Time spent on it.</param>
internal sealed record LawTally(Law Law, int Held, ImmutableSortedSet<int> Failed, ImmutableSortedDictionary<string, int> Skipped, double Seconds)
{
    public static LawTally Of(Law law) => new(law, 0, [], ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), 0);

    public int Checks => Held + Failed.Count;

    /// <summary>Whether the law said nothing about any case that there was.</summary>
    public bool IsUnchecked => Checks == 0 && !Skipped.IsEmpty;

    public LawTally Add(int number, LawOutcome outcome, double seconds) => outcome.Match(
        _ => this with { Held = Held + 1 },
        _ => this with { Failed = Failed.Add(number) },
        _ => this with { Failed = Failed.Add(number) },
        skipped => this with { Skipped = Skipped.SetItem(skipped.Reason, Skipped.GetValueOrDefault(skipped.Reason) + 1) }) with
    { Seconds = Seconds + seconds };
}

/// <summary>A law's first failure, made as small as it could be.</summary>
/// <param name="Law">The law.</param>
/// <param name="Number">The number of the case.</param>
/// <param name="Case">The case.</param>
/// <param name="Smallest">The smallest case found in which the law fails.</param>
/// <param name="Outcome">What goes wrong there.</param>
internal sealed record Counterexample(Law Law, int Number, LawCase Case, LawCase Smallest, LawOutcome Outcome);
