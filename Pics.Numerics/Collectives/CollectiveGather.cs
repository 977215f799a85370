namespace Pics.Numerics;

/// <summary>What all ranks learn of each other, made of exchanges.</summary>
public static class CollectiveGather
{
    /// <summary>What each rank gives, in the order of the ranks, on every rank: in as many rounds as the number of ranks has binary digits.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="own">What this rank gives, as long on every rank.</param>
    /// <remarks>Algorithm: Bruck et al., <i>Efficient algorithms for all-to-all communications</i>, concatenation.</remarks>
    public static byte[] GatherAll(this ICollective ranks, ReadOnlySpan<byte> own)
    {
        var (count, length) = (ranks.Count, own.Length);
        var known = new byte[count * length]; // of this rank first, then of the next ones
        own.CopyTo(known);
        for (var blocks = 1; blocks < count; blocks *= 2)
        {
            var some = Math.Min(blocks, count - blocks) * length;
            ranks.Exchange((ranks.Rank - blocks + count) % count, known.AsSpan(0, some), (ranks.Rank + blocks) % count, known.AsSpan(blocks * length, some));
        }

        var ordered = new byte[known.Length];
        for (var block = 0; block < count; block++) known.AsSpan(block * length, length).CopyTo(ordered.AsSpan((ranks.Rank + block) % count * length));
        return ordered;
    }
}
