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

    /// <summary>The size of each unit: latents of a PIC, values of a QPC.</summary>
    internal ImmutableArray<int> Sizes { get; }

    /// <summary>How sizes are counted.</summary>
    internal Sizing Sizing { get; }

    /// <summary>A circuit of other units, which must be valid: they are trusted.</summary>
    internal TSelf With(Dag<CircuitUnit> units);
}
