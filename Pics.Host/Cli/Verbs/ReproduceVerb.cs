using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>reproduce</c>: runs a named experiment and writes its table.</summary>
internal static class ReproduceVerb
{
    /// <param name="name">The experiment, or its file.</param>
    /// <param name="wantedFolder">Folder of its runs and tables; null for the usual one.</param>
    /// <param name="dataRoot">Folder with one folder per data set; null for none.</param>
    /// <param name="only">What is in the names of the rows; null for all.</param>
    /// <param name="processes">Who makes the runs, each of which is of one process.</param>
    /// <param name="cancellation">Saves and stops it.</param>
    public static Either<Failure, int> Run(string name, string? wantedFolder, string? dataRoot, string? only, Processes processes, CancellationToken cancellation) =>
        from wanted in processes.Agreed(Machine.WithLibtorch(() =>
            from place in Machine.Prepare(DeviceKind.Cpu, processes.ThreadsFor(0))
            from folder in OutputPath.CheckFolder("--out", wantedFolder)
            from experiment in Experiment.Read(name)
            from rows in Rows(experiment, only)
            select (Experiment: experiment, Rows: rows)))
        let runs = new Runs(wanted.Experiment, wantedFolder ?? Path.Combine("runs", $"reproduce-{Path.GetFileNameWithoutExtension(name)}"), dataRoot, cancellation)
        let all = (IReadOnlyList<(ExperimentRow Row, int Seed)>)[.. wanted.Rows.SelectMany(row => wanted.Experiment.Seeds.Select(seed => (row, seed)))]
        from shared in Share(runs, all, processes)
        from code in Run(runs, all, processes)
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
        bool IsIn(ExperimentRow row) => only is null || row.Name.Contains(only, StringComparison.OrdinalIgnoreCase);
        bool Is(ExperimentRow row) => string.Equals(row.Name, only, StringComparison.OrdinalIgnoreCase);
        IReadOnlyList<ExperimentRow> rows = [.. experiment.Rows.Any(Is) ? experiment.Rows.Where(Is) : experiment.Rows.Where(IsIn)];
        return rows.Count > 0 ? Either<Failure, IReadOnlyList<ExperimentRow>>.Right(rows) : new Failure($"--only is '{only}', which is part of no row's name; the rows are {string.Join(", ", experiment.Rows.Select(row => row.Name))}");
    }

    /// <summary>Where there are several ranks, makes the runs of this one, and waits for those of the others, however long they take: a launcher ends all where one dies.</summary>
    private static Either<Failure, Unit> Share(Runs runs, IReadOnlyList<(ExperimentRow Row, int Seed)> all, Processes processes)
    {
        if (processes.Ranks is not { } ranks) return Unit.Default;
        var same = processes.Same(MachineFingerprint.Of(TorchSharp.torch.CPU, Engines.Choose(TorchSharp.torch.CPU).Kind).Append(("the experiment", JsonSerializer.Serialize(new { runs.Experiment, all = all.Select(run => ExperimentRow.Folder(run.Row.Name, run.Seed)) }, RunSettings.Json))));
        if (same.IsLeft) return same;
        var deal = ExperimentDeal.Of(runs.Experiment, all, ranks.Count);
        var own = all.Where((_, place) => deal[place] == ranks.Rank).ToList();
        Console.Out.WriteLine($"{Tables.Count(all.Count, "run")} for {ranks.Count} ranks; what is shown is of rank 0, which makes {Tables.Count(own.Count)} of them.");
        var made = own.Select(run => runs.Make(run, Processes.Alone, isEvaluated: false).Map(_ => Unit.Default)).FirstOrDefault(one => one.IsLeft, Either<Failure, Unit>.Right(Unit.Default));
        if (made.IsLeft && !runs.Cancellation.IsCancellationRequested) return made; // which ends all at once, since others may train for hours; where all are cancelled, all save first
        Console.Out.WriteLine("Rank 0 waits for the others.");
        return processes.Agreed(made).Bind(_ => processes.Agreed(all.Select(runs.Place).FirstOrDefault(place => !File.Exists(Path.Combine(place, RunResults.FileName))) is { } lost
            ? new Failure($"'{lost}' has no results, although a rank made that run; --out must be a folder that all ranks see")
            : Either<Failure, Unit>.Right(Unit.Default)));
    }

    private static Either<Failure, int> Run(Runs runs, IReadOnlyList<(ExperimentRow Row, int Seed)> all, Processes processes)
    {
        var found = new List<ExperimentRun>();
        foreach (var one in all)
        {
            var written = from made in runs.Make(one, processes, isEvaluated: true)
                          from table in processes.Agreed(processes.IsFirst ? Write(runs.Experiment, [.. found, made], runs.Folder) : Unit.Default)
                          select made;
            if (written.IsLeft) return written.Map(_ => 0);
            written.IfRight(found.Add);
        }

        foreach (var table in ExperimentTables.Of(runs.Experiment, found)) table.Print();
        Console.Out.WriteLine($"Tables: {Path.Combine(runs.Folder, "table.md")} and table.json");
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

    /// <summary>The runs of an experiment, and where they are.</summary>
    private sealed record Runs(Experiment Experiment, string Folder, string? DataRoot, CancellationToken Cancellation)
    {
        /// <summary>The folder of a run.</summary>
        public string Place((ExperimentRow Row, int Seed) run) => Path.Combine(Folder, ExperimentRow.Folder(run.Row.Name, run.Seed));

        /// <summary>Makes a run, unless it is there.</summary>
        public Either<Failure, ExperimentRun> Make((ExperimentRow Row, int Seed) run, Processes processes, bool isEvaluated)
        {
            if (processes.Ranks is null) Console.Out.WriteLine($"{run.Row.Name}, seed {run.Seed}");
            var made = ExperimentRun.Of(isEvaluated ? Experiment : Experiment with { Evaluations = null }, run.Row, run.Seed, Place(run), DataRoot, processes, Cancellation);
            GC.Collect(); // the rows of a data set go before the next ones come
            return made;
        }
    }
}
