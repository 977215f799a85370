namespace Pics.Algebra;

/// <summary>Region graphs from a rule that says how a scope is split, again and again; equal scopes are one shared region.</summary>
public static class RecursiveSplits
{
    /// <summary>The graph over a scope. Error: <see cref="StructureError.BadSplit"/>, or a <see cref="RegionGraphError"/> for a scope without variables or with a negative one.</summary>
    /// <param name="scope">The variables of the root.</param>
    /// <param name="split">For a scope, the partitions of its region, each a list of parts; none for a leaf.</param>
    public static Either<PicsError, RegionGraph> Create(Scope scope, Func<Scope, IEnumerable<IEnumerable<Scope>>> split)
    {
        var numbers = new Dictionary<Scope, int> { [scope] = 0 };
        var regions = new List<Scope> { scope };
        var splits = new List<Split>();
        for (var region = 0; region < regions.Count; region++)
            foreach (var parts in split(regions[region]).Select(partition => partition.ToArr()))
            {
                // Every part is smaller than the whole, so this ends.
                if (!IsPartition(regions[region], parts)) return PicsError.Of(new StructureError.BadSplit(regions[region], parts));
                splits.Add(new(region, parts.Map(Number)));
            }

        return RegionGraph.Create(Decomposition.Of(regions, splits));

        int Number(Scope part)
        {
            if (numbers.TryGetValue(part, out var known)) return known;
            regions.Add(part);
            return numbers[part] = regions.Count - 1;
        }
    }

    private static bool IsPartition(Scope whole, Arr<Scope> parts) =>
        parts.Count > 1
        && parts.ForAll(part => !part.IsEmpty)
        && parts.Sum(part => part.Count) == whole.Count
        && Scope.Union(parts).Equals(whole);
}
