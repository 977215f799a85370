using System.CommandLine;
using System.CommandLine.Parsing;
using LanguageExt;

namespace Pics.Host;

/// <summary>Refuses options that were given and would be ignored beside others.</summary>
internal static class IdleOptions
{
    private const string Trees = "random-binary-trees";

    /// <summary>Whether the command line gives an option.</summary>
    public static bool IsGiven(ParseResult result, string name) => result.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is { } known && result.GetResult(known) is { Implicit: false };

    /// <summary>Refuses what has no meaning beside something else.</summary>
    public static Either<Failure, Unit> Alone(ParseResult result, string beside, params IEnumerable<string> names) =>
        names.FirstOrDefault(name => IsGiven(result, name)) is { } given
            ? new Failure($"{given} cannot be given with {beside}")
            : Unit.Default;

    /// <summary>Refuses what a run of some options would ignore, before its data are read. A configuration file has all options, so of it only data beside generated ones are refused.</summary>
    /// <param name="options">All options of a run.</param>
    /// <param name="effective">The command line, and what a configuration file adds to it.</param>
    /// <param name="result">The command line.</param>
    public static Either<Failure, WishedRun> Refuse(RunOptions options, ParseResult effective, ParseResult result)
    {
        var twice = options.Refuse(effective);
        if (twice.IsLeft) return twice.Map<WishedRun>(_ => null!);
        var wished = options.Wished(effective);
        var settings = wished.Settings;
        if (settings is { Data: { Dataset: ShapesDataset.Name, IsNamed: true } }) return new Failure($"{(settings.Data.Sql is null ? "--data" : "--sql")} cannot be given with --dataset {ShapesDataset.Name}, which is generated and reads no data; leave one of them out");
        if (settings.Data is { Sql: not null, Dataset: not DataSource.File and var named }) return new Failure($"--sql cannot be given with --dataset {named}, which has files of its own; leave one of them out");
        foreach (var (what, isUsed, names) in Uses(settings, mayBeTable: !wished.IsGiven("--structure") && settings.Data.Dataset != ShapesDataset.Name && !DataSource.AreImages(settings.Data)))
            if (!isUsed && names.FirstOrDefault(name => IsGiven(result, name) && !(options.ForSizes && name == options.Channels.Name)) is { } idle)
                return new Failure($"{idle} is for {what}; leave it out");
        return wished;
    }

    private static IEnumerable<(string What, bool IsUsed, string[] Names)> Uses(RunSettings settings, bool mayBeTable) =>
    [
        ("--structure poon-domingos", settings.Structure.Name == "poon-domingos", ["--distances"]),
        ($"--structure {Trees}", settings.Structure.Name == Trees, ["--depth", "--replicas"]),
        ($"--structure {Trees} and random-splits", settings.Structure.Name is Trees or "random-splits", ["--structure-seed"]),
        ($"--structure {Structures.HiddenChowLiuName}", mayBeTable || settings.Structure.Name == Structures.HiddenChowLiuName, ["--bins", "--smoothing"]),
        ("--model pic, whose functions are nets", !settings.IsPlain, ["--width", "--sigma", "--no-bias", "--sum"]),
        ("--model pic, whose K and nodes may change", !settings.IsPlain, ["--shift", "--refine", "--refine-by", "--net-nodes"]),
        ("--model pc, whose weights are free", settings.IsPlain, ["--from", "--prune"]),
        ("--optimiser em", settings.Learning.Optimiser == OptimiserKind.Em, ["--momentum", "--pseudo-count"]),
        ("--optimiser adam", settings.Learning.Optimiser == OptimiserKind.Adam, ["--weight-decay", "--reduction"]),
        ("--shift, since nets would learn nodes that stay", settings.Learning.Shift, ["--net-nodes"]),
        ("--refine, which says the K", settings.Learning.Refine is not null, ["--refine-by"]),
        ("steps that all ranks make together, and with --average-every each makes its own", settings.Learning.AverageEvery is null, ["--shards", "--sum"]),
        ("--schedule cosine", settings.Learning.Schedule == ScheduleKind.Cosine, ["--period", "--minimum-rate"]),
        ("rows that are held out, and --validation-data and --test-data leave none", settings.Data.ValidationData is null || settings.Data.TestData is null, ["--validation", "--split-seed"]),
        (
            $"data that are read, and --dataset {ShapesDataset.Name} is generated",
            settings.Data.Dataset != ShapesDataset.Name || settings.Data.ValidationData is not null || settings.Data.TestData is not null,
            [.. ReadingNames.ForPictures, "--levels", "--stream", "--array", .. ReadingNames.ForText, .. ReadingNames.ForTables]),
        ("tables, and the data are images", settings.Data.Dataset == ShapesDataset.Name || !DataSource.AreImages(settings.Data), [.. ReadingNames.ForText, .. ReadingNames.ForTables]),
    ];
}
