using System.CommandLine;

namespace Pics.Host;

/// <summary>The verb that runs named experiments.</summary>
internal static class ReproduceCommands
{
    /// <summary>The name of the argument that names one.</summary>
    public const string Experiment = "experiment";

    /// <param name="run">Runs a verb, with the native library where an experiment is named, and says how it ended.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Command Create(Func<ParseResult, Func<LanguageExt.Either<Failure, int>>, int> run, CancellationToken cancellation)
    {
        var name = new Argument<string?>(Experiment) { Description = "One of those that are listed without it, or a JSON file.", DefaultValueFactory = _ => null };
        var folder = new Option<string?>("--out") { Description = "Folder of the runs and tables; runs that finished there are not repeated. [default: runs/reproduce-NAME]" };
        var data = new Option<string?>("--data") { Description = "Folder with one folder per data set." };
        var only = new Option<string?>("--only") { Description = "Only rows whose name has this in it." };
        var python = new Option<string>("--python") { Description = "The interpreter whose scikit-learn is compared with by the experiment tables.", DefaultValueFactory = _ => "python3" };
        var seconds = RealNumber.Of("--seconds", "Seconds that each model of the experiment against is trained at most.", ReproduceAgainstVerb.Seconds);
        var command = new Command("reproduce", "Run a named experiment, one training run per row and seed, and write its table; without a name, list them.") { name, folder, data, only, python, seconds };
        LanguageExt.Either<Failure, int> Other(ParseResult result, string wanted) =>
            from used in IdleOptions.Alone(result, $"another experiment than {ReproduceTablesVerb.Name}", python.Name)
            from timed in IdleOptions.Alone(result, $"another experiment than {ReproduceAgainstVerb.Name}", seconds.Name)
            from code in ReproduceVerb.Run(wanted, result.GetValue(folder), result.GetValue(data), result.GetValue(only), cancellation)
            select code;
        command.SetAction(result => run(result, () => result.GetValue(name) switch
        {
            null => IdleOptions.Alone(result, "no experiment; name one", folder.Name, data.Name, only.Name, python.Name, seconds.Name).Bind(_ => ReproduceVerb.List()),
            ReproduceTablesVerb.Name => IdleOptions.Alone(result, $"another experiment than {ReproduceAgainstVerb.Name}", seconds.Name).Bind(_ => ReproduceTablesVerb.Run(result.GetValue(folder), result.GetValue(data), result.GetValue(only), result.GetValue(python)!, cancellation)),
            ReproduceAgainstVerb.Name => IdleOptions.Alone(result, $"another experiment than {ReproduceTablesVerb.Name}", python.Name).Bind(_ => ReproduceAgainstVerb.Run(result.GetValue(folder), result.GetValue(data), result.GetValue(only), result.GetValue(seconds), cancellation)),
            var wanted => Other(result, wanted),
        }));
        return command;
    }
}
