namespace Pics.Algebra;

/// <summary>The quad graph (QG): every square is split in both orders, into left and right halves and into top and bottom halves.</summary>
/// <remarks>
/// A directed acyclic graph: each quadrant is part of two halves. Not structured decomposable as soon as it has a full
/// square. Paper: the QG region graph.
/// </remarks>
public static class QuadGraph
{
    /// <summary>The quad graph over an image of any size. Error: <see cref="ConstructionError.ImageSize"/>.</summary>
    /// <param name="height">Rows of pixels, at least one.</param>
    /// <param name="width">Columns of pixels, at least one.</param>
    public static Either<PicsError, RegionGraph> Create(int height, int width) =>
        PixelBlocks.Build("quad graph", height, width, JoinBothWays);

    private static int JoinBothWays(PixelBlocks blocks, Arr<int> quadrants)
    {
        var left = blocks.Join(Arr.create(quadrants[0], quadrants[2]));
        var right = blocks.Join(Arr.create(quadrants[1], quadrants[3]));
        var top = blocks.Join(Arr.create(quadrants[0], quadrants[1]));
        var bottom = blocks.Join(Arr.create(quadrants[2], quadrants[3]));
        var square = blocks.Join(Arr.create(left, right));
        blocks.AddSplit(square, Arr.create(top, bottom));
        return square;
    }
}
