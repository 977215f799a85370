using System.Threading.Channels;

namespace Pics.Numerics;

/// <summary>Ranks that are threads of one process, for laws and measurements.</summary>
public sealed class LocalCollective : ICollective
{
    private readonly Post post;

    private LocalCollective(Post post, int rank) => (this.post, Rank) = (post, rank);

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Count => post.Count;

    /// <summary>The ranks of a team, each for one thread; disposing of one tells the others that it has ended.</summary>
    /// <param name="count">How many.</param>
    public static ImmutableArray<LocalCollective> Create(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var post = new Post(count);
        return [.. Enumerable.Range(0, count).Select(rank => new LocalCollective(post, rank))];
    }

    /// <inheritdoc/>
    public void Exchange(int to, ReadOnlySpan<byte> sent, int from, Span<byte> received)
    {
        if (!sent.IsEmpty) post.Box(Rank, to).Writer.TryWrite(sent.ToArray());
        if (received.IsEmpty) return;
        var message = Next(from);
        if (message.Length != received.Length) throw new InvalidOperationException($"rank {from} sent {message.Length} bytes to rank {Rank}, which expects {received.Length}");
        message.CopyTo(received);
    }

    /// <inheritdoc/>
    public void Barrier() => this.GatherAll([1]);

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var to = 0; to < Count; to++) post.Box(Rank, to).Writer.TryComplete();
    }

    private byte[] Next(int from)
    {
        var box = post.Box(from, Rank).Reader;
        try
        {
            return box.ReadAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException)
        {
            throw new RankLostException(from, "has ended");
        }
    }

    /// <summary>What was sent and not received yet, from each rank to each.</summary>
    private sealed class Post(int count)
    {
        private readonly ImmutableArray<Channel<byte[]>> boxes = [.. Enumerable.Range(0, count * count).Select(_ => Channel.CreateUnbounded<byte[]>())];

        public int Count => count;

        public Channel<byte[]> Box(int from, int to) => boxes[(from * count) + to];
    }
}
