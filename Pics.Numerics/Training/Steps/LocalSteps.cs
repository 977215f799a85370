using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Steps that each rank makes by itself on its own rows of each batch, and means over ranks from time to time: local SGD, here with Adam.</summary>
/// <remarks>
/// Far fewer bytes are exchanged, and what comes out depends on the number of ranks. Moments are averaged as parameters are. All ranks call everything in the same order.
/// Paper: Stich, <i>Local SGD converges fast and communicates little</i> (ICLR 2019).
/// </remarks>
/// <param name="ranks">The ranks; not owned. Null where all make each step together, and nothing here does anything.</param>
/// <param name="parameters">What is trained; not owned.</param>
/// <param name="every">Steps between two means.</param>
internal sealed class LocalSteps(ICollective? ranks, ICircuitParameters parameters, int every)
{
    /// <summary>Whether each rank makes steps by itself.</summary>
    public bool IsUsed => ranks is not null;

    /// <summary>The rows of this rank of a batch.</summary>
    public RowShare Share => ranks is null ? RowShare.Whole : new(ranks.Rank, ranks.Count);

    /// <summary>Whether a rank has the same parameters as all others.</summary>
    public bool IsSettled { get; private set; } = true;

    /// <summary>What became of a step: the worst of what the ranks say.</summary>
    public StepResult Made(StepResult own, long step, IOptimiser optimiser)
    {
        if (ranks is null) return own;
        var all = ranks.GatherAll([(byte)own]).Max();
        IsSettled = false;
        if (all == 0 && step % every == 0) Settle(optimiser);
        return (StepResult)all;
    }

    /// <summary>Gives all ranks the mean parameters and moments, unless they have them.</summary>
    public void Settle(IOptimiser optimiser)
    {
        if (IsSettled) return;
        RankMeans.Take(ranks!, [.. parameters.Trainable, .. optimiser.Named.Select(entry => entry.Tensor)]);
        IsSettled = true;
    }

    /// <summary>The parameters and moments are those of a state that all ranks have.</summary>
    public void Returned() => IsSettled = true;

    /// <summary>Sums over the batches, each rank having added those of its own rows.</summary>
    public StepSums Sum(StepSums own)
    {
        if (ranks is null) return own;
        Span<double> values = [own.Nats, own.Missing];
        var all = MemoryMarshal.Cast<byte, double>(ranks.GatherAll(MemoryMarshal.AsBytes(values))).ToArray().Chunk(values.Length).ToList();
        return own with { Nats = all.Sum(rank => rank[0]), Missing = all.Sum(rank => rank[1]) };
    }

    /// <summary>What this rank goes on with of such sums: the first has all of them.</summary>
    public StepSums Own(StepSums sums) => ranks is null or { Rank: 0 } ? sums : sums with { Nats = 0, Missing = 0 };
}
