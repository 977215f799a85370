namespace Pics.Properties;

/// <summary>What it means to be a region graph, spelled out over plain sets.</summary>
internal static class RegionGraphOracle
{
    public static bool IsRegionGraph(Decomposition decomposition)
    {
        var regions = decomposition.Regions.Map(scope => scope.Variables.ToHashSet()).ToList();
        if (regions.Count == 0 || regions.Any(region => region.Count == 0 || region.Min() < 0)) return false;
        foreach (var split in decomposition.Splits)
        {
            if (split.Region < 0 || split.Region >= regions.Count || split.Parts.Count < 2 || split.Parts.Any(part => part < 0 || part >= regions.Count)) return false;
            foreach (var variable in regions.SelectMany(region => region).Distinct())
                if (split.Parts.Count(part => regions[part].Contains(variable)) != (regions[split.Region].Contains(variable) ? 1 : 0))
                    return false;
        }

        return regions.Where((_, region) => !decomposition.Splits.Any(split => split.Parts.Contains(region))).Count() == 1;
    }

    public static bool IsStructuredDecomposable(RegionGraph graph)
    {
        var partitions = graph.Nodes.Units.OfType<RegionNode.Partition>().ToList();
        string Parts(RegionNode.Partition partition) => string.Join('|', partition.Parts.Map(part => graph.Nodes[part].Scope.ToString()).Order());
        return (from first in partitions from second in partitions where first.Scope.Equals(second.Scope) select Parts(first) == Parts(second)).All(same => same);
    }
}
