using LanguageExt;

namespace Pics.Host;

/// <summary>Learns a model from data and leaves a run folder, or goes on with one.</summary>
internal static class TrainingJob
{
    /// <summary>A new run.</summary>
    /// <param name="wished">Its options; what nobody wished is chosen from its rows.</param>
    /// <param name="isOnCommandLine">Whether an option is one of the command line; null where none is to be refused.</param>
    /// <param name="wantedFolder">Its folder; null for a new one.</param>
    /// <param name="isVerbose">Whether all its records are shown.</param>
    /// <param name="cancellation">Saves and stops it.</param>
    public static Either<Failure, int> Run(WishedRun wished, Func<string, bool>? isOnCommandLine, string? wantedFolder, bool isVerbose, CancellationToken cancellation) =>
        OfWish(wished, isOnCommandLine).Bind(setup => Run(setup, wantedFolder, AtomicFile.Write, isVerbose, cancellation));

    /// <summary>What a new run would be, in words; nothing is written.</summary>
    /// <param name="wished">Its options.</param>
    /// <param name="isOnCommandLine">Whether an option is one of the command line.</param>
    public static Either<Failure, int> Plan(WishedRun wished, Func<string, bool>? isOnCommandLine) => OfWish(wished, isOnCommandLine).Map(setup =>
    {
        PlanReport.Print(setup);
        Console.Out.WriteLine("--dry-run stops here: nothing was trained, and nothing is written.");
        return 0;
    });

    /// <summary>A run that goes on; nothing is changed if it is at its end.</summary>
    public static Either<Failure, int> Resume(Resumption resumption, bool isVerbose, CancellationToken cancellation) => RunFolder.Open(resumption.Folder, AtomicFile.Write).Bind(held =>
    {
        using var folder = held;
        if (resumption.Ending() is not { } ending)
            return from some in resumption.Refuse()
                   from form in RunData.Known(resumption.Folder, resumption.Settings)
                   from setup in TrainingSetup.Of(resumption.Settings, RunData.Given(form))
                   from code in Train(setup, (model, trainer) => Reopen(resumption, setup, model, trainer, folder), isVerbose, cancellation)
                   select code;
        Console.Out.WriteLine(ending);
        return 0;
    });

    internal static Either<Failure, int> Run(RunSettings settings, string? wantedFolder, FileWriter writer, CancellationToken cancellation) =>
        TrainingSetup.Of(settings).Bind(setup => Run(setup, wantedFolder, writer, isVerbose: false, cancellation));

    /// <summary>A new run; one that begins with the weights of another sees its rows as that one does.</summary>
    private static Either<Failure, TrainingSetup> OfWish(WishedRun wished, Func<string, bool>? isOnCommandLine) => wished.Settings.Learning.From is not { } folder
        ? TrainingSetup.Of(wished, isOnCommandLine)
        : from settings in RunFolder.ReadSettings(folder)
          from form in RunData.Known(folder, settings)
          from setup in TrainingSetup.Of(wished, isOnCommandLine, RunData.Given(form))
          select setup;

    private static Either<Failure, int> Run(TrainingSetup setup, string? wantedFolder, FileWriter writer, bool isVerbose, CancellationToken cancellation) =>
        Train(setup, (model, trainer) => Create(setup, model, trainer, wantedFolder, writer), isVerbose, cancellation);

    private static Either<Failure, Start> Create(TrainingSetup setup, StoredModel model, Trainer trainer, string? wantedFolder, FileWriter writer) =>
        from begun in setup.Settings.Learning.From is { } source ? Begin(model, source) : Begin(model, setup.Data.Train)
        from folder in RunFolder.Create(wantedFolder, setup.Settings, writer)
        from copied in folder.OrClosed(StructureCopy.Keep(setup.Settings, folder))
        from described in folder.OrClosed(RunData.Write(folder, setup.Data))
        select new Start(folder, trainer, TrainingProgress.Start(setup.Data.Train.Rows));

    /// <summary>Moves a fresh model to where its rows are.</summary>
    private static Either<Failure, Unit> Begin(StoredModel model, Dataset rows)
    {
        try
        {
            model.StartAt(rows);
            return Unit.Default;
        }
        catch (RowsLostException error)
        {
            return new Failure(error.Message);
        }
    }

    /// <summary>Begins with the weights of another run.</summary>
    private static Either<Failure, Unit> Begin(StoredModel model, string folder) => ModelStore.Load(folder, model.Device).MapLeft(Failure.Of).Bind(loaded =>
    {
        using var source = loaded;
        return from whole in ModelFolder.Check(folder).MapLeft(Failure.Of)
               from begun in model.StartFrom(source).MapLeft(error => new Failure($"--from '{folder}': {error.Explain()}"))
               select begun;
    });

