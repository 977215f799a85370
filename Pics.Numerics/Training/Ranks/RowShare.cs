namespace Pics.Numerics;

/// <summary>Which rows of each batch a step is made on: all, or those of a rank that makes steps by itself.</summary>
/// <param name="Rank">The rank, from 0.</param>
/// <param name="Ranks">How many there are.</param>
internal readonly record struct RowShare(int Rank, int Ranks)
{
    /// <summary>All rows.</summary>
    public static RowShare Whole { get; } = new(0, 1);

    /// <summary>The rows of a batch, as equal a part as can be.</summary>
    /// <param name="batch">Rows of the batch.</param>
    public (int First, int Count) Of(int batch)
    {
        var first = (int)((long)Rank * batch / Ranks);
        return (first, (int)((long)(Rank + 1) * batch / Ranks) - first);
    }
}
