namespace Pics.Algebra;

/// <summary>Random binary trees: replicas of trees that halve the variables at random down to a depth, under one root.</summary>
/// <remarks>
/// What is left below that depth is split into its variables by one partition. Replicas share their single variables only, so several
/// make a directed acyclic graph. Source: random and tensorised sum-product networks (Peharz et al., 2019).
/// </remarks>
public static class RandomBinaryTrees
{
    private const string Name = "forest of random binary trees";

    /// <summary>The graph over the variables 0, 1, ... Error: <see cref="StructureError.Argument"/>.</summary>
    /// <param name="variables">How many, at least one.</param>
    /// <param name="depth">Halvings on each way down, zero or more.</param>
    /// <param name="replicas">Trees, at least one.</param>
    /// <param name="seed">Equal seeds give equal graphs.</param>
    public static Either<PicsError, RegionGraph> Create(int variables, int depth, int replicas, int seed) =>
        variables is < 1 or > RegionLimits.MaxVariables ? Refuse("variables", variables, 1, RegionLimits.MaxVariables)
        : depth < 0 ? Refuse("depth", depth, 0, int.MaxValue)
        : replicas < 1 || (long)replicas * variables > RegionLimits.MaxVariables ? Refuse("replicas", replicas, 1, RegionLimits.MaxVariables / variables)
        : Replicas.Union(Enumerable.Range(0, replicas).Select(replica => Tree(variables, depth, Seeded.Bits((ulong)seed, (ulong)replica))));

    private static RegionGraph Tree(int variables, int depth, ulong seed)
    {
        var levels = new Dictionary<Scope, int>();
        var all = Scope.Range(0, variables);
        levels[all] = 0;
        IEnumerable<IEnumerable<Scope>> Split(Scope scope)
        {
            if (scope.Count == 1) return [];
            if (levels[scope] == depth) return [scope.Variables.Select(Scope.Single)];
            var shuffled = Seeded.Shuffle(Seeded.Bits(Seeded.Bits(seed, (ulong)scope.Variables[0]), (ulong)scope.Count), scope.Variables);
            var half = (scope.Count + 1) / 2;
            Arr<Scope> parts = Arr.create(Scope.Of(shuffled.Take(half)), Scope.Of(shuffled.Skip(half)));
            foreach (var part in parts) levels[part] = levels[scope] + 1;
            return [parts];
        }

        return RecursiveSplits.Create(all, Split).IfLeft(error => throw new InvalidOperationException(error.Explain()));
    }

    private static Either<PicsError, RegionGraph> Refuse(string name, int value, int least, int most) =>
        PicsError.Of(new StructureError.Argument(Name, name, value, least, most));
}
