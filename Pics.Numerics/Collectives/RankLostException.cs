namespace Pics.Numerics;

/// <summary>A rank of a run is not there any more, or does not answer; the others cannot go on.</summary>
/// <param name="rank">The rank that is missing.</param>
/// <param name="what">What is known of it, the end of a sentence: "has ended", "has not answered for 60 s".</param>
public sealed class RankLostException(int rank, string what) : Exception(FormattableString.Invariant($"rank {rank} {what}, so the run cannot go on"))
{
    /// <summary>The rank that is missing.</summary>
    public int Rank { get; } = rank;
}
