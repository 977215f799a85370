using System.CommandLine;

namespace Pics.Host;

/// <summary>The options of <c>bench scale</c>: those of a training run, the network, and which numbers of ranks are measured.</summary>
internal sealed class ScaleOptions
{
    private static readonly string[] Idle = ["--max-steps", "--max-seconds", "--max-epochs", "--patience", "--validate-every", "--report-every", "--checkpoint-every", "--keep-checkpoints", "--trouble-factor", "--trouble-retries", "--min-delta", "--sum", "--threads"];

    private readonly RunOptions run = new();

    private readonly Option<int[]> ranks = new("--ranks") { Description = "Numbers of ranks that are measured on this machine, beside one process; none with 0. [default: 1 2]", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int> steps = new("--steps") { Description = "Training steps of a measured run, the first half of which is not counted.", DefaultValueFactory = _ => 120 };
    private readonly Option<string?> launcher = new("--launcher") { Description = "The launcher of MPI. [default: mpirun, mpirun.openmpi or mpirun.mpich, the first that is in PATH]" };
    private readonly Option<double?> bandwidth = RealNumber.Optional("--bandwidth", "MiB a second between ranks. [default: measured between two ranks on this machine]");
    private readonly Option<double?> latency = RealNumber.Optional("--latency", "Microseconds of a message between ranks. [default: measured likewise]");
    private readonly Option<int> repeat = new("--repeat") { Description = "Repetitions at least.", DefaultValueFactory = _ => 5 };
    private readonly Option<double> minSeconds = RealNumber.Of("--min-seconds", "Time at least that repetitions go on.", 3);
    private readonly Option<string?> json = new("--json") { Description = "File for all figures and the environment." };
    private readonly Option<string?> markdown = new("--markdown") { Description = "File for the tables in Markdown." };

    /// <summary>Gives them to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(run.Path);
        foreach (var option in new Option[] { ranks, steps, launcher, bandwidth, latency, repeat, minSeconds, json, markdown }.Concat(run.All)) command.Options.Add(option);
        foreach (var option in run.All.Where(option => Idle.Contains(option.Name))) option.Hidden = true; // measured runs have their own
    }

    /// <summary>The options of the run; those that measured runs have of their own are refused.</summary>
    public LanguageExt.Either<Failure, WishedRun> Bind(ParseResult result) =>
        from limits in IdleOptions.Alone(result, "bench scale, whose runs have as many steps as --steps says and share the processors", Idle)
        from settings in IdleOptions.Refuse(run, result, result)
        select settings with { Settings = settings.Settings with { Learning = settings.Settings.Learning with { AverageEvery = null } } };

    /// <summary>What is asked of the measurement.</summary>
    public ScaleSettings Asked(ParseResult result) => new()
    {
        Ranks = result.GetValue(ranks) is { Length: > 0 } given ? given is [0] ? [] : given : [1, 2],
        Steps = result.GetValue(steps),
        Launcher = result.GetValue(launcher),
        Bandwidth = result.GetValue(bandwidth),
        Latency = result.GetValue(latency),
        AverageEvery = run.Bind(result).Learning.AverageEvery ?? 10,
        Effort = new(result.GetValue(repeat), result.GetValue(minSeconds)),
    };

    /// <summary>Where the figures go.</summary>
    public BenchFiles Files(ParseResult result) => new(result.GetValue(json), result.GetValue(markdown));
}
