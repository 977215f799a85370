using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>What a verification found, for people and as JSON.</summary>
/// <param name="Subject">What was verified, in words.</param>
/// <param name="Seed">Of the cases.</param>
/// <param name="Tallies">A tally a law.</param>
/// <param name="Counterexamples">One for each law that fails.</param>
/// <param name="Replay">Given law and case number, the command that repeats the check.</param>
internal sealed record VerifyReport(string Subject, int Seed, IReadOnlyList<LawTally> Tallies, IReadOnlyList<Counterexample> Counterexamples, Func<Law, int, string> Replay)
{
    private const int Named = 3; // failed laws in a sentence

    /// <summary>Of laws that are checked on random circuits.</summary>
    public IReadOnlyList<LawResult> Results { get; init; } = [];

    /// <summary>The names of laws that were left out, since they need libtorch.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Whether a law is violated.</summary>
    public bool HasFailed => Tallies.Any(tally => !tally.Failed.IsEmpty) || Results.Any(result => result is LawResult.Fails);

    /// <summary>Whether all laws, or any of them, were checked in no case, so that nothing is known of them.</summary>
    public bool IsUnchecked(bool all) => all ? Unchecked.Any() && Unchecked.Count() == Tallies.Count + Results.Count : Unchecked.Any();

    private IEnumerable<string> Unchecked => Tallies.Where(tally => tally.IsUnchecked).Select(tally => tally.Law.Name).Concat(Results.Where(result => result is LawResult.Unchecked).Select(result => result.Law));

    public void Print()
    {
        if (Tallies.Count > 0) PrintTable();
        foreach (var found in Counterexamples) Print(found);
        foreach (var result in Results) Console.Out.WriteLine($"{(result is LawResult.Fails ? "\n" : string.Empty)}{result.Explain()}{(result is LawResult.Fails ? string.Empty : ".")}");
    }

    private void PrintTable()
    {
        new TextTable(
            "Checks",
            ["law", "holds", "fails", "skipped", "seconds"],
            [.. Tallies.Select(tally => (IReadOnlyList<string>)
            [
                tally.Law.Name,
                Tables.Count(tally.Held),
                Tables.Count(tally.Failed.Count),
                Tables.Count(tally.Skipped.Values.Sum()),
                Tables.Number(tally.Seconds, 1),
            ])]).Print();
        foreach (var reason in Tallies.SelectMany(tally => tally.Skipped.Select(entry => (tally.Law.Name, Reason: entry.Key, Count: entry.Value))).GroupBy(entry => entry.Reason))
            Console.Out.WriteLine($"Skipped where {reason.Key}: {string.Join(", ", reason.Select(entry => $"{entry.Name} ({entry.Count})"))}.");
    }

    /// <summary>How many laws were left out, and why, in one sentence; nothing where none was.</summary>
    public static string Omission(IReadOnlyCollection<string> laws) => laws.Count == 0 ? string.Empty
        : $"{Tables.Count(laws.Count, "law")} left out by --engine fused, since comparing engines and counting tensors need libtorch: {string.Join(", ", laws)}.";

    /// <summary>The result in one sentence.</summary>
    public string Sentence()
    {
        var failed = Tallies.Where(tally => !tally.Failed.IsEmpty).Select(tally => $"{tally.Law.Name} ({tally.Failed.Count} of {Tables.Count(tally.Checks, "check")})")
            .Concat(Results.OfType<LawResult.Fails>().Select(fails => $"{fails.Law} (after {Tables.Count(fails.Counts.Held, "check")})")).ToList();
        if (failed.Count > 0) return $"{failed.Count} of {Tables.Count(Tallies.Count + Results.Count, "law")} failed: {Some(failed)}";
        var held = Tallies.Count(tally => tally.Held > 0) + Results.Count(result => result.IsSuccess);
        var missed = Unchecked.ToList();
        return $"{Tables.Count(held, "law")} held in {Tables.Count(Tallies.Sum(tally => tally.Checks) + Results.Sum(result => result.Counts.Held), "check")}"
            + (missed.Count == 0 ? string.Empty : $"; {missed.Count} {(missed.Count == 1 ? "was" : "were")} checked in no case, so nothing is known of {(missed.Count == 1 ? "it" : "them")}: {Some(missed)}");
    }

    private static string Some(List<string> names) => $"{string.Join(", ", names.Take(Named))}{(names.Count > Named ? $" and {names.Count - Named} more" : string.Empty)}";

    /// <summary>Writes everything as JSON, atomically.</summary>
    public Either<Failure, Unit> Write(string path) => AtomicFile.WriteText(path, JsonOutput.Text(Document) + "\n").MapLeft(Failure.Of);

    /// <summary>Everything, for other programs.</summary>
    public object Document => new
    {
        subject = Subject,
        seed = Seed,
        result = Sentence(),
        leftOut = LeftOut,
        laws = Tallies.Select(tally => new { tally.Law.Name, tally.Law.Statement, tally.Held, failedCases = tally.Failed, tally.Skipped, tally.IsUnchecked, tally.Seconds }),
        counterexamples = Counterexamples.Select(found => new
        {
            law = found.Law.Name,
            caseNumber = found.Number,
            shrunk = Describe(found.Smallest),
            original = Describe(found.Case),
            outcome = (object)found.Outcome,
            replay = Replay(found.Law, found.Number),
        }),
        lawsOfCircuits = Results.Select(result => new
        {
            name = result.Law,
            result.Statement,
            result.Counts.Held,
            result.Counts.Skipped,
            isUnchecked = result is LawResult.Unchecked,
            counterexample = result is LawResult.Fails { Counterexample: var found } ? new { shrunk = found.Case, original = found.Original, outcome = found.Outcome.Explain(), found.Replay } : null,
        }),
    };

    private void Print(Counterexample found)
    {
        var tally = Tallies.First(tally => tally.Law == found.Law);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{found.Law.Name}: fails in {tally.Failed.Count} of {Tables.Count(tally.Checks, "check")}, first in case {found.Number}.");
        Line("states", found.Law.Statement);
        Line("case", found.Smallest.ToString());
        if (found.Smallest != found.Case) Line("shrunk from", found.Case.ToString());
        foreach (var (name, text) in Explain(found.Outcome)) Line(name, text);
        Line("replay with", Replay(found.Law, found.Number));
    }

    private static IEnumerable<(string Name, string Text)> Explain(LawOutcome outcome) => outcome.Match<(string, string)[]>(
        _ => [("now", "the law holds, so it depends on more than the case: please report this")],
        differs =>
        [
            ("found", $"{differs.FirstName} = {Number(differs.First)}"),
            ("expected", $"{differs.SecondName} = {Number(differs.Second)}"),
            ("apart by", double.IsNaN(differs.First - differs.Second)
                ? "what is not a number"
                : string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(differs.First - differs.Second):0.0E+0}; {differs.Allowed:0.0E+0} is allowed for rounding or chance")),
        ],
        broken => [("found", broken.Sentence)],
        skipped => [("now", $"the case is skipped: {skipped.Reason}")]);

    private static object Describe(LawCase given) => new
    {
        text = given.ToString(),
        rule = given.Rule.Name,
        k = given.Nodes,
        given.Variable,
        given.Channel,
        given.Value,
        given = given.Given.Select(place => new { variable = place / given.Channels, channel = place % given.Channels, value = given.Row[place] }),
        given.Seed,
    };

    private static void Line(string name, string text) => Console.Out.WriteLine($"  {name,-12}  {text}");

    private static string Number(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
