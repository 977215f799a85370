namespace Pics.Algebra;

/// <summary>A hierarchical decomposition of variables: regions, each split by any number of partitions, one root.</summary>
/// <remarks>
/// Invariant: every partition is smooth (its parts make up the region) and decomposable (its parts are disjoint).
/// Hence a part is strictly smaller than its region, which orders the nodes. Paper: region graphs, section 3.1.
/// </remarks>
public sealed class RegionGraph : IEquatable<RegionGraph>, IRecheck<RegionGraph>
{
    private RegionGraph(Dag<RegionNode> nodes) => Nodes = nodes;

    /// <summary>Regions and partitions, parts before the regions that they are part of.</summary>
    public Dag<RegionNode> Nodes { get; }

    /// <summary>The variables of the root region.</summary>
    public Scope Scope => Nodes[Nodes.Root].Scope;

    /// <summary>Whether the parts of every partition make up its region; holds for every region graph.</summary>
    public bool IsSmooth => ToDecomposition().IsSmooth;

    /// <summary>Whether the parts of every partition are disjoint; holds for every region graph.</summary>
    public bool IsDecomposable => ToDecomposition().IsDecomposable;

    /// <summary>Whether any two partitions with the same scope split it the same way.</summary>
    public bool IsStructuredDecomposable => ToDecomposition().IsStructuredDecomposable;

    /// <summary>Checks a decomposition and orders it. Error: <see cref="RegionGraphError"/>, the first that is found.</summary>
    public static Either<PicsError, RegionGraph> Create(Decomposition decomposition) =>
        FindError(decomposition) is { } error ? new PicsError.Region(error) : new RegionGraph(Order(decomposition));

    /// <summary>The regions in order with their splits; <see cref="Create"/> gives this graph back.</summary>
    public Decomposition ToDecomposition()
    {
        var numbers = new Dictionary<UnitId, int>();
        var splits = new List<Split>();
        var regions = new List<Scope>();
        foreach (var id in Nodes.Ids)
            if (Nodes[id] is RegionNode.Region region)
            {
                numbers.Add(id, regions.Count);
                foreach (var partition in region.Partitions)
                    splits.Add(new(regions.Count, Nodes[partition].Children.Map(part => numbers[part])));
                regions.Add(region.Scope);
            }

        return Decomposition.Of(regions, splits);
    }

    /// <summary>Counts of the graph.</summary>
    public RegionGraphStatistics Statistics()
    {
        var regions = Nodes.Units.OfType<RegionNode.Region>().ToList();
        var partitions = Nodes.Units.OfType<RegionNode.Partition>().ToList();
        var uses = partitions.SelectMany(partition => partition.Parts).CountBy(part => part);
        return new(
            Scope.Count,
            regions.Count,
            regions.Count(region => region.Partitions.IsEmpty),
            partitions.Count,
            Nodes.Depths(node => node is RegionNode.Partition ? 1 : 0).Max(),
            partitions.Select(partition => partition.Parts.Count).DefaultIfEmpty(0).Max(),
            uses.Count(use => use.Value > 1));
    }

    Either<PicsError, RegionGraph> IRecheck<RegionGraph>.Recheck() => Create(ToDecomposition());

    /// <inheritdoc/>
    public bool Equals(RegionGraph? other) => other is not null && Nodes.Equals(other.Nodes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RegionGraph);

    /// <inheritdoc/>
    public override int GetHashCode() => Nodes.GetHashCode();

    private static RegionGraphError? FindError(Decomposition decomposition)
    {
        var (regions, splits) = decomposition;
        if (regions.IsEmpty) return new RegionGraphError.NoRegions();
        for (var region = 0; region < regions.Count; region++)
            if (regions[region].IsEmpty || regions[region].Variables[0] < 0)
                return new RegionGraphError.BadScope(region, regions[region]);

        var isPart = new bool[regions.Count];
        for (var index = 0; index < splits.Count; index++)
        {
            var (whole, parts) = splits[index];
            foreach (var region in parts.Add(whole))
                if (region < 0 || region >= regions.Count)
                    return new RegionGraphError.UnknownRegion(index, region, regions.Count);
            if (parts.Count < 2) return new RegionGraphError.TooFewParts(index, whole, parts.Count);
            var union = Scope.Union(parts.Map(part => regions[part]));
            if (union.Count < parts.Sum(part => regions[part].Count)) return FirstOverlap(index, parts, regions);
            if (!union.Equals(regions[whole]))
                return new RegionGraphError.Uncovered(index, whole, regions[whole].Except(union), union.Except(regions[whole]));
            foreach (var part in parts) isPart[part] = true;
        }

        var roots = Enumerable.Range(0, regions.Count).Where(region => !isPart[region]).ToList();
        return roots.Count == 1 ? null : new RegionGraphError.SeveralRoots(roots[0], roots[1], roots.Count);
    }

    private static RegionGraphError.Overlap FirstOverlap(int split, Arr<int> parts, Arr<Scope> regions) =>
        (from i in Enumerable.Range(0, parts.Count)
         from j in Enumerable.Range(i + 1, parts.Count - i - 1)
         let shared = regions[parts[i]].Intersect(regions[parts[j]])
         where !shared.IsEmpty
         select new RegionGraphError.Overlap(split, parts[i], parts[j], shared)).First();

    private static Dag<RegionNode> Order(Decomposition decomposition)
    {
        var splits = decomposition.Splits.ToLookup(split => split.Region);
        var ids = new UnitId[decomposition.Regions.Count];
        var nodes = new List<RegionNode>();
        UnitId Add(RegionNode node)
        {
            nodes.Add(node);
            return new(nodes.Count - 1);
        }

        foreach (var region in Enumerable.Range(0, ids.Length).OrderBy(region => decomposition.Regions[region].Count))
        {
            var scope = decomposition.Regions[region];
            var partitions = splits[region].Select(split => Add(new RegionNode.Partition(scope, split.Parts.Map(part => ids[part])))).ToArr();
            ids[region] = Add(new RegionNode.Region(scope, partitions));
        }

        return Dag<RegionNode>.Create(nodes).IfLeft(error => throw new InvalidOperationException(error.Explain()));
    }
}

/// <summary>Counts of a region graph.</summary>
/// <param name="Variables">Variables of the root.</param>
/// <param name="Regions">Regions, leaves included.</param>
/// <param name="Leaves">Regions without partitions.</param>
/// <param name="Partitions">Partitions.</param>
/// <param name="Depth">The largest number of partitions on a way from the root to a leaf.</param>
/// <param name="LargestArity">The largest number of parts of a partition.</param>
/// <param name="SharedRegions">Regions that are part of more than one partition; none in a tree.</param>
public sealed record RegionGraphStatistics(
    int Variables, int Regions, int Leaves, int Partitions, int Depth, int LargestArity, int SharedRegions);
