using System.CommandLine;

namespace Pics.Host;

/// <summary>The options of <c>bench steps</c>: those of a training run, how many steps and how often memory is looked at.</summary>
internal static class StepsOptions
{
    /// <summary>The command.</summary>
    /// <param name="run">Runs it and reports how it ended.</param>
    /// <param name="cancellation">Stops the run after a step; what was measured is shown.</param>
    public static Command Command(Func<Func<LanguageExt.Either<Failure, int>>, int> run, CancellationToken cancellation)
    {
        var options = new RunOptions();
        var steps = new Option<int>("--steps") { Description = "Training steps.", DefaultValueFactory = _ => 10_000 };
        var every = new Option<int>("--every") { Description = "Steps between two looks at memory.", DefaultValueFactory = _ => 250 };
        var json = new Option<string?>("--json") { Description = "File for all figures." };
        var command = new Command("steps", "Memory over many training steps, with validations and epochs: managed heap, resident memory and tensors, which should stay flat.") { steps, every, json };
        foreach (var option in options.All.Where(option => option.Name is not "--max-steps")) command.Options.Add(option);
        var limit = options.All.First(option => option.Name == "--max-steps");
        limit.Hidden = true;
        command.Options.Add(limit);
        command.SetAction(result => run(() => BenchStepsVerb.Run(options.Bind(result), result.GetValue(steps), result.GetValue(every), result.GetValue(json), cancellation)));
        return command;
    }
}
