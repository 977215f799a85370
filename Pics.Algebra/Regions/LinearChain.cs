namespace Pics.Algebra;

/// <summary>The linear chain: variables are split off one by one, the last of an order first.</summary>
/// <remarks>As deep as there are variables, as a hidden Markov model is; structured decomposable.</remarks>
public static class LinearChain
{
    /// <summary>The chain: the first i variables are the first i - 1 and the i-th. Error: <see cref="StructureError"/>.</summary>
    /// <param name="order">The variables, each once.</param>
    public static Either<PicsError, RegionGraph> Create(IEnumerable<int> order)
    {
        var variables = order.ToArr();
        if (variables.Count is < 1 or > RegionLimits.MaxDeepVariables)
            return PicsError.Of(new StructureError.Argument("linear chain", "variables", variables.Count, 1, RegionLimits.MaxDeepVariables));
        var singles = variables.Map(Scope.Single);
        if (Scope.Of(variables) is var all && all.Count < variables.Count) return PicsError.Of(new StructureError.BadSplit(all, singles));
        return RecursiveSplits.Create(all, scope => scope.Count == 1 ? [] : [[Scope.Of(variables.Take(scope.Count - 1)), singles[scope.Count - 1]]]);
    }
}
