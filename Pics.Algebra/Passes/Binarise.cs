namespace Pics.Algebra;

/// <summary>Region graph to region graph: partitions of many parts become partitions of two, halving the list of parts again and again.</summary>
/// <remarks>Chooses a model class: the new regions have latents of their own. Keeps the regions that are there, and the order of the parts; needed for Tucker-merges.</remarks>
public static class Binarise
{
    /// <summary>The pass; it never refuses.</summary>
    public static Pass<RegionGraph, RegionGraph> Pass { get; } = Algebra.Pass.Total<RegionGraph, RegionGraph>("binarise", Run);

    private static RegionGraph Run(RegionGraph graph)
    {
        var (known, splits) = graph.ToDecomposition();
        var regions = known.ToList();
        var binary = new List<Split>();

        void Halve(int whole, Arr<int> parts)
        {
            var half = (parts.Count + 1) / 2;
            binary.Add(new(whole, Arr.create(Join(parts.Take(half).ToArr()), Join(parts.Skip(half).ToArr()))));
        }

        int Join(Arr<int> parts)
        {
            if (parts.Count == 1) return parts[0];
            regions.Add(Scope.Union(parts.Map(part => regions[part])));
            var whole = regions.Count - 1;
            Halve(whole, parts);
            return whole;
        }

        foreach (var split in splits) Halve(split.Region, split.Parts);
        return RegionGraph.Create(Decomposition.Of(regions, binary)).IfLeft(error => throw new InvalidOperationException(error.Explain()));
    }
}
