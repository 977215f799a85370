namespace Pics.Numerics;

/// <summary>Ranks of a run that should have the same numbers have others: memory or a processor is at fault, or a library computes otherwise there.</summary>
/// <param name="rank">The first rank that has others than rank 0.</param>
/// <param name="step">The step after which this was found.</param>
public sealed class RanksDifferException(int rank, long step) : Exception(FormattableString.Invariant(
    $"the parameters of rank {rank} differ from those of rank 0 after step {step}, although both made the same steps; look for a fault of its memory or its libraries, and go on from an earlier checkpoint with --resume"))
{
    /// <summary>The rank.</summary>
    public int Rank { get; } = rank;
}
