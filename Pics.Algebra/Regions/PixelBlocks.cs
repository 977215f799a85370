namespace Pics.Algebra;

/// <summary>Builds a region graph over an image by joining blocks of 2 x 2 cells again and again.</summary>
/// <remarks>
/// Where a border leaves two cells they are joined by one partition; a single cell passes through. Pixel (row, column)
/// is variable row * width + column.
/// </remarks>
internal sealed class PixelBlocks
{
    private readonly List<Scope> regions = [];
    private readonly List<Split> splits = [];

    /// <summary>Joins until one region is left.</summary>
    /// <param name="structure">The name of the structure, for the error.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="joinFour">Joins top left, top right, bottom left, bottom right.</param>
    public static Either<PicsError, RegionGraph> Build(
        string structure, int height, int width, Func<PixelBlocks, Arr<int>, int> joinFour)
    {
        if (height < 1 || width < 1 || (long)height * width > RegionLimits.MaxVariables)
            return new PicsError.Construction(new ConstructionError.ImageSize(structure, height, width));
        var blocks = new PixelBlocks();
        var grid = new int[height, width];
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                grid[row, column] = blocks.Add(Scope.Single((row * width) + column));
        while (grid.Length > 1) grid = blocks.Halve(grid, joinFour);
        return RegionGraph.Create(Decomposition.Of(blocks.regions, blocks.splits));
    }

    /// <summary>A new region, the union of the parts, split into them.</summary>
    public int Join(Arr<int> parts)
    {
        var whole = Add(Scope.Union(parts.Map(part => regions[part])));
        AddSplit(whole, parts);
        return whole;
    }

    /// <summary>One more way of splitting a region.</summary>
    public void AddSplit(int whole, Arr<int> parts) => splits.Add(new(whole, parts));

    private int Add(Scope scope)
    {
        regions.Add(scope);
        return regions.Count - 1;
    }

    private int[,] Halve(int[,] cells, Func<PixelBlocks, Arr<int>, int> joinFour)
    {
        var (height, width) = (cells.GetLength(0), cells.GetLength(1));
        var halved = new int[(height + 1) / 2, (width + 1) / 2];
        for (var row = 0; row < height; row += 2)
            for (var column = 0; column < width; column += 2)
            {
                var present = Cells(cells, row, column);
                halved[row / 2, column / 2] = present.Count switch
                {
                    1 => present[0],
                    2 => Join(present),
                    _ => joinFour(this, present),
                };
            }

        return halved;
    }

    private static Arr<int> Cells(int[,] cells, int row, int column) =>
        (from r in Enumerable.Range(row, Math.Min(2, cells.GetLength(0) - row))
         from c in Enumerable.Range(column, Math.Min(2, cells.GetLength(1) - column))
         select cells[r, c]).ToArr();
}