    private static Either<Failure, Start> Reopen(Resumption resumption, TrainingSetup setup, StoredModel model, Trainer trainer, RunFolder folder) => resumption.Find(model.Parameters, setup.Choice.Kind).Bind(state =>
    {
        var start = from continued in trainer.From(state).MapLeft(Failure.Of)
                    from same in RunData.Check(folder.Path, setup.Data)
                    from reopened in resumption.Reopen(folder)
                    select new Start(folder, continued, state.Progress);
        if (start.IsLeft) state.Dispose();
        return start;
    });

    private static Either<Failure, int> Train(TrainingSetup setup, Func<StoredModel, Trainer, Either<Failure, Start>> open, bool isVerbose, CancellationToken cancellation)
    {
        var settings = setup.Settings;
        using var engine = Compile.ToEngine(setup.Road.Folded, setup.Choice.Kind, setup.Device);
        using var model = StoredModel.Create(setup.Road.Pic, settings.IsPlain, settings.Nets, settings.Model.Rule, settings.Model.K, settings.Learning.Seed, setup.Device).OrThrow();
        return from trainer in Trainer.Create(engine, setup.Road.Folded, model.Parameters, setup.Data, settings.Training).MapLeft(Failure.Of)
               from start in open(model, trainer)
               from code in Train(setup, model, start, isVerbose, cancellation)
               select code;
    }

    private static Either<Failure, int> Train(TrainingSetup setup, StoredModel model, Start start, bool isVerbose, CancellationToken cancellation)
    {
        using var folder = start.Folder;
        return folder.WriteJson(RunEnvironment.FileName, RunEnvironment.Of(setup.Choice, setup.Device, setup.Settings.Learning.Seed)).Bind(_ => MetricsFile.Open(folder.Path, start.From.Records)).Bind(opened =>
        {
            using var metrics = opened;
            using var events = TrainingEvents.Open(folder.Path, start.From.Seconds);
            var report = new TrainReport(setup, model, folder.Path);
            report.Begin(start.From);
            var keeper = new CheckpointKeeper(new(folder.Checkpoints, setup.Settings.Recovery.KeepCheckpoints, start.From.Step, folder.Writer), metrics);
            var troubles = new TroubleKeeper(folder, metrics, setup);
            var view = new TrainingView(start.From.Step, setup.TotalSteps, setup.Settings.Learning.ValidateEvery, setup.Data.Train.Image is null ? null : DataReading.Bits("bpd", setup.Settings.Data), setup.Settings.Learning.Refine is not null, isVerbose);
            var ended = Guard(folder, () => view.Show(show => start.Trainer.Run(
                record =>
                {
                    metrics.Append(record);
                    events.Append(record);
                    show(record);
                },
                new(setup.Settings.CheckpointSteps, keeper.Keep)
                {
                    Failure = troubles.Keep,
                    WentBack = to =>
                    {
                        troubles.Return(to);
                        events.Return(to.Step);
                    },
                },
                cancellation)));
            return from outcome in ended
                   from pruned in Pruning.Of(setup, model, outcome)
                   from saved in ModelStore.Save(folder.Path, model, folder.Writer).MapLeft(Failure.Of)
                   from scores in Scoring.Of(model, setup.Settings.Model.Rule, setup.Settings.Model.K, [("validation", setup.Data.Validation), ("test", setup.Data.Test)], setup.Choice.Kind, setup.Device)
                   let more = outcome.Reason == StopReason.NotFinite ? [] : LargerK.Of(model, setup.Data, setup.Choice.Kind, setup.Device)
                   from sums in ModelFolder.Checksums(folder.Path).MapLeft(Failure.Of)
                   from written in folder.WriteText(RunResults.FileName, new RunResults(outcome, scores, Machine.PeakMemory(), model.Parameters.Trainable.Sum(parameter => parameter.numel()), RunResults.Latest, sums) { MoreNodes = more.Count > 1 ? more : null, Pruned = Pruning.Given(pruned) }.Write())
                   select report.End(outcome, scores, more, Pruning.Given(pruned), troubles.Ending);
        });
    }

    /// <summary>The end of a run, or what became of its rows.</summary>
    private static Either<Failure, TrainingOutcome> Guard(RunFolder folder, Func<TrainingOutcome> run)
    {
        try
        {
            return run();
        }
        catch (RowsLostException error)
        {
            return new Failure($"{error.Message}; put its rows back, and the run goes on from its last checkpoint with: train --resume {folder.Path}");
        }
    }

    /// <summary>A trainer in its folder, and how far it is.</summary>
    private sealed record Start(RunFolder Folder, Trainer Trainer, TrainingProgress From);
}
