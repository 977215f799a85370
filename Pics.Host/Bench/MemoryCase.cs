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
/// <param name="Height">Rows of pixels of generated images.</param>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Channels">Channels of a pixel.</param>
/// <param name="Categories">Values of a channel.</param>
/// <param name="Pixels">What generated images are like; null where data are read.</param>
internal sealed record MemoryCase(RunSettings Run, EngineKind Engine, MemoryTask Task, int Height, int Width, int Channels, int Categories, PixelKind? Pixels)
{
    /// <summary>The setting in a few words.</summary>
    public string Name => $"{Cases.Name(Run)}{(Run.IsPlain ? string.Empty : $" {Letter(Run.InputSharing)}-{Letter(Run.IntegralSharing)}")}";

    /// <summary>As a word of a command line.</summary>
    public string Word() => JsonSerializer.Serialize(new { Run, Engine, Task, Height, Width, Channels, Categories, Pixels }, RunSettings.Json);

    /// <summary>From a word of a command line.</summary>
    public static LanguageExt.Either<Failure, MemoryCase> Read(string word)
    {
        try
        {
            return JsonSerializer.Deserialize<MemoryCase>(word, RunSettings.Json) is { } found ? found : new Failure("the case is empty");
        }
        catch (JsonException error)
        {
            return new Failure($"the case is not one of 'bench memory': {error.Message}");
        }
    }

    /// <summary>The case as settings of a measurement, to load its data with.</summary>
    public BenchSettings Settings() => new(
        Run, new(Height, Width, Channels, Categories), Pixels is not null, Pixels ?? PixelKind.Grey, [Run.K], [Run.BatchSize], null, false, false, EngineOption.Auto, false, null, new(1, 0), 1, 1, null, null);

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
        run, engine, task, settings.Generated.Height, settings.Generated.Width, settings.Generated.Channels, settings.Generated.Categories, settings.IsGenerated ? settings.Pixels : null);

    private static char Letter(Sharing sharing) => sharing.ToString()[0];
}
