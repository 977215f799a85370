using System.CommandLine;

namespace Pics.Host;

/// <summary>The verbs between runs and files that other tools read: export, import.</summary>
internal static class ExchangeCommands
{
    /// <param name="report">Runs a verb and reports how it ended.</param>
    public static IEnumerable<(string Name, Func<Command> Make)> Verbs(Func<Func<LanguageExt.Either<Failure, int>>, int> report) => [("export", () => Export(report)), ("import", () => Import(report))];

    private static Command Export(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var options = new QueryOptions();
        var to = Choice.Optional<ExportFormat>("--to", "Format of the file: {words} [default: as the name of --out ends]");
        var path = new Option<string>("--out") { Description = "The file, which ends with .safetensors, .npz or .onnx.", Required = true };
        var precision = Choice.Optional<ExportPrecision>("--precision", "Numbers: {words} [default: as trained]");
        var command = new Command("export", "Write a run's circuit at a K and rule, with its parameters, for other tools.") { options.Folder, to, path, precision };
        return options.AddTo(command, result => report(() => ExportVerb.Run(options.Bind(result), new(result.GetValue(to), result.GetValue(path)!, result.GetValue(precision)))));
    }

    private static Command Import(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var file = new Argument<string>("file") { Description = "A .safetensors or .npz file that export wrote." };
        var folder = new Option<string>("--out") { Description = "Run folder, new or empty.", Required = true };
        var command = new Command("import", "Make a run folder of an exported circuit, for all verbs that ask a run.") { file, folder };
        command.SetAction(result => report(() => ImportVerb.Run(result.GetValue(file)!, result.GetValue(folder)!)));
        return command;
    }
}
