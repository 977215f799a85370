namespace Pics.Algebra;

/// <summary>Region graph to region graph: partitions of many parts become partitions of two, halving the list of parts again and again.</summary>
/// <remarks>Chooses a model class: the new regions have latents of their own. Keeps the regions that are there, and the order of the parts; needed for Tucker-merges.</remarks>
public static class Binarise
{
    /// <summary>The pass; it never refuses.</summary>
    public static Pass<RegionGraph, RegionGraph> Pass { get; } = Algebra.Pass.Total<RegionGraph, RegionGraph>("binarise", graph => Run(graph, _ => true));

    /// <summary>The same for the partitions of the root alone, as a Tucker-merge there needs it; it never refuses.</summary>
    public static Pass<RegionGraph, RegionGraph> Root { get; } = Algebra.Pass.Total<RegionGraph, RegionGraph>("binarise the root", graph => Run(graph, scope => scope.Equals(graph.Scope)));

    private static RegionGraph Run(RegionGraph graph, Func<Scope, bool> isMeant)
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

        foreach (var split in splits)
            if (isMeant(known[split.Region])) Halve(split.Region, split.Parts);
            else binary.Add(split);
        return RegionGraph.Create(Decomposition.Of(regions, binary)).IfLeft(error => throw new InvalidOperationException(error.Explain()));
    }
}
