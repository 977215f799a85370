using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Times what ranks may share of a run's steps, its nets, and the network between the ranks.</summary>
internal static class RankTiming
{
    /// <summary>What they cost; the same figures on every rank. Parameters and their gradients are left as they were.</summary>
    /// <param name="task">The run.</param>
    /// <param name="ranks">The ranks, which all call this.</param>
    public static RankCosts Measure(TrainingTask task, ICollective ranks)
    {
        var deal = NetCosts.Deal(task.Circuit, task.Parameters, ranks.Count);
        Func<int, bool> owns = group => deal[group] == ranks.Rank;
        var (bytes, _, _, _) = Once(task, owns); // code is compiled and tables of the rule are made
        var (_, materialise, back, add) = Once(task, owns);
        foreach (var parameter in task.Parameters.Trainable) parameter.grad = null;
        Span<double> own = [materialise, back, add];
        var all = MemoryMarshal.Cast<byte, double>(ranks.GatherAll(MemoryMarshal.AsBytes(own))).ToArray().Chunk(own.Length).ToList();
        var (whole, most) = (all.Sum(rank => rank[0] + rank[1]), all.Max(rank => rank[0] + rank[1]));
        return new()
        {
            Materialise = all.Sum(rank => rank[0]),
            Back = all.Sum(rank => rank[1]),
            AddTables = all.Max(rank => rank[2]),
            TableBytes = bytes,
            NetBytes = task.Parameters.Trainable.Sum(parameter => parameter.numel() * parameter.element_size()),
            Groups = deal.Groups.Count(),
            Shards = task.Settings.Batches.Shards,
            PartsAtOnce = task.Settings.Batches.PartsAtOnce(task.Engine.Kind),
            Balance = count => count == ranks.Count ? whole / (count * most) : NetCosts.Deal(task.Circuit, task.Parameters, count).Balance,
            Network = ranks.Count > 1 ? Network.Measure(ranks) : Network.None,
        };
    }

    private static (long Bytes, double Materialise, double Back, double Add) Once(TrainingTask task, Func<int, bool> owns)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        double Lap()
        {
            var seconds = clock.Elapsed.TotalSeconds;
            clock.Restart();
            return seconds;
        }

        using var numbers = task.Parameters.Materialize(task.Circuit.Rule, task.Settings.Rules.NetNodes, forGradients: true, task.Engine.Kind, owns);
        var materialise = Lap();
        using var gradients = numbers.Tensors.Like();
        foreach (var group in gradients.Groups) gradients.Put(group, null, accumulate: false);
        Lap();
        numbers.Backward(gradients);
        var back = Lap();
        foreach (var group in gradients.Groups) gradients.Put(group, numbers.Tensors[group], accumulate: true);
        return (gradients.Groups.Sum(group => gradients[group].numel() * gradients[group].element_size()), materialise, back, Lap());
    }
}
