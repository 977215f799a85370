using LanguageExt;

namespace Pics.Host;

/// <summary><c>bench network</c>: latency and bandwidth between the ranks that a launcher of MPI started.</summary>
internal static class BenchNetworkVerb
{
    public static Either<Failure, int> Run(Processes processes, BenchFiles files)
    {
        if (processes.Ranks is not { } ranks) return new Failure("bench network measures between ranks, and there is one process; start two or more, as mpirun -n 2 pics bench network");
        var allowed = processes.Agreed(BenchChecks.Refuse(new(1, 0), files));
        if (allowed.IsLeft) return allowed.Map(_ => 0);
        var network = Network.Measure(ranks);
        if (!processes.IsFirst) return 0;
        var report = new BenchReport("network", new { ranks = processes.Count }, files, MachineDescription.Read(TorchSharp.torch.CPU, 0));
        return from written in report.WriteJson(network)
               from shown in report.Show(
                   [new($"Between ranks that are half of all {processes.Explain()} apart, all pairs at a time; the slowest pair.", ["latency us", "bandwidth MiB/s"], [[Tables.Number(network.Latency * 1e6, 1), Tables.Number(network.Bandwidth / 1048576, 0)]])])
               select 0;
    }
}
