namespace Pics.Algebra;

/// <summary>PIC to PIC, or QPC to QPC: a pass of one's own, unit by unit from the inputs to the root.</summary>
/// <remarks>
/// What does not feed the new root is left out, and the result goes through its own <c>Create</c>, so that it is a circuit or is refused.
/// Whether the meaning stays is up to the function.
/// </remarks>
public static class Rewrite
{
    /// <summary>Rewrites every unit. Error: <see cref="GraphError"/> or <see cref="CircuitError"/>, where the new units are no circuit.</summary>
    /// <param name="name">What the pass does, for people.</param>
    /// <param name="rewrite">
    /// Given the circuit, a unit of it, a lookup of what became of the units before it, and a function that adds a new unit and gives its id: what
    /// becomes of the unit.
    /// </param>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    public static Pass<TCircuit, TCircuit> All<TCircuit>(string name, Func<TCircuit, CircuitUnit, Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> rewrite)
        where TCircuit : class, ICircuit<TCircuit> => Where(name, Selection.All, rewrite);

    /// <summary>Rewrites the selected units; the others stay as they are, over what became of their inputs.</summary>
    /// <param name="name">What the pass does, for people.</param>
    /// <param name="selection">Units of the circuit as it was.</param>
    /// <param name="rewrite">As in <see cref="All"/>.</param>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    public static Pass<TCircuit, TCircuit> Where<TCircuit>(string name, Selection selection, Func<TCircuit, CircuitUnit, Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> rewrite)
        where TCircuit : class, ICircuit<TCircuit> => Pass.Partial<TCircuit, TCircuit>(name, circuit =>
        {
            var selected = selection.Of(circuit).ToHashSet();
            var index = 0;
            return circuit.Rewrite((unit, child, add) => selected.Contains(new(index++)) ? rewrite(circuit, unit, child, add) : add(unit.MapChildren(child)));
        });

    /// <summary>A number that no function group of a circuit has; all above it are free as well.</summary>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    public static int FreeGroup<TCircuit>(TCircuit circuit)
        where TCircuit : class, ICircuit<TCircuit> => circuit.Groups.IsEmpty ? 0 : circuit.Groups[^1].Id + 1;
}
