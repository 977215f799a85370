namespace Pics.Numerics;

/// <summary>Orders of the variables of a circuit that may be cheap to code in.</summary>
internal static class CodingOrders
{
    /// <summary>As the columns are; and as a walk meets them that finishes one factor of a product before the next, the smallest first, the largest first, or as they stand.</summary>
    public static IEnumerable<ImmutableArray<int>> Of(Qpc circuit)
    {
        yield return circuit.Scope.Variables;
        yield return Walk(circuit, (_, place) => place);
        yield return Walk(circuit, (scope, _) => scope.Variables.Length);
        yield return Walk(circuit, (scope, _) => -scope.Variables.Length);
    }

    private static ImmutableArray<int> Walk(Qpc circuit, Func<Scope, int, int> rank)
    {
        var (seen, order, stack) = (new bool[circuit.Units.Units.Length], ImmutableArray.CreateBuilder<int>(), new Stack<int>());
        var known = new System.Collections.Generic.HashSet<int>();
        stack.Push(circuit.Units.Root.Index);
        while (stack.TryPop(out var index))
        {
            if (seen[index]) continue;
            seen[index] = true;
            if (circuit.Units.Units[index] is CircuitUnit.Input { Observation: Observation.Open } input && known.Add(input.Variable)) order.Add(input.Variable);
            foreach (var child in circuit.Units.Units[index].Children.Select((child, place) => (child.Index, Rank: rank(circuit.Scopes[child.Index], place))).OrderByDescending(child => child.Rank))
                stack.Push(child.Index);
        }

        return order.ToImmutable();
    }
}
