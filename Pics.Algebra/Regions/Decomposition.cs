namespace Pics.Algebra;

/// <summary>One way of splitting a region of a <see cref="Decomposition"/>.</summary>
/// <param name="Region">Which region is split, by its place in the list of regions.</param>
/// <param name="Parts">The regions it is split into, in order.</param>
public sealed record Split(int Region, Arr<int> Parts);

/// <summary>Any list of regions and splits, not yet known to be a region graph (the paper's arbitrary variable decomposition).</summary>
/// <param name="Regions">The scopes of the regions; two regions may have the same scope.</param>
/// <param name="Splits">The splits, in any order.</param>
public sealed record Decomposition(Arr<Scope> Regions, Arr<Split> Splits)
{
    /// <summary>A decomposition from any two sequences.</summary>
    public static Decomposition Of(IEnumerable<Scope> regions, IEnumerable<Split> splits) =>
        new(regions.ToArr(), splits.ToArr());

    /// <summary>Whether the parts of every split make up exactly the region that is split.</summary>
    public bool IsSmooth => Splits.ForAll(split => PartScopes(split) is { } scopes && Scope.Union(scopes).Equals(Regions[split.Region]));

    /// <summary>Whether the parts of every split are disjoint.</summary>
    public bool IsDecomposable => Splits.ForAll(split => PartScopes(split) is { } scopes && scopes.Sum(scope => scope.Count) == Scope.Union(scopes).Count);

    /// <summary>Whether any two splits of regions with the same scope split it into the same scopes.</summary>
    public bool IsStructuredDecomposable =>
        IsDecomposable && Splits
            .GroupBy(split => Regions[split.Region])
            .All(group => group.Select(split => PartScopes(split)!.Order().ToArr()).Distinct().Count() == 1);

    private List<Scope>? PartScopes(Split split) =>
        split.Parts.Add(split.Region).ForAll(region => region >= 0 && region < Regions.Count)
            ? [.. split.Parts.Map(part => Regions[part])]
            : null;
}
