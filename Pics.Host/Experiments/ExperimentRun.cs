using LanguageExt;

namespace Pics.Host;

/// <summary>One training run of an experiment and what it gave.</summary>
/// <param name="Row">The row.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Command">The words after the program's name that repeat it.</param>
/// <param name="Settings">All its options.</param>
/// <param name="Results">What it gave.</param>
/// <param name="Elsewhere">Test scores at other K and rules.</param>
internal sealed record ExperimentRun(ExperimentRow Row, int Seed, string Command, RunSettings Settings, RunResults Results, IReadOnlyList<ModelScores> Elsewhere)
{
    /// <summary>The score of a split.</summary>
    public SplitScore Score(string split) => Results.Scores.Of(split)!;

    /// <summary>Trains, goes on with a run that was interrupted, or takes the results of one that finished before with the same options; then evaluates it as the experiment says.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="row">The row.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="dataRoot">Folder with one folder per data set; null for none.</param>
    /// <param name="processes">Who evaluates it; several only where it has finished.</param>
    /// <param name="cancellation">Saves and stops it.</param>
    public static Either<Failure, ExperimentRun> Of(Experiment experiment, ExperimentRow row, int seed, string folder, string? dataRoot, Processes processes, CancellationToken cancellation) =>
        from made in processes.Agreed(Made(experiment, row, seed, folder, dataRoot, cancellation))
        from elsewhere in Evaluate(experiment, made.Settings, folder, processes)
        select made with { Elsewhere = elsewhere };

    /// <summary>The row that another one begins from; null for none.</summary>
    public static string? Source(Experiment experiment, ExperimentRow row) => Words(experiment, row, 0, null).MatchUnsafe<string?>(
        words => words.Chunk(2).Where(pair => pair[0] == "--from").Select(pair => pair[1]).FirstOrDefault(name => experiment.Rows.Any(other => other.Name == name)),
        _ => null);

