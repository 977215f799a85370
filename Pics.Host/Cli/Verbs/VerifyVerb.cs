using LanguageExt;
using Torch = TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>verify</c>: checks the laws of exact inference, or those of a user's library, in random cases, and shrinks what fails.</summary>
internal static class VerifyVerb
{
    public static Either<Failure, int> Run(VerifySettings settings, CancellationToken cancellation) => Run(settings, model => model is HostModel host ? new LawSubject(host) : new LawSubject((StoredModel)model), cancellation);

    /// <summary>As above, with another way of putting a model under verification.</summary>
    internal static Either<Failure, int> Run(VerifySettings settings, Func<IStoredModel, LawSubject> subjects, CancellationToken cancellation) =>
        from possible in settings.Check()
        from laws in settings.Laws()
        from device in settings.Engines == LawEngines.Fused
            ? Machine.Use(settings.Threads).Map(_ => Option<Torch.Device>.None)
            : Machine.Prepare(settings.Device, settings.Threads).Map(Option<Torch.Device>.Some)
        from report in settings.Path.Length == 0 || settings.ReplayOf is not null ? OfCircuits(settings, laws, cancellation) : OfModel(settings, laws, subjects, device, cancellation)
        from written in settings.Json is { } path ? report.Write(path) : Unit.Default
        from code in Finish(settings, report, cancellation)
        select code;

    private static Either<Failure, VerifyReport> OfModel(VerifySettings settings, LawSet laws, Func<IStoredModel, LawSubject> subjects, Option<Torch.Device> device, CancellationToken cancellation) =>
        VerifiedModel.Open(settings, device).Bind(opened => OfModel(settings, opened, laws, subjects, cancellation));

    private static Either<Failure, VerifyReport> OfModel(VerifySettings settings, VerifiedModel opened, LawSet laws, Func<IStoredModel, LawSubject> subjects, CancellationToken cancellation)
    {
        using var verified = opened;
        using var subject = subjects(verified.Model);
        if (subject.Families.IsEmpty) return new Failure($"'{settings.Path}' has no variable that can be observed, so there is nothing to verify");
        return CaseList.Of(subject, verified.Data, settings.K, settings.Rule, settings.Seed).Map(cases =>
        {
            var numbers = settings.Case is { } only ? [only] : Enumerable.Range(0, settings.Cases).ToArray();
            var verification = new Verification(subject, cases, laws.OfModels);
            settings.Say(verified.Sentence);
            settings.Say($"{(numbers.Length == 1 ? $"Case {numbers[0]}" : $"Cases 0 to {numbers[^1]}")} of seed {settings.Seed}, {laws.Count} law(s); rules and K in turn: {string.Join(", ", cases.Rules.Select(rule => $"{rule.Name} {rule.Nodes}"))}.");
            if (!laws.LeftOut.IsEmpty) settings.Say(VerifyReport.Omission(laws.LeftOut));
            var (tallies, counterexamples) = VerifyView.Show(settings.Format, numbers.Length * laws.OfModels.Length, report =>
            {
                var found = verification.Check(numbers, report, cancellation);
                return (found, verification.Shrink(found, next => report(numbers.Length * laws.OfModels.Length, next), cancellation));
            });
            var result = new VerifyReport(verified.Sentence, settings.Seed, tallies, counterexamples, settings.Replay) { Results = Check(settings, laws, cancellation), LeftOut = laws.LeftOut };
            Print(settings, result);
            return result;
        });
    }

    private static Either<Failure, VerifyReport> OfCircuits(VerifySettings settings, LawSet laws, CancellationToken cancellation)
    {
        var subject = $"Laws of '{settings.Library}' on random circuits and models.";
        settings.Say(subject);
        settings.Say($"{(settings.ReplayOf is { } replay ? $"The case {replay}" : $"{Tables.Count(settings.Cases)} case(s) of seed {settings.Seed}")}, {laws.OfCircuits.Length} law(s).");
        var result = new VerifyReport(subject, settings.Seed, [], [], settings.Replay) { Results = Check(settings, laws, cancellation) };
        Print(settings, result);
        return result;
    }

    /// <summary>The laws of random circuits; counterexamples name the command that repeats them.</summary>
    private static IReadOnlyList<LawResult> Check(VerifySettings settings, LawSet laws, CancellationToken cancellation) =>
        [.. laws.OfCircuits.Select(law => settings.ReplayOf is { } replay ? law.Replay(replay) : law.Check(settings.Cases, settings.Seed, cancellation)).Select(result => result.Match(
            holds => holds,
            fails => fails with { Counterexample = fails.Counterexample with { Replay = settings.Replay(fails.Law, fails.Counterexample.Replay) } },
            LawResult (skipped) => skipped))];

    private static void Print(VerifySettings settings, VerifyReport report)
    {
        if (settings.Format == OutputFormat.Json) JsonOutput.Print(report.Document);
        else report.Print();
    }

    private static Either<Failure, int> Finish(VerifySettings settings, VerifyReport report, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) settings.Say("Cancelled before all cases were checked.");
        else if (report.HasFailed || report.IsUnchecked(all: settings.Library is null)) return new Failure(report.Sentence());
        settings.Say($"{report.Sentence()}.");
        return cancellation.IsCancellationRequested ? 130 : 0;
    }
}
