namespace Pics.Laws;

/// <summary>Random decompositions that are region graphs by construction: shared regions, several partitions, two to four parts.</summary>
internal sealed class GraphBuilder(Random random, bool binaryOnly = false)
{
    private readonly List<Scope> regions = [];
    private readonly List<Split> splits = [];

    public static Decomposition Random(Random random, int variables, bool binaryOnly = false)
    {
        var builder = new GraphBuilder(random, binaryOnly);
        builder.Region(Scope.Range(0, variables));
        return Decomposition.Of(builder.regions, builder.splits);
    }

    private int Region(Scope scope)
    {
        var known = regions.FindIndex(region => region.Equals(scope));
        if (known >= 0 && random.Next(3) > 0) return known;
        var splitsHere = scope.Count == 1 ? 0 : 1 + random.Next(2);
        var partitions = Enumerable.Range(0, splitsHere).Select(_ => Parts(scope).Select(Region).ToArr()).ToList();
        regions.Add(scope);
        splits.AddRange(partitions.Select(parts => new Split(regions.Count - 1, parts)));
        return regions.Count - 1;
    }

    private List<Scope> Parts(Scope scope)
    {
        var shuffled = scope.Variables.OrderBy(_ => random.Next()).ToList();
        var count = binaryOnly ? 2 : Math.Min(scope.Count, 2 + random.Next(3));
        var parts = shuffled.Take(count).Select(variable => new List<int> { variable }).ToList();
        foreach (var variable in shuffled.Skip(count)) parts[random.Next(count)].Add(variable);
        return [.. parts.Select(Scope.Of)];
    }
}
