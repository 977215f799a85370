namespace Pics.Algebra;

/// <summary>The Poon-Domingos structure: rectangles of an image, each cut in two at every place of a grid, along both axes.</summary>
/// <remarks>
/// A rectangle is cut at all multiples of the largest distance that cuts it at all; a rectangle that no distance cuts is split into its
/// pixels by one partition. Rectangles are shared by all who use them, so this is a directed acyclic graph, and not structured
/// decomposable where a rectangle can be cut in two ways. Source: sum-product networks (Poon and Domingos, 2011).
/// </remarks>
public static class PoonDomingos
{
    private const string Name = "Poon-Domingos structure";

    /// <summary>The graph over an image. Error: <see cref="ConstructionError.ImageSize"/> or <see cref="StructureError"/>.</summary>
    /// <param name="height">Rows of pixels, at least one.</param>
    /// <param name="width">Columns of pixels, at least one.</param>
    /// <param name="distances">Cut distances in pixels, in any order.</param>
    public static Either<PicsError, RegionGraph> Create(int height, int width, IEnumerable<int> distances)
    {
        if (height < 1 || width < 1 || (long)height * width > RegionLimits.MaxVariables)
            return new PicsError.Construction(new ConstructionError.ImageSize(Name, height, width));
        var sorted = distances.OrderDescending().Distinct().ToArr();
        if (sorted.IsEmpty || sorted[^1] < 1) return PicsError.Of(new StructureError.Argument(Name, "cut distance", sorted.IsEmpty ? 0 : sorted[^1], 1, int.MaxValue));

        var image = new Rectangle(0, 0, height, width);
        var numbers = new Dictionary<Rectangle, int> { [image] = 0 };
        var rectangles = new List<Rectangle> { image };
        var splits = new List<Split>();
        var listed = image.Pixels;
        for (var region = 0; region < rectangles.Count; region++)
            foreach (var parts in rectangles[region].Partitions(sorted))
            {
                if (splits.Count == RegionLimits.MaxPartitions) return PicsError.Of(new StructureError.TooLarge(Name, "partitions", RegionLimits.MaxPartitions));
                splits.Add(new(region, parts.Select(Number).ToArr()));
                if (listed > RegionLimits.MaxListed) return PicsError.Of(new StructureError.TooLarge(Name, "pixels in its rectangles together", RegionLimits.MaxListed));
            }

        return RegionGraph.Create(Decomposition.Of(rectangles.Select(rectangle => rectangle.Scope(width)), splits));

        int Number(Rectangle part)
        {
            if (numbers.TryGetValue(part, out var known)) return known;
            rectangles.Add(part);
            listed += part.Pixels;
            return numbers[part] = rectangles.Count - 1;
        }
    }

    /// <summary>The pixels of some rows and columns, the last ones not included.</summary>
    private readonly record struct Rectangle(int Top, int Left, int Bottom, int Right)
    {
        public long Pixels => (long)(Bottom - Top) * (Right - Left);

        public Scope Scope(int width)
        {
            var (left, columns) = (Left, Right - Left);
            return Algebra.Scope.Of(Enumerable.Range(Top, Bottom - Top).SelectMany(row => Enumerable.Range((row * width) + left, columns)));
        }

        public IEnumerable<IEnumerable<Rectangle>> Partitions(Arr<int> distances)
        {
            if (Pixels == 1) return [];
            var cuts = distances.Map(Cuts).Find(found => found.Count > 0).IfNone([]);
            return cuts.Count > 0 ? cuts : [Single()];
        }

        private List<IEnumerable<Rectangle>> Cuts(int distance)
        {
            var all = this;
            IEnumerable<int> Between(int from, int to) => Enumerable.Range(1, (to - 1) / distance).Select(multiple => multiple * distance).Where(place => place > from);
            return
            [
                .. Between(Top, Bottom).Select(row => (IEnumerable<Rectangle>)[all with { Bottom = row }, all with { Top = row }]),
                .. Between(Left, Right).Select(column => (IEnumerable<Rectangle>)[all with { Right = column }, all with { Left = column }]),
            ];
        }

        private IEnumerable<Rectangle> Single()
        {
            var (left, right) = (Left, Right);
            return from row in Enumerable.Range(Top, Bottom - Top)
                   from column in Enumerable.Range(left, right - left)
                   select new Rectangle(row, column, row + 1, column + 1);
        }
    }
}
