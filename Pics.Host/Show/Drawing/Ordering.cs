namespace Pics.Host;

/// <summary>Orders the vertices of each level so that few lines cross.</summary>
/// <remarks>Source: the barycentre heuristic of Sugiyama, Tagawa and Toda (1981), then exchanges of vertices that stand side by side, from several starts; the best order that was seen is kept.</remarks>
internal static class Ordering
{
    private const int Sweeps = 12;
    private const int Starts = 12; // the first is the given order, the others are random
    private const int Seed = 1;

    /// <summary>The same graph in another order.</summary>
    public static LayeredGraph Order(LayeredGraph graph)
    {
        var (above, below) = (graph.Neighbours(above: true), graph.Neighbours(above: false));
        var (best, fewest, random) = (graph.Levels, Crossings(graph), new SplitMix(Seed));
        for (var start = 0; start < Starts && fewest > 0; start++)
        {
            var levels = graph.Levels.Select(level => start == 0 ? level.ToArray() : [.. level.OrderBy(_ => random.Next())]).ToArray();
            for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
            {
                if (sweep % 2 == 0)
                    for (var level = 1; level < levels.Length; level++) Sort(levels[level], levels[level - 1], above);
                else
                    for (var level = levels.Length - 2; level >= 0; level--) Sort(levels[level], levels[level + 1], below);
                bool isChanged;
                do isChanged = Exchange(levels, above, below);
                while (isChanged);
                var crossings = Crossings(levels, below);
                if (crossings < fewest) (best, fewest) = ([.. levels.Select(level => level.ToImmutableArray())], crossings);
            }
        }

        return graph with { Levels = best };
    }

    /// <summary>How many pairs of lines cross.</summary>
    public static int Crossings(LayeredGraph graph) => Crossings([.. graph.Levels.Select(level => level.ToArray())], graph.Neighbours(above: false));

    private static int Crossings(int[][] levels, ImmutableArray<ImmutableArray<int>> below)
    {
        var count = 0;
        for (var level = 0; level + 1 < levels.Length; level++)
        {
            var places = Places(levels[level + 1]);
            var lines = levels[level].SelectMany(vertex => below[vertex].Select(other => places[other]).Order()).ToList();
            for (var first = 0; first < lines.Count; first++)
                for (var second = first + 1; second < lines.Count; second++)
                    if (lines[second] < lines[first]) count++;
        }

        return count;
    }

    private static Dictionary<int, int> Places(int[] level) => level.Select((vertex, place) => (vertex, place)).ToDictionary(pair => pair.vertex, pair => pair.place);

    /// <summary>By the mean place of the neighbours; who has none stays where it is.</summary>
    private static void Sort(int[] level, int[] other, ImmutableArray<ImmutableArray<int>> neighbours)
    {
        var places = Places(other);
        var sorted = level.Select((vertex, place) => (vertex, Mean: neighbours[vertex].IsEmpty ? place : neighbours[vertex].Average(neighbour => places[neighbour]))).OrderBy(pair => pair.Mean).Select(pair => pair.vertex).ToArray();
        sorted.CopyTo(level, 0);
    }

    /// <summary>Exchanges vertices side by side where fewer lines cross then; whether there were any.</summary>
    private static bool Exchange(int[][] levels, ImmutableArray<ImmutableArray<int>> above, ImmutableArray<ImmutableArray<int>> below)
    {
        var isChanged = false;
        for (var level = 0; level < levels.Length; level++)
        {
            var (upper, lower) = (level > 0 ? Places(levels[level - 1]) : [], level + 1 < levels.Length ? Places(levels[level + 1]) : []);
            for (var place = 0; place + 1 < levels[level].Length; place++)
            {
                var (left, right) = (levels[level][place], levels[level][place + 1]);
                if (Crossed(above[left], above[right], upper) + Crossed(below[left], below[right], lower) > Crossed(above[right], above[left], upper) + Crossed(below[right], below[left], lower))
                    (levels[level][place], levels[level][place + 1], isChanged) = (right, left, true);
            }
        }

        return isChanged;
    }

    /// <summary>How many lines of two vertices cross if the first is left of the second.</summary>
    private static int Crossed(ImmutableArray<int> left, ImmutableArray<int> right, Dictionary<int, int> places) => left.Sum(one => right.Count(other => places[other] < places[one]));
}
