namespace Pics.Algebra;

/// <summary>The conditions on PICs and QPCs: smooth, decomposable, sizes that fit, convex mixtures, consistent function groups.</summary>
internal static class CircuitRules
{
    private const double WeightTolerance = 1e-9; // sums of a few decimal weights; far above rounding, far below a mistake

    /// <summary>Scope and size of each unit, and the function groups.</summary>
    internal sealed record Checked(ImmutableArray<Scope> Scopes, ImmutableArray<int> Sizes, ImmutableArray<FunctionGroup> Groups);

    /// <summary>Checks the graph.</summary>
    /// <param name="dag">The units.</param>
    /// <param name="size">The size of so many latents.</param>
    /// <param name="join">The size of a Kronecker product of two sizes.</param>
    /// <param name="rootSize">The size that the root must have.</param>
    public static Either<PicsError, Checked> Check<TUnit>(
        Dag<TUnit> dag, Func<int, int> size, Func<int, int, int> join, int rootSize)
        where TUnit : class, ICircuitUnit<TUnit>
    {
        var scopes = new Scope[dag.Units.Length];
        var sizes = new int[dag.Units.Length];
        var groups = new SortedDictionary<int, FunctionGroup>();
        foreach (var id in dag.Ids)
        {
            var unit = dag[id].Form(size);
            var children = dag[id].Children;
            var error = Group(id, unit, groups) ?? Shape(id, unit, children, scopes, sizes) ?? Weights(id, unit, children);
            if (error is not null) return new PicsError.Circuit(error);
            scopes[id.Index] = unit.Kind switch
            {
                FormKind.Leaf => unit.Observation is Observation.Open ? Scope.Single(unit.Variable) : Scope.Empty,
                FormKind.Linear or FormKind.Mixture => scopes[children[0].Index],
                _ => Scope.Union(children.Map(child => scopes[child.Index])),
            };
            sizes[id.Index] = unit.Kind switch
            {
                FormKind.Leaf or FormKind.Linear => unit.Size,
                FormKind.Kronecker => children.Map(child => sizes[child.Index]).Reduce(join),
                _ => sizes[children[0].Index],
            };
            if (sizes[id.Index] < 0) return new PicsError.Circuit(new CircuitError.LatentMismatch(id, 0, sizes[id.Index]));
        }

        return sizes[^1] == rootSize
            ? new Checked([.. scopes], [.. sizes], [.. groups.Values])
            : new PicsError.Circuit(new CircuitError.LatentMismatch(dag.Root, rootSize, sizes[^1]));
    }

    private static CircuitError? Shape(UnitId id, CircuitForm unit, Arr<UnitId> children, Scope[] scopes, int[] sizes)
    {
        var required = unit.Kind switch { FormKind.Leaf => 0, FormKind.Linear or FormKind.Mixture => 1, _ => 2 };
        if (children.Count < required) return new CircuitError.TooFewInputs(id, children.Count, required);
        return unit.Kind switch
        {
            FormKind.Leaf => Leaf(id, unit),
            FormKind.Linear => SameSize(id, unit.InputSize, children, sizes),
            FormKind.Kronecker => Disjoint(id, children, scopes),
            FormKind.Hadamard => Disjoint(id, children, scopes) ?? SameSize(id, sizes[children[0].Index], children, sizes),
            _ => SameScope(id, children, scopes) ?? SameSize(id, sizes[children[0].Index], children, sizes),
        };
    }

    private static CircuitError? Leaf(UnitId id, CircuitForm unit) =>
        unit.Variable < 0 ? new CircuitError.BadInput(id, unit.Variable, Option<double>.None)
        : unit.Observation is Observation.Known { Value: var value } && !unit.Function!.Signature.Match(density => density.Family.Takes(value), _ => true)
            ? new CircuitError.BadInput(id, unit.Variable, value)
            : null;

    private static CircuitError? Disjoint(UnitId id, Arr<UnitId> children, Scope[] scopes)
    {
        var parts = children.Map(child => scopes[child.Index]);
        var union = Scope.Union(parts);
        if (union.Count == parts.Sum(part => part.Count)) return null;
        var shared = union.Variables.Where(variable => parts.Count(part => part.Contains(variable)) > 1);
        return new CircuitError.NotDecomposable(id, Scope.Of(shared));
    }

    private static CircuitError? SameScope(UnitId id, Arr<UnitId> children, Scope[] scopes)
    {
        var expected = scopes[children[0].Index];
        var other = children.Find(child => !scopes[child.Index].Equals(expected));
        return other.Map(child => (CircuitError)new CircuitError.NotSmooth(id, child, expected, scopes[child.Index])).MatchUnsafe(error => error, () => null);
    }

    private static CircuitError? SameSize(UnitId id, int expected, Arr<UnitId> children, int[] sizes)
    {
        var other = children.Find(child => sizes[child.Index] != expected);
        return other.Map(child => (CircuitError)new CircuitError.LatentMismatch(id, expected, sizes[child.Index])).MatchUnsafe(error => error, () => null);
    }

    private static CircuitError? Weights(UnitId id, CircuitForm unit, Arr<UnitId> children) =>
        unit.Kind != FormKind.Mixture
        || (unit.Weights.Count == children.Count
            && unit.Weights.ForAll(weight => weight >= 0)
            && Math.Abs(unit.Weights.Sum() - 1) <= WeightTolerance)
            ? null
            : new CircuitError.BadWeights(id, children.Count, unit.Weights);

    private static bool IsPossible(FunctionSignature signature) => signature.Match(
        density => density.Given >= 0 && density.Family.IsPossible,
        kernel => kernel is { Outputs: >= 0, Inputs: >= 0 });

    private static CircuitError? Group(UnitId id, CircuitForm unit, SortedDictionary<int, FunctionGroup> groups)
    {
        if (unit.Function is not { } function) return null;
        var known = groups.GetValueOrDefault(function.Group, new(function.Group, function.Signature, function.Sharing, 0));
        if (!unit.Fits || !IsPossible(function.Signature)
            || known.Signature != function.Signature || known.Sharing != function.Sharing
            || function.Group < 0 || function.Head < 0 || function.Head == int.MaxValue
            || (function.Sharing == Sharing.Full && function.Head > 0))
            return new CircuitError.BadFunction(id, function.Group, function.Head);
        groups[function.Group] = known with { Functions = Math.Max(known.Functions, function.Head + 1) };
        return null;
    }
}
