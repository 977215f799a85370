using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>reproduce</c>: runs a named experiment and writes its table.</summary>
internal static class ReproduceVerb
{
    public static Either<Failure, int> Run(string name, string? wantedFolder, string? dataRoot, string? only, CancellationToken cancellation) =>
        from folder in OutputPath.CheckFolder("--out", wantedFolder)
        from experiment in Experiment.Read(name)
        from rows in Rows(experiment, only)
        from code in Run(experiment, rows, wantedFolder ?? Path.Combine("runs", $"reproduce-{Path.GetFileNameWithoutExtension(name)}"), dataRoot, cancellation)
        select code;

    /// <summary>Prints the experiments that come with the program.</summary>
    public static Either<Failure, int> List()
    {
        new TextTable("Experiments", ["name", "rows", "seeds", "what it compares"], [.. Experiment.Names.Select(name => Experiment.Read(name).Match<IReadOnlyList<string>>(
            experiment => [name, $"{experiment.Rows.Count}", string.Join(' ', experiment.Seeds), experiment.Title],
            failure => [name, string.Empty, string.Empty, failure.Sentence])), [ReproduceTablesVerb.Name, string.Empty, string.Empty, ReproduceTablesVerb.Title], [ReproduceAgainstVerb.Name, $"{AgainstModel.All.Count}", string.Empty, AgainstTable.Title]]).Print();
        return 0;
    }

    private static Either<Failure, IReadOnlyList<ExperimentRow>> Rows(Experiment experiment, string? only)
    {
        IReadOnlyList<ExperimentRow> rows = [.. experiment.Rows.Where(row => only is null || row.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];
        return rows.Count > 0 ? Either<Failure, IReadOnlyList<ExperimentRow>>.Right(rows) : new Failure($"--only is '{only}', which is part of no row's name; the rows are {string.Join(", ", experiment.Rows.Select(row => row.Name))}");
    }

    private static Either<Failure, int> Run(Experiment experiment, IReadOnlyList<ExperimentRow> rows, string folder, string? dataRoot, CancellationToken cancellation)
    {
        var runs = new List<ExperimentRun>();
        foreach (var row in rows)
            foreach (var seed in experiment.Seeds)
            {
                Console.Out.WriteLine($"{row.Name}, seed {seed}");
                var run = ExperimentRun.Of(experiment, row, seed, Path.Combine(folder, ExperimentRow.Folder(row.Name, seed)), dataRoot, cancellation);
                if (run.IsLeft) return run.Map(_ => 0);
                run.IfRight(runs.Add);
                GC.Collect(); // the rows of a data set go before the next ones come
                var written = Write(experiment, runs, folder);
                if (written.IsLeft) return written.Map(_ => 0);
            }

        foreach (var table in ExperimentTables.Of(experiment, runs)) table.Print();
        Console.Out.WriteLine($"Tables: {Path.Combine(folder, "table.md")} and table.json");
        return 0;
    }

    private static Either<Failure, Unit> Write(Experiment experiment, IReadOnlyList<ExperimentRun> runs, string folder)
    {
        var environment = MachineDescription.Read(TorchSharp.torch.CPU, runs[0].Seed);
        var figures = new { experiment.Title, experiment.Measure, environment, runs };
        return from markdown in AtomicFile.WriteText(Path.Combine(folder, "table.md"), string.Concat(ExperimentTables.Of(experiment, runs).Select(table => table.Markdown())) + Commands(runs)).MapLeft(Failure.Of)
               from json in AtomicFile.WriteText(Path.Combine(folder, "table.json"), JsonSerializer.Serialize(figures, RunSettings.Json) + "\n").MapLeft(Failure.Of)
               select Unit.Default;
    }

    private static string Commands(IReadOnlyList<ExperimentRun> runs) =>
        "Each row alone:\n\n" + string.Concat(runs.Select(run => $"- {run.Row.Name}, seed {run.Seed}: `{run.Command}`\n"));
}
