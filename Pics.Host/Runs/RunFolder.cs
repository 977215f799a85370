using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>What a run leaves behind: config.json, data.json, columns.json where there are columns, metrics.jsonl, results.json, model.json and model.safetensors.</summary>
internal sealed class RunFolder : IDisposable
{
    private static readonly JsonSerializerOptions Line = new(RunSettings.Json) { WriteIndented = false };

    private readonly StreamWriter metrics;

    private RunFolder(string path, StreamWriter metrics) => (Path, this.metrics) = (path, metrics);

    public string Path { get; }

    /// <summary>A new folder with the configuration in it; one that holds a run already is refused.</summary>
    public static Either<Failure, RunFolder> Create(string? wanted, RunSettings settings)
    {
        var path = wanted ?? Free($"{settings.Dataset}-{System.IO.Path.GetFileNameWithoutExtension(settings.Structure)}-{settings.Merge}-k{settings.K}-{settings.Model}".ToLowerInvariant());
        if (File.Exists(path)) return new Failure($"--out is '{path}', which is a file; it must be a new or empty folder");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            return new Failure($"--out is '{path}', which is not empty; it must be a new or empty folder, so that no run is lost");
        try
        {
            Directory.CreateDirectory(path);
            var metrics = new StreamWriter(System.IO.Path.Combine(path, "metrics.jsonl"), append: false) { AutoFlush = true };
            var folder = new RunFolder(path, metrics);
            return folder.WriteJson("config.json", settings).Map(_ => folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"the run folder '{path}' cannot be written: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The configuration that a run was started with.</summary>
    public static Either<Failure, RunSettings> ReadSettings(string path)
    {
        var file = System.IO.Path.Combine(path, "config.json");
        if (!File.Exists(file)) return new Failure($"'{path}' is not a run folder: it has no config.json; name a folder that 'train' wrote");
        try
        {
            return JsonSerializer.Deserialize<RunSettings>(File.ReadAllText(file), RunSettings.Json) is { } settings
                ? settings
                : new Failure($"'{file}' is empty; expected the options of a run");
        }
        catch (JsonException error)
        {
            return new Failure($"'{file}' does not hold the options of a run: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{file}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Adds a line to metrics.jsonl.</summary>
    public void Append(TrainingRecord record) => metrics.WriteLine(record.Match(
        trained => JsonSerializer.Serialize(new { kind = "train", trained.Step, trained.Epoch, trained.LogLikelihood, trained.BitsPerDimension, trained.Seconds, trained.LearningRate }, Line),
        validated => JsonSerializer.Serialize(new { kind = "validation", validated.Step, validated.Epoch, validated.LogLikelihood, validated.BitsPerDimension, validated.Seconds, validated.IsBest }, Line)));

    /// <summary>Writes a value as JSON, atomically.</summary>
    public Either<Failure, Unit> WriteJson<T>(string name, T value) =>
        AtomicFile.WriteText(System.IO.Path.Combine(Path, name), JsonSerializer.Serialize(value, RunSettings.Json) + "\n").MapLeft(Failure.Of);

    public void Dispose() => metrics.Dispose();

    private static string Free(string name)
    {
        var path = System.IO.Path.Combine("runs", name);
        return Enumerable.Range(1, int.MaxValue).Select(count => count == 1 ? path : $"{path}-{count}").First(candidate => !Directory.Exists(candidate));
    }
}
