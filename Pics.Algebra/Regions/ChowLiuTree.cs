namespace Pics.Algebra;

/// <summary>The Chow-Liu tree: the tree over variables with the largest sum of mutual information along its edges.</summary>
/// <remarks>Prim's algorithm, quadratic in the variables; among equals the variable with the smallest number, and of its equal parents the one that was added first. Source: Chow and Liu, 1968.</remarks>
public static class ChowLiuTree
{
    /// <summary>The tree, with root 0. Error: <see cref="StructureError"/>.</summary>
    /// <param name="variables">How many, at least one.</param>
    /// <param name="mutualInformation">Of two different variables, the smaller number first.</param>
    public static Either<PicsError, VariableTree> Create(int variables, Func<int, int, double> mutualInformation)
    {
        if (variables is < 1 or > RegionLimits.MaxDeepVariables)
            return PicsError.Of(new StructureError.Argument("Chow-Liu tree", "variables", variables, 1, RegionLimits.MaxDeepVariables));
        var parents = Enumerable.Repeat(-1, variables).ToArray();
        var best = Enumerable.Repeat(double.NegativeInfinity, variables).ToArray();
        var isIn = new bool[variables];
        for (int added = 0, latest = 0; added < variables - 1; added++)
        {
            isIn[latest] = true;
            var next = -1;
            for (var variable = 0; variable < variables; variable++)
            {
                if (isIn[variable]) continue;
                var (first, second) = (Math.Min(latest, variable), Math.Max(latest, variable));
                var value = mutualInformation(first, second);
                if (double.IsNaN(value)) return PicsError.Of(new StructureError.BadInformation(first, second, value));
                if (parents[variable] < 0 || value > best[variable]) (parents[variable], best[variable]) = (latest, value);
                if (next < 0 || best[variable] > best[next]) next = variable;
            }

            latest = next;
        }

        return VariableTree.Create(parents);
    }
}