    private static Either<Failure, ExperimentRun> Made(Experiment experiment, ExperimentRow row, int seed, string folder, string? dataRoot, CancellationToken cancellation) =>
        from named in Words(experiment, row, seed, dataRoot)
        let words = Begun(named, experiment, seed, Path.GetDirectoryName(folder) ?? string.Empty)
        from wished in Parse(words, row)
        from settings in Chosen(wished)
        from results in Train(settings, folder, row, cancellation)
        from scored in Scored(results, row)
        select new ExperimentRun(row, seed, "train " + string.Join(' ', words.Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word)), settings, results, []);

    /// <summary>The score of a trained model on the first test rows, as many as there are.</summary>
    internal static Either<Failure, SplitScore> FirstRows(RunSettings settings, string folder, int rows) => Opened(settings, folder).Bind(opened =>
    {
        using var model = opened.Stored;
        return Scoring.Of(model, null, null, [("test", opened.Test.First(rows))], opened.Kind, model.Device, Processes.Alone).Map(scores => scores.Of("test")!);
    });

    /// <summary>The options of a row's run.</summary>
    internal static Either<Failure, RunSettings> Options(Experiment experiment, ExperimentRow row, int seed, string? dataRoot) => Words(experiment, row, seed, dataRoot).Bind(words => Parse(words, row)).Map(wished => wished.Settings);

    /// <summary>The options with what is chosen from rows; of images and generated rows nothing is, so they are not read for it.</summary>
    private static Either<Failure, RunSettings> Chosen(WishedRun wished) => wished.Settings.Data.Dataset == ShapesDataset.Name || DataSource.AreImages(wished.Settings.Data)
        ? wished.Settings
        : ChosenRun.Of(wished).Map(chosen => chosen.Settings);

    private static Either<Failure, IReadOnlyList<string>> Words(Experiment experiment, ExperimentRow row, int seed, string? dataRoot)
    {
        return from own in ConfigFile.Words(row.Options, row.Name, _ => false)
               from common in ConfigFile.Words(experiment.Common, experiment.Title, own.Contains)
               let words = (IReadOnlyList<string>)[.. Used(common, own), .. own, "--seed", $"{seed}"]
               select (IReadOnlyList<string>)[.. words, .. Data(words, dataRoot)];
    }

    /// <summary>The words with the folder of a row in place of its name, where a run begins from it.</summary>
    private static IReadOnlyList<string> Begun(IReadOnlyList<string> words, Experiment experiment, int seed, string folder) =>
        [.. words.Select((word, place) => place > 0 && words[place - 1] == "--from" && experiment.Rows.Any(row => row.Name == word) ? Path.Combine(folder, ExperimentRow.Folder(word, seed)) : word)];

    /// <summary>The common options that a row uses: those of nets are for PICs, and a plain circuit has none.</summary>
    private static IEnumerable<string> Used(IReadOnlyList<string> common, IReadOnlyList<string> own)
    {
        var all = own.Concat(common).ToList();
        var place = all.IndexOf("--model");
        return place < 0 || all[place + 1] != "pc" ? common : common.Chunk(2).Where(pair => pair[0] is not ("--width" or "--sigma" or "--no-bias")).SelectMany(pair => pair);
    }

    /// <summary>Where a data set's files are below a folder of data sets.</summary>
    private static IEnumerable<string> Data(IReadOnlyList<string> words, string? root)
    {
        var place = words.ToList().IndexOf("--dataset");
        if (root is null || place < 0 || words[place + 1] == ShapesDataset.Name || words.Contains("--data")) return [];
        var found = new[] { Path.Combine(root, words[place + 1]), Path.Combine(root, "debd", words[place + 1]) }.FirstOrDefault(Directory.Exists);
        return found is null ? [] : ["--data", found];
    }

    private static Either<Failure, WishedRun> Parse(IReadOnlyList<string> words, ExperimentRow row) => RunOptions.Parse([.. ConfigFile.Joined(words)], $"the row '{row.Name}'");

    private static Either<Failure, RunResults> Train(RunSettings settings, string folder, ExperimentRow row, CancellationToken cancellation)
    {
        var before = new Resumption(folder, settings, settings);
        if (before.Ending() is not null)
            return RunFolder.ReadSettings(folder).Bind(found => found == settings
                ? RunResults.Read(folder).MapLeft(Failure.Of)
                : new Failure($"'{folder}' holds a run of '{row.Name}' with other options; name another folder with --out"));
        if (before.Refuse().IsRight && RunFolder.ReadSettings(folder).Exists(found => found == settings))
            return Finish(TrainingJob.Resume(before, isVerbose: false, Processes.Alone, cancellation), folder, folder, row);
        var target = Enumerable.Range(1, int.MaxValue).Select(count => count == 1 ? folder : $"{folder}-{count}").First(path => !Directory.Exists(path));
        return Finish(TrainingJob.Run(WishedRun.Whole(settings), null, target, isVerbose: false, Processes.Alone, cancellation), target, folder, row);
    }

    private static Either<Failure, RunResults> Finish(Either<Failure, int> trained, string target, string folder, ExperimentRow row) =>
        from code in trained
        from finished in code == 0 ? Unit.Default : Either<Failure, Unit>.Left(new Failure($"the run of '{row.Name}' did not finish; its folder is '{target}'"))
        from moved in Move(target, folder)
        from results in RunResults.Read(folder).MapLeft(Failure.Of)
        let removed = RemoveCheckpoints(folder)
        select results;

    /// <summary>A table has a figure for either split.</summary>
    private static Either<Failure, Unit> Scored(RunResults results, ExperimentRow row) => new[] { "validation", "test" }.FirstOrDefault(split => results.Scores.Of(split) is null) is { } empty
        ? new Failure($"the {empty} split of '{row.Name}' has no rows; a table needs figures of it, so use more data")
        : Unit.Default;

    /// <summary>A row that is finished does not go on, and checkpoints of many rows take much of a disk.</summary>
    private static Unit RemoveCheckpoints(string folder)
    {
        try
        {
            Directory.Delete(RunFolder.CheckpointsOf(folder), recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The row is finished all the same.
        }

        return Unit.Default;
    }

    /// <summary>A run beside the rest of one that was broken off takes that one's place, which is kept under another name.</summary>
    private static Either<Failure, Unit> Move(string from, string to)
    {
        if (from == to) return Unit.Default;
        try
        {
            Directory.Move(to, $"{from}-unfinished");
            Directory.Move(from, to);
            return Unit.Default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{from}' cannot be moved to '{to}': {error.Message.TrimEnd('.')}");
        }
    }

    private static Either<Failure, IReadOnlyList<ModelScores>> Evaluate(Experiment experiment, RunSettings settings, string folder, Processes processes)
    {
        if (experiment.Evaluations is not { Count: > 0 } points || settings.IsPlain) return Either<Failure, IReadOnlyList<ModelScores>>.Right([]);
        return processes.Agreed(Opened(settings, folder)).Bind(opened => Evaluate(opened.Stored, points, settings, opened.Test, opened.Kind, processes));
    }

    private static Either<Failure, (StoredModel Stored, Dataset Test, EngineKind Kind)> Opened(RunSettings settings, string folder) =>
        from device in Machine.Prepare(settings)
        from data in DataSource.Load(settings)
        from choice in EngineChoice.Of(settings.Machine.Engine, device)
        from stored in ModelStore.Load(folder, device).MapLeft(Failure.Of).Bind(loaded => SavedModel.Whole(folder, loaded))
        select (stored, data.Test, choice.Kind);

    private static Either<Failure, IReadOnlyList<ModelScores>> Evaluate(StoredModel stored, IReadOnlyList<ExperimentPoint> points, RunSettings settings, Dataset test, EngineKind engine, Processes processes)
    {
        using var model = stored;
        var scores = new List<ModelScores>();
        foreach (var point in points)
        {
            var found = Scoring.Of(model, point.Rule ?? settings.Model.Rule, point.K, [("test", test)], engine, model.Device, processes);
            if (found.IsLeft) return found.Map<IReadOnlyList<ModelScores>>(_ => []);
            found.IfRight(scores.Add);
        }

        return scores;
    }
}
