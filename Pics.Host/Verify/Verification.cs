using System.Diagnostics;

namespace Pics.Host;

/// <summary>A verification: every law in every case, and the smallest counterexample of each law that fails.</summary>
/// <param name="subject">The model.</param>
/// <param name="cases">The cases of the seed.</param>
/// <param name="laws">The laws.</param>
internal sealed class Verification(LawSubject subject, CaseList cases, ImmutableArray<Law> laws)
{
    private const int MostChecks = 200; // of smaller cases, a law

    /// <summary>Checks all laws in some cases.</summary>
    /// <param name="numbers">The numbers of the cases; those with the same rule and K are checked together.</param>
    /// <param name="report">Told after each check how many were done, and what comes next.</param>
    /// <param name="cancellation">Ends it early.</param>
    public ImmutableArray<LawTally> Check(IEnumerable<int> numbers, Action<int, string> report, CancellationToken cancellation)
    {
        var tallies = laws.Select(LawTally.Of).ToArray();
        var done = 0;
        foreach (var number in numbers.OrderBy(cases.RuleOf).ThenBy(number => number))
        {
            if (cancellation.IsCancellationRequested) break;
            var given = cases[number];
            for (var index = 0; index < laws.Length && !cancellation.IsCancellationRequested; index++)
            {
                report(done++, $"case {number}: {laws[index].Name}");
                var started = Stopwatch.GetTimestamp();
                tallies[index] = tallies[index].Add(number, laws[index].Check(subject, given), Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        }

        return [.. tallies];
    }

    /// <summary>The first failure of each law, shrunk.</summary>
    /// <param name="tallies">What <see cref="Check"/> found.</param>
    /// <param name="report">Told what is shrunk.</param>
    /// <param name="cancellation">Ends shrinking early.</param>
    public ImmutableArray<Counterexample> Shrink(IEnumerable<LawTally> tallies, Action<string> report, CancellationToken cancellation) =>
        [.. tallies.Where(tally => !tally.Failed.IsEmpty).Select(tally =>
        {
            report($"shrinking: {tally.Law.Name}");
            var (number, given) = (tally.Failed[0], cases[tally.Failed[0]]);
            var smallest = tally.Law.Smallest(subject, given, MostChecks, cancellation);
            return new Counterexample(tally.Law, number, given, smallest, tally.Law.Check(subject, smallest));
        })];
}
