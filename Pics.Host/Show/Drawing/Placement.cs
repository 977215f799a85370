namespace Pics.Host;

/// <summary>Gives the vertices of each level places from left to right: near those that they are joined to, in their order and apart.</summary>
internal static class Placement
{
    private const int Sweeps = 40;

    /// <summary>The middle of each vertex.</summary>
    /// <param name="graph">In its order.</param>
    /// <param name="widths">Of each vertex.</param>
    /// <param name="gap">Between two of them at least.</param>
    public static double[] Place(LayeredGraph graph, IReadOnlyList<double> widths, double gap)
    {
        var (above, below, places) = (graph.Neighbours(above: true), graph.Neighbours(above: false), new double[widths.Count]);
        foreach (var level in graph.Levels) Fit(level, [.. level.Select(_ => 0.0)], widths, gap, places);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isLast = sweep >= Sweeps - 2;
            foreach (var level in sweep % 2 == 0 ? graph.Levels : graph.Levels.Reverse())
                Fit(level, [.. level.Select(vertex => Wish(vertex, isLast ? [.. above[vertex], .. below[vertex]] : sweep % 2 == 0 ? above[vertex] : below[vertex], places))], widths, gap, places);
        }

        return places;
    }

    private static double Wish(int vertex, ImmutableArray<int> neighbours, double[] places) => neighbours.IsEmpty ? places[vertex] : neighbours.Average(neighbour => places[neighbour]);

    /// <summary>The places nearest to the wished ones, by least squares, that keep the order and the gaps.</summary>
    /// <remarks>Without the room that they need, places in order are non-decreasing numbers: pooling neighbours that violate that gives the best ones (isotonic regression).</remarks>
    private static void Fit(ImmutableArray<int> level, ImmutableArray<double> wishes, IReadOnlyList<double> widths, double gap, double[] places)
    {
        var (offsets, pools) = (new double[level.Length], new List<(double Sum, int Count)>());
        for (var place = 1; place < level.Length; place++) offsets[place] = offsets[place - 1] + ((widths[level[place - 1]] + widths[level[place]]) / 2) + gap;
        for (var place = 0; place < level.Length; place++)
        {
            pools.Add((wishes[place] - offsets[place], 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Count >= pools[^1].Sum / pools[^1].Count)
            {
                var last = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                pools[^1] = (pools[^1].Sum + last.Sum, pools[^1].Count + last.Count);
            }
        }

        var next = 0;
        foreach (var (sum, count) in pools)
            for (var index = 0; index < count; index++, next++)
                places[level[next]] = (sum / count) + offsets[next];
    }
}
