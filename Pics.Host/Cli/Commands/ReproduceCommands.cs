using System.CommandLine;

namespace Pics.Host;

/// <summary>The verb that runs named experiments.</summary>
internal static class ReproduceCommands
{
    private const double Patience = 1e9; // seconds: a rank that trains is waited for, and a launcher ends all where one dies

    /// <param name="report">Says how a verb ended.</param>
    /// <param name="needsTorch">Runs what needs the native library.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Command Create(Func<LanguageExt.Either<Failure, int>, int> report, Func<Func<LanguageExt.Either<Failure, int>>, LanguageExt.Either<Failure, int>> needsTorch, CancellationToken cancellation)
    {
        var name = new Argument<string?>("experiment") { Description = "One of those that are listed without it, or a JSON file.", DefaultValueFactory = _ => null };
        var folder = new Option<string?>("--out") { Description = "Folder of the runs and tables; runs that finished there are not repeated. [default: runs/reproduce-NAME]" };
        var data = new Option<string?>("--data") { Description = "Folder with one folder per data set." };
        var only = new Option<string?>("--only") { Description = "Only the row of this name, or else rows whose name has it in it." };
        var python = new Option<string>("--python") { Description = "The interpreter whose scikit-learn is compared with by the experiment tables.", DefaultValueFactory = _ => "python3" };
        var seconds = RealNumber.Of("--seconds", "Seconds that each model of the experiment against is trained at most.", ReproduceAgainstVerb.Seconds);
        var ranks = new RankOptions();
        var command = new Command("reproduce", "Run a named experiment, one training run per row and seed, and write its table; without a name, list them.") { name, folder, data, only, python, seconds, ranks.Wanted };
        LanguageExt.Either<Failure, int> Other(ParseResult result, string wanted) =>
            from used in IdleOptions.Alone(result, $"another experiment than {ReproduceTablesVerb.Name}", python.Name)
            from timed in IdleOptions.Alone(result, $"another experiment than {ReproduceAgainstVerb.Name}", seconds.Name)
            from code in Processes.Among(result.GetValue(ranks.Wanted), Patience, "start it again, and it goes on", processes => ReproduceVerb.Run(wanted, result.GetValue(folder), result.GetValue(data), result.GetValue(only), processes, cancellation))
            select code;
        LanguageExt.Either<Failure, int> Alone(ParseResult result, string wanted, (Option Option, string Of) idle, Func<LanguageExt.Either<Failure, int>> verb) =>
            from used in IdleOptions.Alone(result, $"another experiment than {idle.Of}", idle.Option.Name)
            from alone in IdleOptions.Alone(result, $"the experiment {wanted}, which one process makes", ranks.Wanted.Name)
            from code in needsTorch(verb)
            select code;
        command.SetAction(result => report(result.GetValue(name) switch
        {
            null => IdleOptions.Alone(result, "no experiment; name one", folder.Name, data.Name, only.Name, python.Name, seconds.Name, ranks.Wanted.Name).Bind(_ => ReproduceVerb.List()),
            ReproduceTablesVerb.Name => Alone(result, ReproduceTablesVerb.Name, (seconds, ReproduceAgainstVerb.Name), () => ReproduceTablesVerb.Run(result.GetValue(folder), result.GetValue(data), result.GetValue(only), result.GetValue(python)!, cancellation)),
            ReproduceAgainstVerb.Name => Alone(result, ReproduceAgainstVerb.Name, (python, ReproduceTablesVerb.Name), () => ReproduceAgainstVerb.Run(result.GetValue(folder), result.GetValue(data), result.GetValue(only), result.GetValue(seconds), cancellation)),
            var wanted => Other(result, wanted),
        }));
        return command;
    }
}
