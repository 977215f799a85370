namespace Pics.Numerics;

/// <summary>How a batch is cut for ranks: into S parts, a power of two, whose sums are added in one balanced tree whoever computes them.</summary>
/// <remarks>
/// Parts are runs of rows in the batch's order, as equal as can be. A rank has an aligned block of them, so what it adds is a subtree of its own, and the bits of a step depend on
/// S but not on the number of ranks. Ranks beyond the largest power of two have no rows.
/// </remarks>
/// <param name="Count">S.</param>
/// <param name="Ranks">All ranks.</param>
internal readonly record struct Shards(int Count, int Ranks)
{
    /// <summary>Whether a number of parts can be.</summary>
    public static bool IsPossible(int count) => count is >= 1 and <= 1 << 16 && int.IsPow2(count);

    /// <summary>The ranks that have rows: a power of two, at most S.</summary>
    public int Workers => Math.Min(Count, 1 << int.Log2(Ranks));

    /// <summary>The parts of a rank.</summary>
    public IEnumerable<int> Of(int rank) => rank < Workers ? Enumerable.Range(rank * (Count / Workers), Count / Workers) : [];

    /// <summary>The rows of a part of a batch; the first ones have the more.</summary>
    /// <param name="part">From 0.</param>
    /// <param name="batch">Rows of the batch.</param>
    public (int First, int Count) Rows(int part, int batch)
    {
        var first = First(part, batch, Count);
        return (first, First(part + 1, batch, Count) - first);
    }

    private static int First(int part, int batch, int parts) => (int)((((long)part * batch) + parts - 1) / parts);
}
