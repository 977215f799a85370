using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>What must hold before anything is measured.</summary>
internal static class BenchChecks
{
    public static Either<Failure, Unit> Refuse(BenchSettings settings) =>
        Wrong(settings) is { } sentence ? new Failure(sentence) : TrainingSetup.NetError(settings.Run);

    /// <summary>Refuses an effort or files that cannot be.</summary>
    public static Either<Failure, Unit> Refuse(Effort effort, BenchFiles files) => (Wrong(effort) ?? Wrong(files)) is { } sentence ? new Failure(sentence) : Unit.Default;

    private static string? Wrong(Effort effort) =>
        Outside("--repeat", effort.Repeat, 1, 100_000)
        ?? (effort.MinSeconds is >= 0 and <= 3600 ? null : $"--min-seconds is {Text(effort.MinSeconds)}; it must be 0 to 3600");

    private static string? Wrong(BenchFiles files) => NoFile("--json", files.Json, OutputPath.Json) ?? NoFile("--markdown", files.Markdown, ".md");

    private static string? Wrong(BenchSettings settings) =>
        Wrong(settings.Effort)
        ?? Outside("--rows", settings.Rows, 1, 10_000_000)
        ?? Outside("--net-nodes", settings.Run.Learning.NetNodes, 0, 1 << 16)
        ?? Outside("--steps", settings.Steps, 1, 1_000_000)
        ?? settings.BatchSizes.Select(size => Outside("--batch-size", size, 1, 1 << 20)).FirstOrDefault(sentence => sentence is not null)
        ?? (settings.Tolerance is null or > 0 ? null : $"--tolerance is {Text(settings.Tolerance.Value)}; it must be a positive number")
        ?? (settings.IsGenerated && settings.Run.Data.Path is not null ? "--data needs --dataset with the name of the data set" : null)
        ?? (settings.IsSweep && settings.Preset is not null ? "--sweep and --preset exclude each other; give one of them" : null)
        ?? (settings.K.Count > 0 && (settings.IsSweep || settings.Preset is not null) ? "--k cannot be given with --sweep or --preset, which have numbers of nodes of their own" : null)
        ?? (settings.WithPlain && !settings.IsSweep && settings.Run.IsPlain ? "--with-pc compares a PIC with its PC; leave --model pc out" : null)
        ?? Wrong(BenchFiles.Of(settings));

    private static string? Outside(string option, int value, int least, int most) =>
        value >= least && value <= most ? null : $"{option} is {value}; it must be {least} to {most}";

    /// <summary>Found out before the measurements rather than after them.</summary>
    private static string? NoFile(string option, string? path, string ending) => OutputPath.Check(option, path, ending).MatchUnsafe<string?>(_ => null, failure => failure.Sentence);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
