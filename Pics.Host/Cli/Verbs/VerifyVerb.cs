using LanguageExt;

namespace Pics.Host;

/// <summary><c>verify</c>: checks the laws of exact inference on a model in random cases, and shrinks what fails.</summary>
internal static class VerifyVerb
{
    public static Either<Failure, int> Run(VerifySettings settings, CancellationToken cancellation) => Run(settings, LawOperations.Standard, cancellation);

    /// <summary>As above, with other operations than the library's own.</summary>
    internal static Either<Failure, int> Run(VerifySettings settings, LawOperations operations, CancellationToken cancellation) =>
        from possible in settings.Check()
        from laws in settings.Laws()
        from device in Machine.Prepare(settings.Device, settings.Threads)
        from opened in VerifiedModel.Open(settings, device)
        from code in Run(settings, opened, laws, operations, cancellation)
        select code;

    private static Either<Failure, int> Run(VerifySettings settings, VerifiedModel opened, ImmutableArray<Law> laws, LawOperations operations, CancellationToken cancellation)
    {
        using var verified = opened;
        using var subject = new LawSubject(verified.Model, operations);
        if (subject.Families.IsEmpty) return new Failure($"'{settings.Path}' has no variable that can be observed, so there is nothing to verify");
        return from cases in CaseList.Of(subject, verified.Data, settings.K, settings.Rule, settings.Seed)
               let numbers = settings.Case is { } only ? [only] : Enumerable.Range(0, settings.Cases).ToArray()
               let report = Verify(settings, verified, new Verification(subject, cases, laws), cases, numbers, laws.Length, cancellation)
               from written in settings.Json is { } path ? report.Write(path) : Unit.Default
               from code in Finish(report, cancellation)
               select code;
    }

    private static VerifyReport Verify(VerifySettings settings, VerifiedModel verified, Verification verification, CaseList cases, int[] numbers, int laws, CancellationToken cancellation)
    {
        Console.Out.WriteLine(verified.Sentence);
        Console.Out.WriteLine($"{(numbers.Length == 1 ? $"Case {numbers[0]}" : $"Cases 0 to {numbers[^1]}")} of seed {settings.Seed}, {laws} law(s); rules and K in turn: {string.Join(", ", cases.Rules.Select(rule => $"{rule.Name} {rule.Nodes}"))}.");
        var (tallies, counterexamples) = VerifyView.Show(numbers.Length * laws, report =>
        {
            var found = verification.Check(numbers, report, cancellation);
            return (found, verification.Shrink(found, next => report(numbers.Length * laws, next), cancellation));
        });
        var result = new VerifyReport(verified.Sentence, settings.Seed, tallies, counterexamples, settings.Replay);
        result.Print();
        return result;
    }

    private static Either<Failure, int> Finish(VerifyReport report, CancellationToken cancellation)
    {
        var failed = report.Tallies.Any(tally => !tally.Failed.IsEmpty);
        if (cancellation.IsCancellationRequested) Console.Out.WriteLine("Cancelled before all cases were checked.");
        if (failed && !cancellation.IsCancellationRequested) return new Failure(report.Sentence());
        Console.Out.WriteLine($"{report.Sentence()}.");
        return cancellation.IsCancellationRequested ? 130 : 0;
    }
}
