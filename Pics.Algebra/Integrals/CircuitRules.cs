namespace Pics.Algebra;

/// <summary>The conditions on PICs and QPCs: smooth, decomposable, sizes that fit, convex mixtures, consistent function groups.</summary>
internal static class CircuitRules
{
    private const double WeightTolerance = 1e-9; // sums of a few decimal weights; far above rounding, far below a mistake

    /// <summary>What is wrong with a unit whose children are right.</summary>
    /// <param name="id">The unit's place.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="facts">What is known of the units before it.</param>
    /// <param name="sizing">How sizes are counted.</param>
    public static CircuitError? FindError(UnitId id, CircuitUnit unit, CircuitGraph.Facts facts, Sizing sizing) => unit.Match(
        input => Function(id, input.Density, facts, IsDensity(input.Density)) ?? Variable(id, input) ?? Countable(id, sizing.OfLatents(input.Density.Signature.Latents)),
        hadamard => Enough(id, hadamard.Factors, 2) ?? Disjoint(id, hadamard.Factors, facts) ?? SameSize(id, hadamard.Factors, facts),
        kronecker => Enough(id, kronecker.Factors, 2) ?? Disjoint(id, kronecker.Factors, facts) ?? Countable(id, kronecker.Factors.Map(facts.SizeOf).Reduce(sizing.Join)),
        linear => Function(id, linear.Kernel, facts, !IsDensity(linear.Kernel)) ?? Operand(id, linear, facts, sizing),
        mixture => Enough(id, mixture.Inputs, 1) ?? SameScope(id, mixture.Inputs, facts) ?? SameSize(id, mixture.Inputs, facts) ?? Weights(id, mixture));

    /// <summary>What is wrong with the root beside: it has no latent and one value.</summary>
    public static CircuitError? FindError(UnitId root, CircuitGraph.Facts facts, Sizing sizing) => Fits(root, sizing.OfNumber, facts.SizeOf(root));

    private static CircuitError? Enough(UnitId id, Arr<UnitId> children, int required) =>
        children.Count < required ? new CircuitError.TooFewInputs(id, children.Count, required) : null;

    private static CircuitError? Variable(UnitId id, CircuitUnit.Input input) =>
        input.Variable < 0 ? new CircuitError.BadInput(id, input.Variable, Option<double>.None)
        : input.Observation is Observation.Known { Value: var value } && !input.Density.Signature.Match(density => density.Family.Takes(value), _ => true)
            ? new CircuitError.BadInput(id, input.Variable, value)
            : null;

    private static CircuitError? Operand(UnitId id, CircuitUnit.Linear linear, CircuitGraph.Facts facts, Sizing sizing)
    {
        var (outputs, inputs) = linear.Kernel.Signature.Match(_ => (0, 0), kernel => (kernel.Outputs, kernel.Inputs));
        return Fits(id, sizing.OfLatents(inputs), facts.SizeOf(linear.Operand)) ?? Countable(id, sizing.OfLatents(outputs));
    }

    private static CircuitError? Countable(UnitId id, int size) => size < 0 ? new CircuitError.LatentMismatch(id, 0, size) : null;

    private static CircuitError? Fits(UnitId id, int expected, int found) => found == expected ? null : new CircuitError.LatentMismatch(id, expected, found);

    private static CircuitError? Disjoint(UnitId id, Arr<UnitId> children, CircuitGraph.Facts facts)
    {
        var parts = children.Map(facts.ScopeOf);
        var union = Scope.Union(parts);
        if (union.Count == parts.Sum(part => part.Count)) return null;
        var shared = union.Variables.Where(variable => parts.Count(part => part.Contains(variable)) > 1);
        return new CircuitError.NotDecomposable(id, Scope.Of(shared));
    }

    private static CircuitError? SameScope(UnitId id, Arr<UnitId> children, CircuitGraph.Facts facts)
    {
        var expected = facts.ScopeOf(children[0]);
        return children.Filter(child => !facts.ScopeOf(child).Equals(expected)).HeadOrNone()
            .Map(child => (CircuitError)new CircuitError.NotSmooth(id, child, expected, facts.ScopeOf(child)))
            .MatchUnsafe(error => error, () => null);
    }

    private static CircuitError? SameSize(UnitId id, Arr<UnitId> children, CircuitGraph.Facts facts) =>
        children.Map(child => Fits(id, facts.SizeOf(children[0]), facts.SizeOf(child))).FirstOrDefault(error => error is not null);

    private static CircuitError? Weights(UnitId id, CircuitUnit.Mixture mixture) =>
        mixture.Weights.Count == mixture.Inputs.Count && mixture.Weights.ForAll(weight => weight >= 0) && Math.Abs(mixture.Weights.Sum() - 1) <= WeightTolerance
            ? null
            : new CircuitError.BadWeights(id, mixture.Inputs.Count, mixture.Weights);

    private static bool IsDensity(FunctionSpec function) => function.Signature.Match(_ => true, _ => false);

    private static bool IsPossible(FunctionSignature signature) => signature.Match(
        density => density.Given >= 0 && density.Family.IsPossible,
        kernel => kernel is { Outputs: >= 0, Inputs: >= 0 });

    private static CircuitError? Function(UnitId id, FunctionSpec function, CircuitGraph.Facts facts, bool isOfRightSort)
    {
        var known = facts.GroupOf(function);
        return isOfRightSort && IsPossible(function.Signature)
            && known.Signature == function.Signature && known.Sharing == function.Sharing
            && function is { Group: >= 0, Head: >= 0 and < int.MaxValue }
            && (function.Sharing != Sharing.Full || function.Head == 0)
            ? null
            : new CircuitError.BadFunction(id, function.Group, function.Head);
    }
}
