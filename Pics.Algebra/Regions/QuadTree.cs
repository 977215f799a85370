namespace Pics.Algebra;

/// <summary>The quad tree (QT): every square is split once, into its four quadrants.</summary>
/// <remarks>A tree and structured decomposable. Paper: the QT region graph.</remarks>
public static class QuadTree
{
    /// <summary>The quad tree over an image of any size. Error: <see cref="ConstructionError.ImageSize"/>.</summary>
    /// <param name="height">Rows of pixels, at least one.</param>
    /// <param name="width">Columns of pixels, at least one.</param>
    public static Either<PicsError, RegionGraph> Create(int height, int width) =>
        PixelBlocks.Build("quad tree", height, width, (blocks, quadrants) => blocks.Join(quadrants));
}
