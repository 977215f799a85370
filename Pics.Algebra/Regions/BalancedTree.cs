namespace Pics.Algebra;

/// <summary>The balanced tree: consecutive variables, halved again and again.</summary>
/// <remarks>A binary tree of the least depth; structured decomposable.</remarks>
public static class BalancedTree
{
    /// <summary>The tree over the variables 0, 1, ... Error: <see cref="StructureError.Argument"/>.</summary>
    /// <param name="variables">How many, at least one.</param>
    public static Either<PicsError, RegionGraph> Create(int variables) =>
        variables is < 1 or > RegionLimits.MaxVariables
            ? PicsError.Of(new StructureError.Argument("balanced tree", "variables", variables, 1, RegionLimits.MaxVariables))
            : RecursiveSplits.Create(Scope.Range(0, variables), scope => scope.Count == 1 ? [] : [Halves(scope.Variables)]);

    private static IEnumerable<Scope> Halves(ImmutableArray<int> variables) =>
        [Scope.Of(variables[..((variables.Length + 1) / 2)]), Scope.Of(variables[((variables.Length + 1) / 2)..])];
}
