using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>Short training runs of several processes on this machine, and what lies between them.</summary>
/// <param name="Launcher">The MPI launcher.</param>
/// <param name="Folder">For the runs; removed by the caller.</param>
internal sealed record ScaleRuns(string Launcher, string Folder)
{
    private const int Rounds = 3;

    /// <summary>What a number of ranks needed.</summary>
    /// <param name="Ranks">Their number; 0 for a process that knows nothing of ranks.</param>
    /// <param name="Threads">Of each.</param>
    /// <param name="Seconds">Of a step, the median over the second half of the steps, of each round.</param>
    /// <param name="PeakMiB">Of the first rank.</param>
    internal sealed record Measured(int Ranks, int Threads, IReadOnlyList<double> Seconds, long PeakMiB);

    /// <summary>The launcher that is wished, else the first that there is; null where there is none.</summary>
    public static string? Find(string? wished) => wished is not null && wished.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? (File.Exists(wished) ? wished : null)
        : (from name in wished is null ? ["mpirun", "mpirun.openmpi", "mpirun.mpich"] : new[] { wished }
           from folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
           let path = Path.Combine(folder, name)
           where File.Exists(path)
           select path).FirstOrDefault();

    /// <summary>Latency and bandwidth between two ranks.</summary>
    public Either<Failure, Network> Between()
    {
        var file = Path.Combine(Folder, "network.json");
        return Run(2, ["bench", "network", "--json", file]).Map(_ =>
        {
            using var read = JsonDocument.Parse(File.ReadAllText(file));
            var found = read.RootElement.GetProperty("results");
            return new Network(found.GetProperty("latency").GetDouble(), found.GetProperty("bandwidth").GetDouble());
        });
    }

    /// <summary>Trains with numbers of ranks in turn, three times.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="ranks">The numbers; each rank has its part of the processors as threads.</param>
    /// <param name="steps">Steps of a run.</param>
    /// <param name="cancellation">Stops between two runs.</param>
    public Either<Failure, IReadOnlyList<Measured>> Train(RunSettings settings, IReadOnlyList<int> ranks, int steps, CancellationToken cancellation)
    {
        var found = ranks.ToDictionary(count => count, count => new Measured(count, Math.Max(1, Environment.ProcessorCount / Math.Max(1, count)), [], 0));
        for (var round = 0; round < Rounds; round++)
            foreach (var count in ranks)
            {
                if (cancellation.IsCancellationRequested) return new Failure("stopped before all runs were measured; nothing is written");
                var one = Train(settings, found[count], steps, Path.Combine(Folder, $"{count}-{round}"));
                if (one.IsLeft) return one.Map(_ => (IReadOnlyList<Measured>)[]);
                one.IfRight(measured => found[count] = measured);
            }

        return ranks.Select(count => found[count]).ToList();
    }

    private Either<Failure, Measured> Train(RunSettings settings, Measured before, int steps, string folder)
    {
        var shards = before.Ranks == 0 ? 1 : Math.Max(Processes.DefaultShards, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)before.Ranks));
        var run = settings with
        {
            Learning = settings.Learning with { MaxSteps = steps, MaxEpochs = int.MaxValue, Patience = int.MaxValue, ValidateEvery = steps, ReportEvery = 1, Shards = shards },
            Machine = settings.Machine with { Threads = before.Threads },
        };
        var config = $"{folder}.json";
        return from written in AtomicFile.WriteText(config, JsonSerializer.Serialize(run, RunSettings.Json)).MapLeft(Failure.Of)
               from ended in Run(before.Ranks, ["train", "--config", config, "--out", folder])
               from results in RunResults.Read(folder).MapLeft(Failure.Of)
               let seconds = MetricsHistory.Read(folder).Trained.Skip(steps / 2).Select(record => record.SecondsPerStep)
               select before with { Seconds = [.. before.Seconds, Timing.Of(seconds).Median], PeakMiB = Math.Max(before.PeakMiB, results.PeakMemoryMiB) };
    }

    private Either<Failure, Unit> Run(int ranks, IEnumerable<string> words)
    {
        var own = OwnProcess.Of(words);
        var start = ranks <= 1 ? own : new ProcessStartInfo(Launcher, ["-n", ranks.ToString(CultureInfo.InvariantCulture), .. IsOpenMpi ? ["--oversubscribe"] : System.Array.Empty<string>(), own.FileName, .. own.ArgumentList]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var last = errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return process.ExitCode == 0
            ? Unit.Default
            : new Failure($"{(ranks <= 1 ? "a run of one process" : $"{Path.GetFileName(Launcher)} with {Tables.Count(ranks, "rank")}")} ended with {process.ExitCode}: {System.Array.Find(last, line => line.StartsWith("pics: ", StringComparison.Ordinal)) ?? System.Array.Find(last, line => line.Any(char.IsLetter)) ?? "it said nothing"}");
    }

    private bool IsOpenMpi => Path.GetFileName(Path.GetFullPath(File.ResolveLinkTarget(Launcher, returnFinalTarget: true)?.FullName ?? Launcher)) is var name && (name.Contains("orterun", StringComparison.Ordinal) || name.Contains("openmpi", StringComparison.Ordinal) || name.Contains("prterun", StringComparison.Ordinal));
}
