namespace Pics.Algebra;

/// <summary>Region graphs over the same variables to one: their partitions of all variables become those of one root.</summary>
/// <remarks>
/// Leaves of one scope become one leaf; inner regions stay apart even where their scopes are equal, so each replica keeps functions of its
/// own. A partition of the root that comes twice is kept once.
/// </remarks>
public static class Replicas
{
    /// <summary>The union. Error: <see cref="StructureError.DifferentScopes"/>.</summary>
    /// <param name="graphs">At least one.</param>
    public static Either<PicsError, RegionGraph> Union(IEnumerable<RegionGraph> graphs)
    {
        var all = graphs.ToArr();
        if (all.IsEmpty) return PicsError.Of(new StructureError.DifferentScopes(0, Scope.Empty, Scope.Empty));
        var scope = all[0].Scope;
        for (var graph = 1; graph < all.Count; graph++)
            if (!all[graph].Scope.Equals(scope))
                return PicsError.Of(new StructureError.DifferentScopes(graph, all[graph].Scope, scope));

        var regions = new List<Scope> { scope };
        var splits = new List<Split>();
        var rootSplits = new System.Collections.Generic.HashSet<Split>();
        var leaves = new Dictionary<Scope, int>();
        foreach (var (own, ownSplits) in all.Map(graph => graph.ToDecomposition()))
        {
            var isSplit = ownSplits.Map(split => split.Region).ToHashSet();
            var numbers = own.Map((region, regionScope) => region == own.Count - 1 ? 0 : isSplit.Contains(region) ? Add(regionScope) : Leaf(regionScope)).ToArr();
            var moved = ownSplits.Map(split => new Split(numbers[split.Region], split.Parts.Map(part => numbers[part])));
            splits.AddRange(moved.Filter(split => split.Region > 0 || rootSplits.Add(split)));
        }

        return RegionGraph.Create(Decomposition.Of(regions, splits));

        int Add(Scope added)
        {
            regions.Add(added);
            return regions.Count - 1;
        }

        int Leaf(Scope leaf)
        {
            if (!leaves.TryGetValue(leaf, out var known)) leaves.Add(leaf, known = Add(leaf));
            return known;
        }
    }
}
