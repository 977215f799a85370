using LanguageExt;

namespace Pics.Host;

/// <summary><c>bench scale</c>: what a training step would need on many ranks, from its measured parts and a network, beside what some ranks need on this machine.</summary>
internal static class BenchScaleVerb
{
    private const string Assumed = "No launcher of MPI is here (mpirun is looked for in PATH, or --launcher names one)";

    public static Either<Failure, int> Run(WishedRun wished, ScaleSettings asked, BenchFiles files, CancellationToken cancellation)
    {
        var launcher = ScaleRuns.Find(asked.Launcher);
        if (Wrong(asked, launcher) is { } sentence) return new Failure(sentence);
        var folder = Directory.CreateTempSubdirectory("pics-scale-");
        try
        {
            return from allowed in BenchChecks.Refuse(asked.Effort, files)
                   from setup in TrainingSetup.Of(wished with { Settings = wished.Settings with { Learning = wished.Settings.Learning with { Shards = wished.Settings.Learning.Shards ?? Processes.DefaultShards } } })
                   let runs = new ScaleRuns(launcher ?? string.Empty, folder.FullName)
                   from network in Find(asked, launcher is null ? null : runs)
                   from costs in ScaleCosts.Measure(setup, asked.Effort, network, asked.AverageEvery)
                   from measured in launcher is null || asked.Ranks.Count == 0 ? Either<Failure, IReadOnlyList<ScaleRuns.Measured>>.Right([]) : runs.Train(setup.Settings, [0, .. asked.Ranks], asked.Steps, cancellation)
                   let report = new BenchReport("scale", new { run = setup.Settings, asked }, files, MachineDescription.Read(setup.Device, setup.Settings.Learning.Seed))
                   let tables = new ScaleTables(costs, setup.Settings.Learning.BatchSize, setup.Settings.IsPlain)
                   from written in report.WriteJson(new { costs = Plain(costs), predicted = Predicted(costs, setup.Settings.Learning.BatchSize), measured })
                   from shown in report.Show([.. tables.Predicted, .. measured.Count > 0 ? new[] { ScaleTables.Of(measured) } : []], tables.Parts(), tables.Limit(), launcher is null && asked.Ranks.Count > 0 ? $"{Assumed}, so no ranks were measured." : "Ranks that share the processors of one machine show what sharing costs, not what more machines gain.")
                   select 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Wrong(ScaleSettings asked, string? launcher) =>
        asked.Launcher is { } name && launcher is null ? $"--launcher is '{name}', and there is no such program; give a path, or a name in PATH"
        : asked.Ranks.FirstOrDefault(count => count is < 1 or > 64, 1) is not (>= 1 and <= 64) and var ranks ? $"--ranks is {ranks}; it must be 1 to 64, since these are measured on this machine"
        : asked.Steps is < 8 or > 100_000 ? $"--steps is {asked.Steps}; it must be 8 to 100000"
        : asked.AverageEvery < 1 ? $"--average-every is {asked.AverageEvery}; it must be at least 1"
        : asked.Bandwidth is { } bandwidth && !(bandwidth > 0 && double.IsFinite(bandwidth)) ? FormattableString.Invariant($"--bandwidth is {bandwidth}; it must be a positive number of MiB a second")
        : asked.Latency is { } latency && !(latency >= 0 && double.IsFinite(latency)) ? FormattableString.Invariant($"--latency is {latency}; it must be a number of microseconds")
        : null;

    private static Either<Failure, Network> Find(ScaleSettings asked, ScaleRuns? runs)
    {
        Network Given(Network? measured) => new(asked.Latency / 1e6 ?? measured!.Latency, asked.Bandwidth * 1048576 ?? measured!.Bandwidth);
        if (asked is { Bandwidth: not null, Latency: not null }) return Given(null);
        return runs is null ? new Failure($"{Assumed}, so the network cannot be measured; give --bandwidth and --latency") : runs.Between().Map(Given);
    }

    private static object Plain(RankCosts costs) => new
    {
        costs.Materialise,
        costs.Back,
        costs.CircuitPart,
        costs.CircuitRow,
        costs.AddTables,
        costs.Optimiser,
        costs.TableBytes,
        costs.NetBytes,
        costs.Groups,
        costs.Shards,
        costs.AverageEvery,
        costs.Network,
    };

    private static object Predicted(RankCosts costs, int batch) => Enumerable.Range(0, 11).Select(power => 1 << power).Select(ranks => new
    {
        ranks,
        strong = Enum.GetValues<RankSharing>().ToDictionary(way => way.ToString(), way => costs.Seconds(way, ranks, batch)),
        weak = Enum.GetValues<RankSharing>().ToDictionary(way => way.ToString(), way => costs.Seconds(way, ranks, batch * ranks)),
    });
}
