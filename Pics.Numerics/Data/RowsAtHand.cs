namespace Pics.Numerics;

/// <summary>Some parts of a batch that follow each other.</summary>
/// <param name="Bounds">The place in the batch where each part begins, and where the last one ends.</param>
/// <param name="Evidence">Given a place in the batch and a number of rows, those rows, [B, variables, channels].</param>
internal readonly record struct RowsAtHand(ImmutableArray<int> Bounds, Func<int, int, Tensor> Evidence)
{
    /// <summary>The place of the first row.</summary>
    public int First => Bounds[0];

    /// <summary>All rows.</summary>
    public int Count => Bounds[^1] - Bounds[0];

    /// <summary>Parts.</summary>
    public int Parts => Bounds.Length - 1;
}
