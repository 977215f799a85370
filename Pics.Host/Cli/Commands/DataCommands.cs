using System.CommandLine;

namespace Pics.Host;

/// <summary>The verb <c>data</c>: what a file or folder holds, and how to get the standard ones.</summary>
internal static class DataCommands
{
    /// <param name="report">Reports how it ended.</param>
    /// <param name="cancellation">Stops a download; it can go on later.</param>
    public static Command Create(Func<LanguageExt.Either<Failure, int>, int> report, CancellationToken cancellation) =>
        new("data", "Look at data, or fetch them.") { Describe(report), Fetch(report, cancellation) };

    private static Command Describe(Func<LanguageExt.Either<Failure, int>, int> report)
    {
        var path = new Argument<string?>("path") { Description = "A file or folder, the same as --data.", DefaultValueFactory = _ => null };
        var data = new Option<string?>("--data") { Description = "A file or folder, the same as the argument." };
        var json = new Option<string?>("--json") { Description = "File for what is printed, as JSON." };
        var write = new Option<string?>("--write-schema") { Description = "File for the columns of a table, for --schema." };
        var reading = new ReadingOptions();
        var command = new Command("describe", "Say what a file or folder holds: format, rows, variables, values, columns.") { path, data, json, write };
        foreach (var option in reading.All) command.Options.Add(option);
        LanguageExt.Either<Failure, LanguageExt.Unit> Idle(ParseResult result) => (result.GetValue(path), result.GetValue(data)) switch
        {
            ({ } one, { } other) when one != other => new Failure($"--data is '{other}', and the data are also given as '{one}'; give one of them"),
            _ when IdleOptions.IsGiven(result, reading.Unseen.Name) && result.GetValue(reading.Unseen) != UnseenValues.Other => new Failure($"--unseen {Choice.Word(result.GetValue(reading.Unseen))} is for rows that a model takes, and there is none; only --unseen other says something of what is learned"),
            _ => LanguageExt.Unit.Default,
        };
        command.SetAction(result => report(Idle(result).Bind(_ => DescribeVerb.Run(
            result.GetValue(path) ?? result.GetValue(data),
            new() { Data = reading.Bind(result) },
            name => IdleOptions.IsGiven(result, name),
            result.GetValue(json),
            result.GetValue(write)))));
        return command;
    }

    private static Command Fetch(Func<LanguageExt.Either<Failure, int>, int> report, CancellationToken cancellation)
    {
        var name = new Argument<string>("name") { Description = $"Data set: {KnownDownloads.Names}." };
        var to = new Option<string?>("--to") { Description = "Folder for the files. [default: the folder where runs look for them]" };
        var from = new Option<string?>("--from") { Description = "Address of a folder with the same files. [default: the official one]" };
        var command = new Command("fetch", "Download the standard files of a data set and check them; goes on where an earlier try ended.") { name, to, from };
        command.SetAction(result => report(FetchVerb.Run(result.GetValue(name)!, result.GetValue(to), result.GetValue(from), cancellation)));
        return command;
    }
}
