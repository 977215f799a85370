using System.Globalization;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Pics.Laws;

/// <summary>A law checked by FsCheck: counts what was skipped, which FsCheck does not, and keeps what FsCheck would print.</summary>
/// <param name="name">The law's name.</param>
/// <param name="statement">The law in one sentence.</param>
/// <param name="cases">Random cases and how they shrink.</param>
/// <param name="check">The law.</param>
internal sealed class CaseRun<T>(string name, string statement, Arbitrary<T> cases, Func<T, LawOutcome> check)
{
    /// <summary>Checks some cases.</summary>
    /// <param name="tests">How many.</param>
    /// <param name="from">Where FsCheck begins, and the size for a replay.</param>
    /// <param name="cancellation">Skips what was not checked yet.</param>
    public LawResult Check(int tests, Replay from, CancellationToken cancellation)
    {
        var (counts, isViolated) = (LawCounts.None, false);
        bool Holds(T given)
        {
            if (isViolated) return cancellation.IsCancellationRequested || !Outcome(given).IsViolation;
            var outcome = cancellation.IsCancellationRequested ? new LawOutcome.Skipped("the check was cancelled") : Outcome(given);
            counts = counts.Add(outcome);
            return !(isViolated = outcome.IsViolation);
        }

        if (tests < 1) return new LawResult.Unchecked(name, statement, LawCounts.None);
        var last = new LastResult();
        try
        {
            FsCheck.Check.One(Config.Quick.WithMaxTest(tests).WithReplay(FSharpOption<Replay>.Some(from)).WithRunner(last), Prop.ForAll(cases, Holds));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Ungenerated(counts, error);
        }

        return last.Result is not TestResult.Failed failed ? counts.Held > 0 ? new LawResult.Holds(name, statement, counts) : new LawResult.Unchecked(name, statement, counts)
            : !isViolated ? Ungenerated(counts, failed.Item4 is FsCheck.Outcome.Failed { Item: var thrown } ? thrown : null)
            : new LawResult.Fails(name, statement, counts, Counterexample(failed));
    }

    private LawCounterexample Counterexample(TestResult.Failed failed)
    {
        var (original, smallest) = ((T)failed.Item2.Head, (T)failed.Item3.Head);
        return new(
            Shown.Of(smallest),
            Shown.Of(original),
            failed.Item1.NumberOfShrinks,
            Outcome(smallest),
            string.Create(CultureInfo.InvariantCulture, $"({failed.Item6.Seed},{failed.Item6.Gamma},{failed.Item7})"));
    }

    private LawOutcome Outcome(T given)
    {
        try
        {
            return check(given);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever a user's pass or law throws is a finding, not the end of the run.
            return new LawOutcome.Broken($"an exception of type {error.GetType().Name}: {error.Message.Split('\n')[0]}");
        }
    }

    private LawResult.Unchecked Ungenerated(LawCounts counts, Exception? error) =>
        new(name, statement, counts.Skip($"no case could be made{(error is null ? string.Empty : $", {error.GetType().Name}: {error.Message.Split('\n')[0]}")}"));

    /// <summary>Prints nothing, and keeps what came out.</summary>
    private sealed class LastResult : IRunner
    {
        public TestResult? Result { get; private set; }

        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult testResult) => Result = testResult;
    }
}
