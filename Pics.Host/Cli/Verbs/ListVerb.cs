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
    private sealed record Entry(
        string Run,
        string State,
        string? Why,
        long Step,
        string? Dataset,
        string? Data,
        ColourTransform? Colour,
        string? Structure,
        MergeKind? Merge,
        ModelKind? Model,
        int? K,
        RuleKind? Rule,
        double? BestValidationLogLikelihood,
        double? BestValidationBitsPerDimension,
        double? TestLogLikelihood,
        double? TestBitsPerDimension,
        long? Parameters,
        double? Seconds,
        DateTime Changed)
    {
        public static IReadOnlyList<string> Names { get; } = [.. typeof(Entry).GetConstructors()[0].GetParameters().Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!))];

        /// <summary>A cell for each name.</summary>
        public IReadOnlyList<string> Cells() => [.. JsonSerializer.SerializeToElement(this, RunSettings.Json).EnumerateObject().Select(property => property.Value.ToString())];

        public static Entry Of(RunSummary run)
        {
            var (settings, best, test) = (run.Settings, run.History.Best, run.Score("test"));
            return new(
                run.Folder,
                run.State.Label,
                (run.State as RunState.Damaged)?.Why,
                run.Steps,
                settings?.Data.Dataset,
                settings?.Data.Path,
                settings?.Data.Colour,
                settings?.Structure.Name,
                settings?.Model.Merge,
                settings?.Model.Kind,
                settings?.Model.K,
                settings?.Model.Rule,
                best?.LogLikelihood ?? run.Score("validation")?.LogLikelihood,
                double.IsNaN(run.BestValidation) ? null : run.BestValidation,
                test?.LogLikelihood,
                test?.BitsPerDimension,
                run.Results?.Parameters,
                double.IsNaN(run.Seconds) ? null : run.Seconds,
                run.Changed);
        }
    }
}
