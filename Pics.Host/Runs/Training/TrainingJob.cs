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
    /// <param name="processes">Who works on it.</param>
    /// <param name="cancellation">Saves and stops it.</param>
    public static Either<Failure, int> Run(WishedRun wished, Func<string, bool>? isOnCommandLine, string? wantedFolder, bool isVerbose, Processes processes, CancellationToken cancellation) =>
        processes.Agreed(processes.Refuse(processes.Cut(wished)).Bind(cut => OfWish(cut, isOnCommandLine))).Bind(setup => Run(setup, wantedFolder, AtomicFile.Write, new(processes, isVerbose, cancellation)));

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
    public static Either<Failure, int> Resume(Resumption resumption, bool isVerbose, Processes processes, CancellationToken cancellation)
    {
        var ending = resumption.Ending(); // before the first process changes anything
        return processes.Agreed(processes.IsFirst ? RunFolder.Open(resumption.Folder, AtomicFile.Write).Map(Option<RunFolder>.Some) : Option<RunFolder>.None).Bind(held =>
        {
            using var folder = held.MatchUnsafe<RunFolder?>(opened => opened, () => null);
            if (ending is null)
                return from setup in processes.Agreed(
                           from some in resumption.Refuse()
                           from form in RunData.Known(resumption.Folder, resumption.Settings)
                           from known in TrainingSetup.Of(resumption.Settings, RunData.Given(form))
                           select known)
                       from code in Train(setup, (model, trainer) => Reopen(resumption, setup, model, trainer, folder), new(processes, isVerbose, cancellation))
                       select code;
            Console.Out.WriteLine(ending);
            return 0;
        });
    }

    internal static Either<Failure, int> Run(RunSettings settings, string? wantedFolder, FileWriter writer, CancellationToken cancellation) =>
        TrainingSetup.Of(settings).Bind(setup => Run(setup, wantedFolder, writer, new(Processes.Alone, IsVerbose: false, cancellation)));

    /// <summary>A new run; one that begins with the weights of another sees its rows as that one does.</summary>
    private static Either<Failure, TrainingSetup> OfWish(WishedRun wished, Func<string, bool>? isOnCommandLine) => wished.Settings.Learning.From is not { } folder
        ? TrainingSetup.Of(wished, isOnCommandLine)
        : from settings in RunFolder.ReadSettings(folder)
          from form in RunData.Known(folder, settings)
          from setup in TrainingSetup.Of(wished, isOnCommandLine, RunData.Given(form))
          select setup;

    private static Either<Failure, int> Run(TrainingSetup setup, string? wantedFolder, FileWriter writer, Way way) =>
        Train(setup, (model, trainer) => (setup.Settings.Learning.From is { } source ? Begin(model, source) : Begin(model, setup.Data.Train)).Bind(_ => way.Processes.IsFirst
            ? Create(setup, trainer, wantedFolder, writer)
            : new Start(null, trainer, TrainingProgress.Start(setup.Data.Train.Rows))), way);

    private static Either<Failure, Start> Create(TrainingSetup setup, Trainer trainer, string? wantedFolder, FileWriter writer) =>
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

    private static Either<Failure, Start> Reopen(Resumption resumption, TrainingSetup setup, StoredModel model, Trainer trainer, RunFolder? folder) => resumption.Find(model.Parameters, setup.Choice.Kind, keeps: folder is not null).Bind(state =>
    {
        var start = from continued in trainer.From(state).MapLeft(Failure.Of)
                    from same in RunData.Check(resumption.Folder, setup.Data)
                    from reopened in folder is null ? Unit.Default : resumption.Reopen(folder)
                    select new Start(folder, continued, state.Progress);
        if (start.IsLeft) state.Dispose();
        return start;
    });

    private static Either<Failure, int> Train(TrainingSetup setup, Func<StoredModel, Trainer, Either<Failure, Start>> open, Way way)
    {
        var settings = setup.Settings;
        using var engine = Compile.ToEngine(setup.Road.Folded, setup.Choice.Kind, setup.Device);
        using var model = StoredModel.Create(setup.Road.Pic, settings.IsPlain, settings.Nets, settings.Model.Rule, settings.Model.K, settings.Learning.Seed, setup.Device).OrThrow();
        return from same in way.Processes.Same(RankFingerprint.Of(setup, way.Processes))
               from choice in way.Processes.Agreed(Trainer.Create(engine, setup.Road.Folded, model.Parameters, setup.Data, settings.Training).MapLeft(Failure.Of)).Bind(alone => way.Processes.Agreed(RankChoice.Of(alone, settings, way.Processes).MapLeft(Failure.Of)))
               from start in way.Processes.Agreed(open(model, choice.Trainer))
               from code in start.Folder is { } folder ? Train(setup, model, start, folder, way with { Said = choice.Lines }) : Work(setup, model, start, way)
               select code;
    }

    /// <summary>A rank that is not the first: it trains, and leaves all else to that one.</summary>
    private static Either<Failure, int> Work(TrainingSetup setup, StoredModel model, Start start, Way way) =>
        Guard(null, way.Processes, () => start.Trainer.Run(_ => { }, new(setup.Settings.CheckpointSteps, _ => { }), way.Cancellation)).Bind(outcome => Ended(setup, model, outcome, null, way).Map(_ => outcome.Reason switch
        {
            StopReason.Cancelled => StopSignals.Cancelled,
            StopReason.NotFinite => 1,
            _ => 0,
        }));

    /// <summary>What all ranks do when training is over: weights are taken away, the first one saves, and rows are dealt out for the figures.</summary>
    private static Either<Failure, (Option<PrunedWeights> Pruned, ModelScores Scores, IReadOnlyList<ModelScores> More)> Ended(TrainingSetup setup, StoredModel model, TrainingOutcome outcome, RunFolder? folder, Way way) =>
        from pruned in Pruning.Of(setup, model, outcome, way.Processes)
        from saved in way.Processes.Agreed(folder is null ? Unit.Default : ModelStore.Save(folder.Path, model, folder.Writer).MapLeft(Failure.Of))
        from scores in Scoring.Of(model, setup.Settings.Model.Rule, setup.Settings.Model.K, [("validation", setup.Data.Validation), ("test", setup.Data.Test)], setup.Choice.Kind, setup.Device, way.Processes)
        select (pruned, scores, outcome.Reason == StopReason.NotFinite ? [] : LargerK.Of(model, setup.Data, setup.Choice.Kind, setup.Device, way.Processes));

    private static Either<Failure, int> Train(TrainingSetup setup, StoredModel model, Start start, RunFolder held, Way way)
    {
        using var folder = held;
        return folder.WriteJson(RunEnvironment.FileName, RunEnvironment.Of(setup.Choice, setup.Device, setup.Settings.Learning.Seed)).Bind(_ => MetricsFile.Open(folder.Path, start.From.Records)).Bind(opened =>
        {
            using var metrics = opened;
            using var events = TrainingEvents.Open(folder.Path, start.From.Seconds);
            var report = new TrainReport(setup, model, folder.Path);
            report.Begin(start.From);
            foreach (var line in way.Said) Console.Out.WriteLine(line);
            var keeper = new CheckpointKeeper(new(folder.Checkpoints, setup.Settings.Recovery.KeepCheckpoints, start.From.Step, folder.Writer), metrics);
            var troubles = new TroubleKeeper(folder, metrics, setup);
            var view = new TrainingView(start.From.Step, setup.TotalSteps, setup.Settings.Learning.ValidateEvery, setup.Data.Train.Image is null ? null : DataReading.Bits("bpd", setup.Settings.Data), setup.Settings.Learning.Refine is not null, way.IsVerbose) { IsRank = way.Processes.Ranks is not null, MaxSeconds = setup.Settings.Learning.MaxSeconds };
            var ended = Guard(folder.Path, way.Processes, () => view.Show(show => start.Trainer.Run(
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
                way.Cancellation)));
            return from outcome in ended
                   from found in Ended(setup, model, outcome, folder, way)
                   let pruned = Pruning.Given(found.Pruned)
                   from sums in ModelFolder.Checksums(folder.Path).MapLeft(Failure.Of)
                   from written in folder.WriteText(RunResults.FileName, new RunResults(outcome, found.Scores, Machine.PeakMemory(), model.Parameters.Trainable.Sum(parameter => parameter.numel()), RunResults.Latest, sums) { MoreNodes = found.More.Count > 1 ? found.More : null, Pruned = pruned }.Write())
                   select report.End(outcome, found.Scores, found.More, pruned, troubles.Ending);
        });
    }

    /// <summary>The end of a run, or what became of its rows, without which other processes cannot go on either.</summary>
    private static Either<Failure, TrainingOutcome> Guard(string? folder, Processes processes, Func<TrainingOutcome> run)
    {
        try
        {
            return run();
        }
        catch (RowsLostException error)
        {
            var again = $"{error.Message}; put its rows back, and the run goes on from its last checkpoint with: train --resume {folder ?? "FOLDER"}";
            processes.End(again);
            return new Failure(again);
        }
    }

    /// <summary>A trainer in its folder, and how far it is.</summary>
    private sealed record Start(RunFolder? Folder, Trainer Trainer, TrainingProgress From);

    /// <summary>Who works on a run, how it is shown and what stops it.</summary>
    private sealed record Way(Processes Processes, bool IsVerbose, CancellationToken Cancellation)
    {
        /// <summary>What is said of the processes.</summary>
        public IReadOnlyList<string> Said { get; init; } = [];
    }
}
