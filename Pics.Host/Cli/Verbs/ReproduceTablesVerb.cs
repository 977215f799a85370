using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>reproduce tables</c>: every table at hand, beside independent columns and what scikit-learn offers.</summary>
internal static class ReproduceTablesVerb
{
    /// <summary>The name of the experiment.</summary>
    public const string Name = "tables";

    /// <summary>What it is, in the list of experiments.</summary>
    public const string Title = "Tables: log-likelihood, imputation, prediction and samples beside scikit-learn, where it is installed";

    private static readonly int[] Seeds = [1, 2, 3];

    public static Either<Failure, int> Run(string? wantedFolder, string? dataRoot, string? only, string python, CancellationToken cancellation)
    {
        var folder = wantedFolder ?? Path.Combine("runs", $"reproduce-{Name}");
        var missing = TrialPeers.Missing(python);
        if (missing is not null) Console.Out.WriteLine($"No peers: {missing}. Their columns, and the tables that they ship, are left out.");
        return from named in OutputPath.CheckFolder("--out", wantedFolder)
               from trials in TableTrial.All(only)
               from exported in missing is null ? Export(python, Path.Combine(folder, "shipped")) : Unit.Default
               from runs in Runs(trials, dataRoot ?? ".", folder, missing is null ? python : null, cancellation)
               from written in Write(runs, folder)
               select Show(runs, folder);
    }

    private static Either<Failure, Unit> Export(string python, string folder)
    {
        Directory.CreateDirectory(folder);
        return TrialPeers.Export(python, folder);
    }

    private static Either<Failure, IReadOnlyList<TableTrialRun>> Runs(IReadOnlyList<TableTrial> trials, string root, string folder, string? python, CancellationToken cancellation)
    {
        var runs = new List<TableTrialRun>();
        foreach (var trial in trials)
        {
            var path = trial.Path(root, Path.Combine(folder, "shipped"));
            if (!File.Exists(path))
            {
                Console.Out.WriteLine($"{trial.Name} is left out: there is no '{path}'{(trial.IsShipped ? ", which scikit-learn ships" : "; --data names the folder of the tables")}.");
                continue;
            }

            foreach (var seed in Seeds)
            {
                if (cancellation.IsCancellationRequested) return new Failure("cancelled");
                Console.Out.WriteLine($"{trial.Name}, seed {seed}");
                var place = Directory.CreateDirectory(Path.Combine(folder, $"{trial.Slug}-{seed}")).FullName;
                var run = TableTrialRun.Of(trial, path, place, seed, python, cancellation);
                if (run.IsLeft) return run.Map<IReadOnlyList<TableTrialRun>>(_ => runs);
                run.IfRight(runs.Add);
            }
        }

        return runs.Count > 0 ? runs : new Failure("there is no table at hand; --data names the folder of the tables");
    }

    private static Either<Failure, Unit> Write(IReadOnlyList<TableTrialRun> runs, string folder) =>
        from markdown in AtomicFile.WriteText(Path.Combine(folder, "table.md"), string.Concat(TableTrialReport.Of(runs).Select(table => table.Markdown()))).MapLeft(Failure.Of)
        from json in AtomicFile.WriteText(Path.Combine(folder, "table.json"), JsonSerializer.Serialize(new { environment = MachineDescription.Read(TorchSharp.torch.CPU, Seeds[0]), runs = runs.Select(Plain) }, RunSettings.Json) + "\n").MapLeft(Failure.Of)
        select Unit.Default;

    private static object Plain(TableTrialRun run) => new
    {
        run.Table,
        run.Seed,
        trainRows = run.Rows.Train,
        testRows = run.Rows.Test,
        run.Columns,
        run.Likelihoods,
        run.Answers,
        run.Peers,
    };

    private static int Show(IReadOnlyList<TableTrialRun> runs, string folder)
    {
        foreach (var table in TableTrialReport.Of(runs)) table.Print();
        Console.Out.WriteLine($"Tables: {Path.Combine(folder, "table.md")} and table.json");
        return 0;
    }
}
