namespace Pics.Algebra;

/// <summary>A PIC or a QPC: one graph of units, read in two ways. Passes that do the same to either are generic in it.</summary>
/// <typeparam name="TSelf">The circuit itself.</typeparam>
public interface ICircuit<TSelf> : IRecheck<TSelf>
    where TSelf : class, ICircuit<TSelf>
{
    /// <summary>The units, inputs before outputs.</summary>
    Dag<CircuitUnit> Units { get; }

    /// <summary>The observed variables of each unit, in topological order.</summary>
    ImmutableArray<Scope> Scopes { get; }

    /// <summary>The function groups by increasing number.</summary>
    ImmutableArray<FunctionGroup> Groups { get; }

    /// <summary>The observed variables of the circuit: those that an input unit is open to.</summary>
    Scope Scope { get; }

    /// <summary>Merges equal units (hash-consing); preserves the denotation exactly.</summary>
    TSelf Intern();

    /// <summary>Rewrites the circuit bottom-up; what does not feed the new root is left out. Error: <see cref="GraphError"/> or <see cref="CircuitError"/>.</summary>
    /// <param name="rewrite">
    /// Given a unit, a lookup of what became of the units before it, and a function that adds a new unit and gives its id: what becomes of the
    /// unit. <c>(unit, child, add) => add(unit.MapChildren(child))</c> changes nothing.
    /// </param>
    Either<PicsError, TSelf> Rewrite(Func<CircuitUnit, Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> rewrite);

    /// <summary>The size of each unit: latents of a PIC, values of a QPC.</summary>
    internal ImmutableArray<int> Sizes { get; }

    /// <summary>How sizes are counted.</summary>
    internal Sizing Sizing { get; }

    /// <summary>A circuit of other units, which must be valid: they are trusted.</summary>
    internal TSelf With(Dag<CircuitUnit> units);
}
