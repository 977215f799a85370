namespace Pics.Algebra;

/// <summary>PIC to the region graph of its scopes: the way back of <see cref="Merge"/>, which forgets how partitions are merged.</summary>
/// <remarks>Each product of a circuit splits its scope as a partition does. What is fixed or hidden is over no variable, and no part of it.</remarks>
public static class Unmerge
{
    /// <summary>The pass. Error: <see cref="RegionGraphError"/> where the scopes are not those of a region graph, as of a circuit over no variable.</summary>
    public static Pass<Pic, RegionGraph> Pass { get; } = Algebra.Pass.Partial<Pic, RegionGraph>("unmerge", pic =>
    {
        var scopes = pic.Scopes;
        var numbers = scopes.Where(scope => !scope.IsEmpty).Distinct().Select((scope, number) => (scope, number)).ToDictionary(entry => entry.scope, entry => entry.number);
        var splits = from id in pic.Units.Ids
                     where pic.Units[id].Match(_ => false, _ => true, _ => true, _ => false, _ => false)
                     let parts = pic.Units[id].Children.Map(child => scopes[child.Index]).Filter(scope => !scope.IsEmpty)
                     where parts.Count > 1
                     select new Split(numbers[scopes[id.Index]], parts.Map(part => numbers[part]));
        return RegionGraph.Create(Decomposition.Of(numbers.OrderBy(entry => entry.Value).Select(entry => entry.Key), splits.Distinct()));
    });
}
