using System.Text.Json;

namespace Pics.Host;

/// <summary>A run for other programs; what is not known is null, or an empty cell.</summary>
internal sealed record RunEntry
{
    public required string Run { get; init; }

    public required string State { get; init; }

    public string? Why { get; init; }

    public required long Step { get; init; }

    public string? Dataset { get; init; }

    public string? Data { get; init; }

    public ColourTransform? Colour { get; init; }

    public string? Patch { get; init; }

    public string? Structure { get; init; }

    public MergeKind? Merge { get; init; }

    public ModelKind? Model { get; init; }

    public int? K { get; init; }

    /// <summary>How K grew while training; null where it did not.</summary>
    public string? Refine { get; init; }

    public RuleKind? Rule { get; init; }

    public double? BestValidationLogLikelihood { get; init; }

    public double? BestValidationBitsPerDimension { get; init; }

    public double? TestLogLikelihood { get; init; }

    public double? TestBitsPerDimension { get; init; }

    /// <summary>The part of the dimensions of the test rows that is observed.</summary>
    public double? TestObserved { get; init; }

    public long? Parameters { get; init; }

    public double? Seconds { get; init; }

    public required DateTime Changed { get; init; }

    public static IReadOnlyList<string> Names { get; } = [.. RunSettings.Json.GetTypeInfo(typeof(RunEntry)).Properties.Select(property => property.Name)];

    /// <summary>A cell for each name.</summary>
    public IReadOnlyList<string> Cells() => [.. JsonSerializer.SerializeToElement(this, RunSettings.Json).EnumerateObject().Select(property => property.Value.ToString())];

    public static RunEntry Of(RunSummary run)
    {
        var (settings, best, test) = (run.Settings, run.History.Best, run.Score("test"));
        return new()
        {
            Run = run.Folder,
            State = run.State.Label,
            Why = (run.State as RunState.Damaged)?.Why,
            Step = run.Steps,
            Dataset = settings?.Data.Dataset,
            Data = settings?.Data.Path,
            Colour = settings?.Data.Colour,
            Patch = settings?.Data.Patch?.ToString(),
            Structure = settings?.Structure.Name,
            Merge = settings?.Model.Merge,
            Model = settings?.Model.Kind,
            K = settings?.Model.K,
            Refine = settings?.Learning.Refine,
            Rule = settings?.Model.Rule,
            BestValidationLogLikelihood = best?.LogLikelihood ?? run.Score("validation")?.LogLikelihood,
            BestValidationBitsPerDimension = JsonOutput.Known(run.BestValidation),
            TestLogLikelihood = test?.LogLikelihood,
            TestBitsPerDimension = JsonOutput.Known(test?.KnownBits() ?? double.NaN),
            TestObserved = test?.Observed,
            Parameters = run.Results?.Parameters,
            Seconds = JsonOutput.Known(run.Seconds),
            Changed = run.Changed,
        };
    }
}
