using System.Text.Json;

namespace Pics.Host;

/// <summary>What memory is measured of.</summary>
internal enum MemoryTask
{
    Training,
    Evaluation,
    Score,
    Sample,
}

/// <summary>One measurement of memory, made in a process of its own.</summary>
/// <param name="Run">What is modelled.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Task">What is done.</param>
/// <param name="Generated">Size of the images where they are generated.</param>
/// <param name="Pixels">What they are like; null where data are read.</param>
internal sealed record MemoryCase(RunSettings Run, EngineKind Engine, MemoryTask Task, MemoryCase.Size Generated, PixelKind? Pixels)
{
    /// <summary>The size of generated images.</summary>
    internal sealed record Size(int Height, int Width, int Channels, int Categories);

    /// <summary>The setting in a few words.</summary>
    public string Name => $"{Cases.Name(Run)}{(Run.IsPlain ? string.Empty : $" {Letter(Run.Model.InputSharing)}-{Letter(Run.Model.IntegralSharing)}")}";

    /// <summary>As a word of a command line.</summary>
    public string Word() => JsonSerializer.Serialize(new { Run, Engine, Task, Generated, Pixels }, RunSettings.Json);

    /// <summary>From a word of a command line.</summary>
    public static LanguageExt.Either<Failure, MemoryCase> Read(string word)
    {
        try
        {
            return JsonSerializer.Deserialize<MemoryCase>(word, RunSettings.Json) is { } found ? found : new Failure("the case is empty");
        }
        catch (JsonException error)
        {
            return new Failure($"the case is not one of 'bench memory': {JsonFault.Of(error, word)}");
        }
    }

    /// <summary>The case as settings of a measurement, to load its data with.</summary>
    public BenchSettings Settings() => new()
    {
        Run = Run,
        Generated = new(Generated.Height, Generated.Width, Generated.Channels, Generated.Categories),
        IsGenerated = Pixels is not null,
        Pixels = Pixels ?? PixelKind.Grey,
        K = [Run.Model.K],
        BatchSizes = [Run.Learning.BatchSize],
    };

    /// <summary>The cases of a call: its own, or those of <see cref="MemoryGrid"/>.</summary>
    public static IReadOnlyList<MemoryCase> Of(BenchSettings settings, EngineKind engine)
    {
        if (settings.Preset == Preset.Memory) return MemoryGrid.Of(settings);
        return [.. from run in Cases.Of(settings)
                   from kind in new[] { engine, EngineKind.Reference }.Distinct()
                   select Of(settings, run, kind, MemoryTask.Training)];
    }

    /// <summary>A case on the data of a call.</summary>
    public static MemoryCase Of(BenchSettings settings, RunSettings run, EngineKind engine, MemoryTask task) => new(
        run, engine, task, new(settings.Generated.Height, settings.Generated.Width, settings.Generated.Channels, settings.Generated.Categories), settings.IsGenerated ? settings.Pixels : null);

    private static char Letter(Sharing sharing) => sharing.ToString()[0];
}
