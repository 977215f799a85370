using System.Globalization;
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
        if (format == TableFormat.Json) Console.Out.WriteLine(JsonOutput.Text(runs.Select(RunEntry.Of).ToList()));
        else if (format == TableFormat.Csv) foreach (var line in ResultTable.Lines(RunEntry.Names, runs.Select(run => RunEntry.Of(run).Cells()))) Console.Out.WriteLine(line);
        else if (runs.Count == 0) Console.Out.WriteLine($"There are no runs below '{folder}'.");
        else Print(folder, runs);
        return 0;
    });

    private static void Print(string folder, IReadOnlyList<RunSummary> runs)
    {
        Table(folder, runs).Print();
        if (EarlierBits.Sentence(runs, [.. runs.Select(run => run.Folder)]) is { } sentence) Console.Out.WriteLine(sentence);
    }

    private static TextTable Table(string folder, IReadOnlyList<RunSummary> runs) => new(
        $"{Tables.Count(runs.Count)} run(s) below '{folder}'",
        ["run", "state", "data", "structure", "model", "K", "steps", "best validation, bpd", "test, bpd", "changed (UTC)"],
        [.. runs.Select(run => (IReadOnlyList<string>)
        [
            run.Folder,
            Short(run.State.Explain()),
            run.Data,
            run.Settings is { } settings ? Path.GetFileName(settings.Structure.Name) : string.Empty,
            run.Model,
            run.Settings is { } own ? Nodes(own) : string.Empty,
            run.Settings is null ? string.Empty : Tables.Count(run.Steps),
            Bits(run.BestValidation),
            Bits(run.Score("test")?.KnownBits() ?? double.NaN),
            run.Changed.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        ])]);

    /// <summary>K of use, and in brackets those it grew by.</summary>
    private static string Nodes(RunSettings settings) => string.Create(CultureInfo.InvariantCulture, $"{settings.Model.K}{(settings.Learning.Refine is { } stages ? $" ({stages})" : string.Empty)}");

    private static string Bits(double value) => double.IsNaN(value) ? "-" : Tables.Number(value, 4);

    private static string Short(string text) => text.Length <= LongestWhy ? text : $"{text.AsSpan(0, LongestWhy - 3)}...";
}
