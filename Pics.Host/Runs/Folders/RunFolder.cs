using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>
/// What a run leaves behind, held by this process: config.json, data.json, rows.json, columns.json where there are columns, environment.json, metrics.jsonl, events,
/// checkpoints, trouble where there was some, results.json, model.json and model.safetensors.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    public const string ConfigName = "config.json";

    private const string SettingsFault = "does not hold the options of a run";

    private readonly RunLock held;

    private RunFolder(string path, RunLock held, FileWriter writer) => (Path, this.held, Writer) = (path, held, writer);

    public string Path { get; }

    /// <summary>What writes its files.</summary>
    public FileWriter Writer { get; }

    /// <summary>Where its checkpoints are.</summary>
    public string Checkpoints => CheckpointsOf(Path);

    /// <summary>Where its troubles are described.</summary>
    public string Troubles => System.IO.Path.Combine(Path, "trouble");

    /// <summary>Where the checkpoints of a run are.</summary>
    public static string CheckpointsOf(string path) => System.IO.Path.Combine(path, "checkpoints");

    /// <summary>A new folder with the configuration in it; one that holds a run already is refused.</summary>
    public static Either<Failure, RunFolder> Create(string? wanted, RunSettings settings, FileWriter writer)
    {
        var path = wanted ?? Free($"{System.IO.Path.GetFileNameWithoutExtension(settings.Data.Label)}-{System.IO.Path.GetFileNameWithoutExtension(settings.Structure.Name)}-{settings.Model.Merge}-k{settings.Model.K}-{settings.Model.Kind}".ToLowerInvariant());
        if (File.Exists(path)) return new Failure($"--out is '{path}', which is a file; it must be a new or empty folder");
        if (OutputPath.CheckFolder("--out", path) is { IsLeft: true } file) return file.Map<RunFolder>(_ => null!);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            return new Failure($"--out is '{path}', which is not empty; it must be a new or empty folder, so that no run is lost");
        try
        {
            Directory.CreateDirectory(path);
            return Open(path, writer).Bind(folder => folder.OrClosed(folder.WriteSettings(settings)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"the run folder '{path}' cannot be written: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>A folder that is there, held by this process alone.</summary>
    public static Either<Failure, RunFolder> Open(string path, FileWriter writer) => RunLock.Take(path).Map(held => new RunFolder(path, held, writer));

    /// <summary>The configuration that a run was started with; of a model that was saved without one, that of the model and the defaults.</summary>
    public static Either<Failure, RunSettings> ReadSettings(string path)
    {
        var file = System.IO.Path.Combine(path, ConfigName);
        if (!File.Exists(file))
            return SavedModel.IsIn(path)
                ? SavedModel.Settings(path)
                : new Failure(File.Exists(System.IO.Path.Combine(path, RunSummary.ModelName))
                    ? $"'{path}' holds a model, but nothing says what its columns are: it has no {RunData.FileName}, as ModelStore.Save writes the circuit and its parameters alone; save it with PicModel.Of and PicModel.Save, which write the columns too"
                    : $"'{path}' is not a run folder: it has no config.json; name a folder that 'train' wrote");
        return RunSettingsJson.ReadFile(file, SettingsFault).Bind(settings => Possible(settings, file)).Map(settings => WithCopy(settings, path));
    }

    /// <summary>A configuration that is not in a run folder yet.</summary>
    public static Either<Failure, RunSettings> ParseSettings(string text, string source) =>
        RunSettingsJson.Read(text, source, SettingsFault).Bind(settings => Possible(settings, source));

    /// <summary>Writes the configuration.</summary>
    public Either<Failure, Unit> WriteSettings(RunSettings settings) => WriteJson(ConfigName, settings);

    /// <summary>Writes a value as JSON, atomically.</summary>
    public Either<Failure, Unit> WriteJson<T>(string name, T value) => WriteText(name, JsonSerializer.Serialize(value, RunSettings.Json) + "\n");

    /// <summary>Writes a text, atomically.</summary>
    public Either<Failure, Unit> WriteText(string name, string text) =>
        Writer(System.IO.Path.Combine(Path, name), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text))).MapLeft(Failure.Of);

    /// <summary>This folder if something was done in it, else the failure with the folder let go of.</summary>
    public Either<Failure, RunFolder> OrClosed(Either<Failure, Unit> done)
    {
        if (done.IsLeft) Dispose();
        return done.Map(_ => this);
    }

    public void Dispose() => held.Dispose();

    private static Either<Failure, RunSettings> Possible(RunSettings settings, string file) => settings.FindFault(file) is { } failure ? failure : settings.AsLatest();

    /// <summary>The options with the copy of the structure's file, if the folder has one.</summary>
    private static RunSettings WithCopy(RunSettings settings, string path) => System.IO.Path.Combine(path, StructureFile.CopyName) is var copy && Structures.IsFile(settings) && File.Exists(copy)
        ? settings with { Structure = settings.Structure.WithCopy(copy) }
        : settings;

    private static string Free(string name)
    {
        var path = System.IO.Path.Combine("runs", name);
        return Enumerable.Range(1, int.MaxValue).Select(count => count == 1 ? path : $"{path}-{count}").First(candidate => !Directory.Exists(candidate));
    }
}
