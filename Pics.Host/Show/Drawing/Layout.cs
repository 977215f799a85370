namespace Pics.Host;

/// <summary>A place in a picture, in pixels from its left and its top.</summary>
internal readonly record struct Spot(double X, double Y);

/// <summary>Where a node is.</summary>
/// <param name="Middle">Of all that belongs to it.</param>
/// <param name="Width">Of all that belongs to it.</param>
/// <param name="Height">Of all that belongs to it.</param>
internal readonly record struct Place(Spot Middle, double Width, double Height)
{
    public double Top => Middle.Y - (Height / 2);

    public double Bottom => Middle.Y + (Height / 2);
}

/// <summary>A picture with places: levels from top to bottom, and for each edge the spots that its line goes through.</summary>
internal sealed record Layout(Drawing Drawing, ImmutableArray<Place> Places, ImmutableArray<ImmutableArray<Spot>> Lines, double Width, double Height)
{
    private const double Gap = 18; // between nodes of a level
    private const double Between = 38; // levels
    private const double BendWidth = 6;

    /// <summary>Lays a picture out.</summary>
    public static Layout Of(Drawing drawing)
    {
        var graph = Ordering.Order(LayeredGraph.Of(drawing));
        var sizes = drawing.Nodes.Map(NodeSizes.Of).ToImmutableArray();
        var vertices = graph.Levels.Sum(level => level.Length);
        var widths = Enumerable.Range(0, vertices).Select(vertex => vertex < sizes.Length ? sizes[vertex].Width : BendWidth).ToList();
        var middles = Placement.Place(graph, widths, Gap);
        var left = middles.Zip(widths, (middle, width) => middle - (width / 2)).DefaultIfEmpty(0).Min();
        var (spots, rooms) = (new Spot[vertices], new (double Top, double Bottom)[vertices]);
        var top = 0.0;
        foreach (var level in graph.Levels)
        {
            var height = level.Where(vertex => vertex < sizes.Length).Select(vertex => sizes[vertex].Height).DefaultIfEmpty(0).Max();
            foreach (var vertex in level) (spots[vertex], rooms[vertex]) = (new(middles[vertex] - left, top + (height / 2)), (top, top + height));
            top += height + Between;
        }

        ImmutableArray<Place> places = [.. sizes.Select((size, node) => new Place(spots[node], size.Width, size.Height))];
        ImmutableArray<ImmutableArray<Spot>> lines = [.. graph.Chains.Select(chain => (ImmutableArray<Spot>)
        [
            spots[chain[0]] with { Y = places[chain[0]].Bottom }, .. chain[1..^1].SelectMany(bend => (Spot[])[spots[bend] with { Y = rooms[bend].Top }, spots[bend] with { Y = rooms[bend].Bottom }]), spots[chain[^1]] with { Y = places[chain[^1]].Top },
        ])];
        return new(drawing, places, lines, middles.Zip(widths, (middle, width) => middle - left + (width / 2)).DefaultIfEmpty(0).Max(), Math.Max(0, top - Between));
    }
}
