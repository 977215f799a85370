namespace Pics.Numerics;

/// <summary>All that the coder does for a row: which vectors, in which order.</summary>
/// <param name="Order">The variables as they are coded.</param>
/// <param name="Constants">What is computed once for all rows.</param>
/// <param name="Steps">What is computed for each row.</param>
/// <param name="ConstantCount">How many constant vectors.</param>
/// <param name="VectorCount">How many others.</param>
internal sealed record CodingPlan(ImmutableArray<int> Order, ImmutableArray<CodingStep> Constants, ImmutableArray<CodingStep> Steps, int ConstantCount, int VectorCount)
{
    /// <summary>Multiplications for a row; those of looking up values left out.</summary>
    public long Cost { get; } = Steps.Sum(step => step.Cost);

    /// <summary>The cheapest of some orders, which are looked at one after the other.</summary>
    /// <remarks>
    /// What a unit is worth depends on what is known outside of its scope, and its value on what is known inside. An order that finishes one part of a
    /// circuit before it begins the next computes both once a unit, so on a tree all conditionals of a row cost two passes over the circuit. Where regions
    /// overlap, some are computed again.
    /// </remarks>
    /// <param name="circuit">The circuit.</param>
    /// <param name="isNormalised">Whether the weights of each sum sum to one.</param>
    /// <param name="given">Variables that are known before, and not coded; they come first.</param>
    public static CodingPlan Cheapest(Qpc circuit, bool isNormalised, IReadOnlyCollection<int> given) =>
        CodingOrders.Of(circuit).DistinctBy(order => string.Join(' ', order)).Select(order => CodingPlanner.Plan(circuit, isNormalised, [.. order.Where(given.Contains), .. order.Where(variable => !given.Contains(variable))])).MinBy(plan => plan.Cost)!;
}
