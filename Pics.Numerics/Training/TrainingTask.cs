namespace Pics.Numerics;

/// <summary>What is trained, on what and how.</summary>
/// <param name="Engine">The compiled circuit; not owned.</param>
/// <param name="Circuit">The circuit.</param>
/// <param name="Parameters">What is trained, in place; not owned.</param>
/// <param name="Data">Training and validation rows are used, test rows never.</param>
/// <param name="Settings">How.</param>
internal sealed record TrainingTask(ICircuitEngine Engine, FoldedQpc Circuit, ICircuitParameters Parameters, DatasetSplits Data, TrainingSettings Settings)
{
    /// <summary>The ranks that work on it, and whether nets are dealt out to them, where there are nets; null for a process by itself.</summary>
    public (ICollective Ranks, bool AreNetsDealt)? Others { get; init; }

    /// <summary>The steps that this rank makes by itself.</summary>
    public LocalSteps LocalSteps() => new(Others is { Ranks: { Count: > 1 } ranks } && Settings.Batches.AverageEvery is not null ? ranks : null, Parameters, Settings.Batches.AverageEvery ?? 1);

    /// <summary>The team of this rank, owned by the caller.</summary>
    public Team Team() => Others is { } others ? new(others.Ranks, Settings.Batches.AverageEvery is null ? Settings.Batches.Shards : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)others.Ranks.Count), NetCosts.Deal(Circuit, Parameters, others.Ranks.Count), others.AreNetsDealt && Parameters is PicNets && Settings.Batches is { Sums: ShardSums.Tables, AverageEvery: null }) : Numerics.Team.Alone(Settings.Batches.Shards);
}
