using System.Globalization;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>How a table is printed.</summary>
internal enum TableFormat
{
    Table,
    Json,
    Csv,
}

/// <summary><c>list</c>: the runs below a folder, and what has become of them.</summary>
internal static class ListVerb
{
    /// <summary>Where runs are if nothing else is said.</summary>
    public const string DefaultFolder = "runs";

    private const int LongestWhy = 60; // letters in the table; json and csv have all

    public static Either<Failure, int> Run(string folder, TableFormat format) => RunSearch.Below(folder).Map(found =>
    {
        var runs = found.Select(RunSummary.Of).ToList();
        if (format == TableFormat.Json) Console.Out.WriteLine(JsonSerializer.Serialize(runs.Select(Entry.Of), RunSettings.Json));
        else if (format == TableFormat.Csv) foreach (var line in ResultTable.Lines(Entry.Names, runs.Select(run => Entry.Of(run).Cells()))) Console.Out.WriteLine(line);
        else if (runs.Count == 0) Console.Out.WriteLine($"There are no runs below '{folder}'.");
        else Print(folder, runs);
        return 0;
    });

    private static void Print(string folder, IReadOnlyList<RunSummary> runs) => new TextTable(
        $"{Tables.Count(runs.Count)} run(s) below '{folder}'",
        ["run", "state", "data", "structure", "model", "K", "steps", "best validation, bpd", "test, bpd", "changed (UTC)"],
        [.. runs.Select(run => (IReadOnlyList<string>)
        [
            run.Folder,
            Short(run.State.Explain()),
            run.Data,
            run.Settings is { } settings ? Path.GetFileName(settings.Structure.Name) : string.Empty,
            run.Model,
            run.Settings?.Model.K.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
            run.Settings is null ? string.Empty : Tables.Count(run.Steps),
            Bits(run.BestValidation),
            Bits(run.Score("test")?.BitsPerDimension ?? double.NaN),
            run.Changed.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        ])]).Print();

    private static string Bits(double value) => double.IsNaN(value) ? "-" : Tables.Number(value, 4);

    private static string Short(string text) => text.Length <= LongestWhy ? text : $"{text.AsSpan(0, LongestWhy - 3)}...";

    /// <summary>A run for other programs; what is not known is null, or an empty cell.</summary>
    private sealed record Entry
    {
        public required string Run { get; init; }

        public required string State { get; init; }

        public string? Why { get; init; }

        public required long Step { get; init; }

        public string? Dataset { get; init; }

        public string? Data { get; init; }

        public ColourTransform? Colour { get; init; }

        public string? Structure { get; init; }

        public MergeKind? Merge { get; init; }

        public ModelKind? Model { get; init; }

        public int? K { get; init; }

        public RuleKind? Rule { get; init; }

        public double? BestValidationLogLikelihood { get; init; }

        public double? BestValidationBitsPerDimension { get; init; }

        public double? TestLogLikelihood { get; init; }

        public double? TestBitsPerDimension { get; init; }

        public long? Parameters { get; init; }

        public double? Seconds { get; init; }

        public required DateTime Changed { get; init; }

        public static IReadOnlyList<string> Names { get; } = [.. RunSettings.Json.GetTypeInfo(typeof(Entry)).Properties.Select(property => property.Name)];

        /// <summary>A cell for each name.</summary>
        public IReadOnlyList<string> Cells() => [.. JsonSerializer.SerializeToElement(this, RunSettings.Json).EnumerateObject().Select(property => property.Value.ToString())];

        public static Entry Of(RunSummary run)
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
                Structure = settings?.Structure.Name,
                Merge = settings?.Model.Merge,
                Model = settings?.Model.Kind,
                K = settings?.Model.K,
                Rule = settings?.Model.Rule,
                BestValidationLogLikelihood = best?.LogLikelihood ?? run.Score("validation")?.LogLikelihood,
                BestValidationBitsPerDimension = double.IsNaN(run.BestValidation) ? null : run.BestValidation,
                TestLogLikelihood = test?.LogLikelihood,
                TestBitsPerDimension = test?.BitsPerDimension,
                Parameters = run.Results?.Parameters,
                Seconds = double.IsNaN(run.Seconds) ? null : run.Seconds,
                Changed = run.Changed,
            };
        }
    }
}
