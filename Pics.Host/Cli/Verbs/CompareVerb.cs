using LanguageExt;

namespace Pics.Host;

/// <summary><c>compare</c>: what differs between runs, and what they came to.</summary>
internal static class CompareVerb
{
    public static Either<Failure, int> Run(IReadOnlyList<string> folders, string? path, OutputFormat format = OutputFormat.Table) =>
        from endings in OutputPath.Check("--out", path, ".html", ".htm")
        from runs in Read(folders)
        from several in Check(folders)
        let comparison = RunComparison.Of(runs)
        from written in path is null ? Unit.Default : ComparisonPage.Of(comparison).Write(path)
        select format == OutputFormat.Json ? PrintJson(comparison) : Print(comparison, path);

    private static Either<Failure, Unit> Check(IReadOnlyList<string> folders) => folders.Count < 2
        ? new Failure($"'{folders[0]}' alone cannot be compared; name two runs or more")
        : Unit.Default;

    private static Either<Failure, IReadOnlyList<RunSummary>> Read(IReadOnlyList<string> folders)
    {
        var runs = new List<RunSummary>();
        foreach (var folder in folders)
        {
            var run = RunSummary.Read(folder).Bind<RunSummary>(found => found.State is RunState.Damaged { Why: var why } && found.Settings is null ? new Failure(why) : found);
            if (run.IsLeft) return run.Map(_ => (IReadOnlyList<RunSummary>)runs);
            run.IfRight(runs.Add);
        }

        return runs;
    }

    private static int PrintJson(RunComparison comparison)
    {
        JsonOutput.Print(new
        {
            runs = comparison.Runs.Select(RunEntry.Of),
            differences = RunComparison.Differences(comparison.Runs).Select(option => new { option = option.Name, option.Values }),
            warnings = comparison.Warnings,
        });
        return 0;
    }

    private static int Print(RunComparison comparison, string? path)
    {
        new TextTable($"{comparison.Runs.Count} runs; * is the best", [string.Empty, .. comparison.Names], [.. comparison.Rows.Select(row => (IReadOnlyList<string>)[row.Name, .. row.Cells.Select((cell, run) => row.Best == run ? $"{cell} *" : cell)])]).Print();
        foreach (var warning in comparison.Warnings) Console.Out.WriteLine(warning);
        if (path is not null) Console.Out.WriteLine($"Table and learning curves are in '{path}'.");
        return 0;
    }
}
