using LanguageExt;

namespace Pics.Host;

/// <summary>What the files of a run say of it, without its data and without its model.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Settings">Its options; null if they cannot be read.</param>
/// <param name="Results">At its end, and where it was stopped.</param>
/// <param name="History">What it reported.</param>
/// <param name="Environment">Where it was trained; null for older runs.</param>
/// <param name="Changed">When it last wrote something.</param>
internal sealed record RunSummary(string Folder, RunState State, RunSettings? Settings, RunResults? Results, MetricsHistory History, RunEnvironment? Environment, DateTime Changed)
{
    public const string ModelName = "model.json";
    private const string TensorsName = "model.safetensors";

    /// <summary>Whether a folder is that of a run or of a model.</summary>
    public static bool IsRun(string folder) => File.Exists(Path.Combine(folder, RunFolder.ConfigName)) || File.Exists(Path.Combine(folder, ModelName));

    /// <summary>Looks at a folder; whatever is wrong with it is its state.</summary>
    public static RunSummary Of(string folder)
    {
        var isHeld = RunLock.IsHeld(folder); // first, so that a run that ends meanwhile has its results
        var (settings, noSettings) = Both(RunFolder.ReadSettings(folder));
        var (results, noResults) = File.Exists(Path.Combine(folder, RunResults.FileName)) ? Both(RunResults.Read(folder).MapLeft(Failure.Of)) : (null, null);
        var history = MetricsHistory.Read(folder);
        var step = Math.Max(history.Step, results?.Outcome.Steps ?? 0);
        RunState state =
            IsImported(folder) && !isHeld ? new RunState.Imported()
            : (noSettings ?? (isHeld ? null : noResults ?? (results is null ? null : ModelFault(folder)))) is { } why ? new RunState.Damaged(why)
            : isHeld ? new RunState.Running(step)
            : results is null or { Outcome.Reason: StopReason.Cancelled } ? new RunState.Interrupted(step)
            : new RunState.Finished(results.Outcome.Reason);
        return new(folder, state, settings, results, history, RunEnvironment.Read(folder), Time(folder));
    }

    /// <summary>The run in a folder; an error if there is none.</summary>
    public static Either<Failure, RunSummary> Read(string folder)
    {
        if (!Directory.Exists(folder)) return new Failure($"there is no folder '{folder}'; name a folder that 'train' wrote");
        return IsRun(folder) ? Of(folder) : RunFolder.ReadSettings(folder).Map(_ => Of(folder));
    }

    /// <summary>The figures of a split; null before the end, and for one without rows.</summary>
    public SplitScore? Score(string split) => Results?.Scores.Of(split);

    /// <summary>The bits per dimension of the best validation so far, NaN before the first.</summary>
    public double BestValidation => History.Best?.BitsPerDimension ?? Score("validation")?.BitsPerDimension ?? double.NaN;

    /// <summary>Steps done.</summary>
    public long Steps => State is RunState.Running ? History.Step : Math.Max(History.Step, Results?.Outcome.Steps ?? 0);

    /// <summary>Time of the run, seconds.</summary>
    public double Seconds => Results?.Outcome.Seconds ?? (History.Records.IsEmpty ? double.NaN : History.Records[^1].Seconds);

    /// <summary>Mean time of a step, seconds; NaN where it is not known.</summary>
    public double SecondsPerStep => Results?.Outcome.SecondsPerStep ?? History.Trained.Select(step => step.SecondsPerStep).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The data set for people, with the colour transform and the size of patches.</summary>
    public string Data => Settings is null ? string.Empty
        : Settings.Data.Label
            + (DataReading.Seen(Settings.Data) is { Length: > 0 } seen ? $" ({seen})" : string.Empty);

    /// <summary>PIC or PC, and QPC for the fixed numbers of one.</summary>
    public string Model => State is RunState.Imported ? "QPC" : Settings is null ? string.Empty : Settings.IsPlain ? "PC" : "PIC";

    /// <summary>The name of its folder.</summary>
    public string Name => Path.GetFileName(Path.GetFullPath(Folder).TrimEnd('/', '\\')) is { Length: > 0 } name ? name : Folder;

    /// <summary>Whether nothing was trained here: there are no options, or a model and no figures of its training.</summary>
    private static bool IsImported(string folder) => (!File.Exists(Path.Combine(folder, RunFolder.ConfigName)) && !(SavedModel.IsIn(folder) && File.Exists(Path.Combine(folder, RunResults.FileName))))
        || (!SavedModel.IsIn(folder) && File.Exists(Path.Combine(folder, ModelName)) && !File.Exists(Path.Combine(folder, MetricsFile.FileName)));

    /// <summary>What a run that has results lacks; null if nothing.</summary>
    private static string? ModelFault(string folder) => !File.Exists(Path.Combine(folder, ModelName))
        ? $"it has {RunResults.FileName} but no {ModelName}"
        : SafetensorsFile.Open(Path.Combine(folder, TensorsName)).MatchUnsafe<string?>(_ => null, error => error.Explain());

    private static (T? Value, string? Wrong) Both<T>(Either<Failure, T> read)
        where T : class => read.Match<(T?, string?)>(value => (value, null), failure => (null, failure.Sentence));

    private static DateTime Time(string folder) => new[] { RunFolder.ConfigName, MetricsFile.FileName, RunResults.FileName, ModelName }
        .Select(name => Path.Combine(folder, name))
        .Where(File.Exists)
        .Select(File.GetLastWriteTimeUtc)
        .DefaultIfEmpty()
        .Max();
}
