namespace Pics.Numerics;

/// <summary>Ranks that work on one run and exchange bytes: processes of a cluster, or threads of one process for tests.</summary>
/// <remarks>
/// All arithmetic on what is exchanged is the caller's, so results do not depend on a library's way of summing. All ranks make the same calls in the same order.
/// A rank that waits for one that is not there any more gets a <see cref="RankLostException"/>, never an endless wait.
/// </remarks>
public interface ICollective : IDisposable
{
    /// <summary>The number of this rank, from 0.</summary>
    int Rank { get; }

    /// <summary>How many ranks there are.</summary>
    int Count { get; }

    /// <summary>Sends to one rank and receives from one, at the same time; returns when both are done.</summary>
    /// <param name="to">The rank that receives; of no meaning where nothing is sent.</param>
    /// <param name="sent">What it gets; may be empty.</param>
    /// <param name="from">The rank that sends; of no meaning where nothing is received.</param>
    /// <param name="received">Where what comes goes, of exactly the length that is sent there; may be empty.</param>
    void Exchange(int to, ReadOnlySpan<byte> sent, int from, Span<byte> received);

    /// <summary>Waits for all ranks.</summary>
    void Barrier();
}
