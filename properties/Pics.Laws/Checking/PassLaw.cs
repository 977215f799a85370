using System.Globalization;

namespace Pics.Laws;

/// <summary>Something that must hold in all random cases, of a pass or of anything else.</summary>
/// <remarks>
/// It is checked by FsCheck: equal seeds give equal cases, and what fails is made smaller. A case about which the law says nothing is skipped and
/// counted, and a law of which every case is skipped is no success.
/// </remarks>
public sealed partial class PassLaw
{
    private const int Tests = 100; // where nothing is said

    private readonly Func<int, Replay, CancellationToken, LawResult> check;

    private PassLaw(string name, string statement, Func<int, Replay, CancellationToken, LawResult> check) => (Name, Statement, this.check) = (name, statement, check);

    /// <summary>The law in a few words.</summary>
    public string Name { get; }

    /// <summary>The law in one sentence.</summary>
    public string Statement { get; }

    /// <summary>A law of one's own.</summary>
    /// <param name="name">The law in a few words.</param>
    /// <param name="statement">The law in one sentence.</param>
    /// <param name="cases">Random cases and how they shrink.</param>
    /// <param name="check">What the law says of a case; what it throws is a violation.</param>
    public static PassLaw Of<T>(string name, string statement, Arbitrary<T> cases, Func<T, LawOutcome> check) =>
        new(name, statement, new CaseRun<T>(name, statement, cases, check).Check);

    /// <summary>A law of one's own that is true or false; graphs, rules and meanings shrink by themselves.</summary>
    /// <param name="name">The law in a few words.</param>
    /// <param name="cases">Random cases.</param>
    /// <param name="holds">Whether the law holds.</param>
    public static PassLaw ForAll<T>(string name, Gen<T> cases, Func<T, bool> holds) =>
        Of(name, name, Arb.From(cases, Shrinkers.Known), given => holds(given) ? new LawOutcome.Holds() : new LawOutcome.Broken("the law is false of this case"));

    /// <summary>Checks the law in random cases, up to the first that violates it.</summary>
    /// <param name="tests">How many cases.</param>
    /// <param name="seed">Equal seeds give equal cases.</param>
    public LawResult Check(int tests, int seed) => Check(tests, seed, CancellationToken.None);

    /// <summary>Checks the law in random cases, up to the first that violates it.</summary>
    /// <param name="tests">How many cases.</param>
    /// <param name="seed">Equal seeds give equal cases.</param>
    /// <param name="cancellation">Skips the cases that were not checked yet.</param>
    public LawResult Check(int tests, int seed, CancellationToken cancellation) => check(tests, new(new((uint)seed), Microsoft.FSharp.Core.FSharpOption<int>.None), cancellation);

    /// <summary>Checks the one case of a counterexample again.</summary>
    /// <param name="replay">What <see cref="LawCounterexample.Replay"/> has, for example <c>(12,35,7)</c>; with anything else nothing is checked.</param>
    public LawResult Replay(string replay)
    {
        var parts = replay.Trim('(', ')', ' ').Split(',');
        return parts.Length == 3
            && ulong.TryParse(parts[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed)
            && ulong.TryParse(parts[1], NumberStyles.Integer, CultureInfo.InvariantCulture, out var gamma)
            && int.TryParse(parts[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out var size) && gamma % 2 == 1 && size >= 0
            ? check(1, new(new(seed, gamma), size), CancellationToken.None)
            : new LawResult.Unchecked(Name, Statement, LawCounts.None.Skip($"'{replay}' is no replay; expected seed, gamma and size as a counterexample has them, for example (12,35,7)"));
    }

    /// <summary>Checks the law in 100 cases; a <see cref="LawException"/> where it fails or is never checked. For test runners.</summary>
    public void OrThrow() => Check(Tests, 0).OrThrow();

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
