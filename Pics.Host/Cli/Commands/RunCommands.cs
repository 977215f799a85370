using System.CommandLine;

namespace Pics.Host;

/// <summary>The verbs that show runs: list, compare, report.</summary>
internal static class RunCommands
{
    /// <param name="report">Says how a verb ended.</param>
    /// <param name="needsTorch">Runs a verb with the native library.</param>
    public static IEnumerable<(string Name, Func<Command> Make)> Verbs(Func<LanguageExt.Either<Failure, int>, int> report, Func<Func<LanguageExt.Either<Failure, int>>, LanguageExt.Either<Failure, int>> needsTorch) =>
        [("list", () => List(report)), ("compare", () => Compare(report)), ("report", () => Report(run => report(needsTorch(run))))];

    private static Command List(Func<LanguageExt.Either<Failure, int>, int> report)
    {
        var folder = new Argument<string>("folder") { Description = "Where to look, down to the last folder.", DefaultValueFactory = _ => ListVerb.DefaultFolder };
        var format = Choice.Of("--format", "How they are printed:", TableFormat.Table);
        var command = new Command("list", "The runs below a folder: running, finished, interrupted or damaged, with their figures.") { folder, format };
        command.SetAction(result => report(ListVerb.Run(result.GetValue(folder)!, result.GetValue(format))));
        return command;
    }

    private static Command Compare(Func<LanguageExt.Either<Failure, int>, int> report)
    {
        var runs = new Argument<string[]>("runs") { Description = "Folders that train wrote, two or more.", Arity = ArgumentArity.OneOrMore };
        var path = new Option<string?>("--out") { Description = "HTML file with the table and the learning curves of all, complete in itself." };
        var format = Formats.Option();
        var command = new Command("compare", "What differs between runs, and what they came to.") { runs, path, format };
        command.SetAction(result => report(CompareVerb.Run(result.GetValue(runs)!, result.GetValue(path), result.GetValue(format))));
        return command;
    }

    private static Command Report(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var run = new Argument<string>("run") { Description = "A folder that train wrote; it may be running." };
        var path = new Option<string?>("--out") { Description = "HTML file. [default: report.html in the run's folder]" };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 leaves the choice to libtorch.", DefaultValueFactory = _ => 0 };
        var seed = new Option<long>("--seed") { Description = "Of samples.", DefaultValueFactory = _ => 42 };
        var command = new Command("report", "One page about a run, complete in itself: learning curves, figures, structure, pictures, times.") { run, path, threads, seed };
        command.SetAction(result => report(() => ReportVerb.Run(new(result.GetValue(run)!, result.GetValue(path), result.GetValue(threads), result.GetValue(seed)))));
        return command;
    }
}
