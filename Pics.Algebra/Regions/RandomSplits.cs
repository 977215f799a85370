namespace Pics.Algebra;

/// <summary>Random splits: each region into two parts of random size and content.</summary>
/// <remarks>A binary tree, about four times as deep as a balanced one; structured decomposable. Its regions have about 2 n ln n variables together.</remarks>
public static class RandomSplits
{
    private const int Most = 1 << 21; // variables; their regions are within RegionLimits.MaxListed

    /// <summary>The tree over the variables 0, 1, ... Error: <see cref="StructureError.Argument"/>.</summary>
    /// <param name="variables">How many, at least one.</param>
    /// <param name="seed">Equal seeds give equal trees.</param>
    public static Either<PicsError, RegionGraph> Create(int variables, int seed) =>
        variables is < 1 or > Most
            ? PicsError.Of(new StructureError.Argument("tree of random splits", "variables", variables, 1, Most))
            : RecursiveSplits.Create(Scope.Range(0, variables), scope => scope.Count == 1 ? [] : [Parts(scope, (ulong)seed)]);

    private static IEnumerable<Scope> Parts(Scope scope, ulong seed)
    {
        // Two regions of one tree differ in their first variable or in their size. Order and size have seeds of their own: from one
        // they would draw the same bits for variable 0 and for the size.
        var own = Seeded.Bits(Seeded.Bits(seed, (ulong)scope.Variables[0]), (ulong)scope.Count);
        var (shuffled, size) = (Seeded.Shuffle(Seeded.Bits(own, 0), scope.Variables), 1 + Seeded.Below(Seeded.Bits(own, 1), scope.Count - 1));
        return [Scope.Of(shuffled.Take(size)), Scope.Of(shuffled.Skip(size))];
    }
}
