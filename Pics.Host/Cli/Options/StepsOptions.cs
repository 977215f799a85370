using System.CommandLine;

namespace Pics.Host;

/// <summary>The options of <c>bench steps</c>: those of a training run, how many steps and how often memory is looked at.</summary>
internal sealed class StepsOptions
{
    private readonly RunOptions run = new();

    public Option<int> Steps { get; } = new("--steps") { Description = "Training steps.", DefaultValueFactory = _ => 10_000 };

    public Option<int> Every { get; } = new("--every") { Description = "Steps between two looks at memory.", DefaultValueFactory = _ => 250 };

    public Option<string?> Json { get; } = new("--json") { Description = "File for all figures." };

    /// <summary>Gives them to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Steps, Every, Json }.Concat(run.All.Where(option => option != Limit))) command.Options.Add(option);
        Limit.Hidden = true; // the number of steps is it
        command.Options.Add(Limit);
    }

    /// <summary>The options of the run; limits that it has not are refused.</summary>
    public LanguageExt.Either<Failure, WishedRun> Bind(ParseResult result) =>
        from limits in IdleOptions.Alone(result, "bench steps, which makes as many as --steps says", "--max-steps", "--max-seconds", "--max-epochs", "--patience")
        from settings in IdleOptions.Refuse(run, result, result)
        select settings;

    private Option Limit => run.All.First(option => option.Name == "--max-steps");
}
