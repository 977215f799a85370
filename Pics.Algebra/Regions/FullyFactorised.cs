namespace Pics.Algebra;

/// <summary>The fully factorised structure: one partition of all variables.</summary>
/// <remarks>With a CP-merge all variables are independent: the model that others must beat.</remarks>
public static class FullyFactorised
{
    /// <summary>The structure over the variables 0, 1, ... Error: <see cref="StructureError.Argument"/>.</summary>
    /// <param name="variables">How many, at least one.</param>
    public static Either<PicsError, RegionGraph> Create(int variables) =>
        variables is < 1 or > RegionLimits.MaxVariables
            ? PicsError.Of(new StructureError.Argument("fully factorised structure", "variables", variables, 1, RegionLimits.MaxVariables))
            : RecursiveSplits.Create(Scope.Range(0, variables), scope => scope.Count == 1 ? [] : [scope.Variables.Select(Scope.Single)]);
}
