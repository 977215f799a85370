namespace Pics.Algebra;

/// <summary>Region graph to region graph over some of its variables.</summary>
/// <remarks>
/// Parts without a variable that is kept go away; a partition of which one part is left hands over that part's own partitions; a partition
/// that comes twice in a region that lost variables is kept once. Chooses a model class: what is left out is not marginalised but not modelled.
/// </remarks>
public static class Restrict
{
    /// <summary>Keeps the variables of a scope. Error: <see cref="StructureError.Outside"/>.</summary>
    public static Pass<RegionGraph, RegionGraph> To(Scope scope) => Pass.Partial<RegionGraph, RegionGraph>("restrict", graph =>
        graph.Scope.Overlaps(scope) ? Run(graph, scope) : PicsError.Of(new StructureError.Outside(scope, graph.Scope)));

    /// <summary>What is left of a region: its scope and its partitions.</summary>
    private sealed record Kept(Scope Scope, Arr<Arr<int>> Partitions);

    private static Either<PicsError, RegionGraph> Run(RegionGraph graph, Scope scope)
    {
        var (regions, splits) = graph.ToDecomposition();
        var byRegion = splits.ToLookup(split => split.Region);
        var kept = new List<Kept>();
        var numbers = new int[regions.Count]; // of what is left of each region, -1 where nothing is
        for (var region = 0; region < regions.Count; region++)
        {
            var left = regions[region].Intersect(scope);
            var partitions = byRegion[region].Select(split => split.Parts.Map(part => numbers[part]).Filter(part => part >= 0)).ToArr();
            var alone = partitions.Filter(parts => parts.Count == 1).Map(parts => parts[0]).Distinct().ToArr();
            var all = partitions.Filter(parts => parts.Count > 1) + alone.Bind(part => kept[part].Partitions).ToArr();
            if (left.IsEmpty) numbers[region] = -1;
            else if (alone.Count > 0 && (all.IsEmpty || partitions.ForAll(parts => parts.Count == 1 && parts[0] == alone[0]))) numbers[region] = alone[0];
            else
            {
                kept.Add(new(left, left.Equals(regions[region]) ? all : all.Distinct().ToArr()));
                numbers[region] = kept.Count - 1;
            }
        }

        return RegionGraph.Create(Reachable(kept, numbers[^1]));
    }

    /// <summary>The regions that the root is made of.</summary>
    private static Decomposition Reachable(List<Kept> kept, int root)
    {
        var isUsed = new bool[kept.Count];
        isUsed[root] = true;
        for (var region = kept.Count - 1; region >= 0; region--)
            if (isUsed[region])
                foreach (var part in kept[region].Partitions.Bind(parts => parts))
                    isUsed[part] = true;
        var used = Enumerable.Range(0, kept.Count).Where(region => isUsed[region]).ToList();
        var places = used.Select((region, place) => (region, place)).ToDictionary(entry => entry.region, entry => entry.place);
        return Decomposition.Of(
            used.Select(region => kept[region].Scope),
            used.SelectMany(region => kept[region].Partitions.Map(parts => new Split(places[region], parts.Map(part => places[part])))));
    }
}
