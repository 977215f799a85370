namespace Pics.Algebra;

/// <summary>Which units of a circuit are meant, as a value: it is put together from others, and a pass takes it.</summary>
/// <remarks>Law: the connectives are those of sets, so that <c>a.And(b).Not()</c> selects what <c>a.Not().Or(b.Not())</c> does.</remarks>
public sealed class Selection
{
    private readonly Func<Dag<CircuitUnit>, ImmutableArray<Scope>, Func<UnitId, bool>> select;

    private Selection(string name, Func<Dag<CircuitUnit>, ImmutableArray<Scope>, Func<UnitId, bool>> select) => (Name, this.select) = (name, select);

    /// <summary>Every unit.</summary>
    public static Selection All { get; } = Units("units", _ => true);

    /// <summary>Input units.</summary>
    public static Selection Inputs { get; } = Units("inputs", unit => unit is CircuitUnit.Input);

    /// <summary>Products over the same latents.</summary>
    public static Selection Hadamards { get; } = Units("hadamard products", unit => unit is CircuitUnit.Hadamard);

    /// <summary>Products over different latents.</summary>
    public static Selection Kroneckers { get; } = Units("kronecker products", unit => unit is CircuitUnit.Kronecker);

    /// <summary>Integral units of a PIC, sum units of a QPC.</summary>
    public static Selection Linears { get; } = Units("linear units", unit => unit is CircuitUnit.Linear);

    /// <summary>Mixtures.</summary>
    public static Selection Mixtures { get; } = Units("mixtures", unit => unit is CircuitUnit.Mixture);

    /// <summary>What is selected, in words.</summary>
    public string Name { get; }

    /// <summary>Input units of one variable, whatever is observed of it.</summary>
    public static Selection InputsOf(int variable) => Units($"inputs of variable {variable}", unit => unit is CircuitUnit.Input input && input.Variable == variable);

    /// <summary>Units that use a function of a group.</summary>
    public static Selection InGroup(int group) => Units($"units of group {group}", unit => unit.Function.Exists(function => function.Group == group));

    /// <summary>CP blocks of so many inputs: the Hadamard products all of whose factors are linear units.</summary>
    public static Selection CpBlocks(int inputs) => new($"CP blocks of {inputs} inputs", (units, _) => id =>
        units[id] is CircuitUnit.Hadamard product && product.Factors.Count == inputs && product.Factors.ForAll(factor => units[factor] is CircuitUnit.Linear));

    /// <summary>Tucker blocks of so many inputs: the linear units over a Kronecker product.</summary>
    public static Selection TuckerBlocks(int inputs) => new($"Tucker blocks of {inputs} inputs", (units, _) => id =>
        units[id] is CircuitUnit.Linear linear && units[linear.Operand] is CircuitUnit.Kronecker product && product.Factors.Count == inputs);

    /// <summary>Units with exactly these observed variables, as those of a region.</summary>
    public static Selection Over(Scope scope) => new($"units over {scope}", (_, scopes) => id => scopes[id.Index].Equals(scope));

    /// <summary>Units all of whose observed variables are among these.</summary>
    public static Selection Within(Scope scope) => new($"units within {scope}", (_, scopes) => id => scopes[id.Index].IsSubsetOf(scope));

    /// <summary>Those for which a function says so.</summary>
    /// <param name="name">The units in words.</param>
    /// <param name="isMeant">Whether a unit is meant.</param>
    public static Selection Units(string name, Func<CircuitUnit, bool> isMeant) => new(name, (units, _) => id => isMeant(units[id]));

    /// <summary>Units that both select.</summary>
    public Selection And(Selection other) => Both($"({Name} and {other.Name})", other, (first, second) => first && second);

    /// <summary>Units that either selects.</summary>
    public Selection Or(Selection other) => Both($"({Name} or {other.Name})", other, (first, second) => first || second);

    /// <summary>All other units.</summary>
    public Selection Not() => new($"(all but {Name})", (units, scopes) =>
    {
        var isMeant = select(units, scopes);
        return id => !isMeant(id);
    });

    /// <summary>Those of these units for which a function says so.</summary>
    public Selection Where(Func<CircuitUnit, bool> isMeant) => And(Units("some", isMeant));

    /// <summary>Those of these units that feed one of others, over any number of units between.</summary>
    public Selection Below(Selection others) => And(new($"below {others.Name}", (units, scopes) =>
    {
        var (isOther, isBelow) = (others.select(units, scopes), new bool[units.Units.Length]);
        for (var index = isBelow.Length - 1; index >= 0; index--)
            if (isBelow[index] || isOther(new(index)))
                foreach (var child in units.Units[index].Children) isBelow[child.Index] = true;
        return id => isBelow[id.Index];
    }));

    /// <summary>Those of these units that one of others feeds, over any number of units between.</summary>
    public Selection Above(Selection others) => And(new($"above {others.Name}", (units, scopes) =>
    {
        var (isOther, isAbove) = (others.select(units, scopes), new bool[units.Units.Length]);
        for (var index = 0; index < isAbove.Length; index++)
            isAbove[index] = units.Units[index].Children.Exists(child => isAbove[child.Index] || isOther(child));
        return id => isAbove[id.Index];
    }));

    /// <summary>The units of a circuit that are meant, children before parents.</summary>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    public ImmutableArray<UnitId> Of<TCircuit>(TCircuit circuit)
        where TCircuit : class, ICircuit<TCircuit> => [.. circuit.Units.Ids.Where(select(circuit.Units, circuit.Scopes))];

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private Selection Both(string name, Selection other, Func<bool, bool, bool> join) => new(name, (units, scopes) =>
    {
        var (first, second) = (select(units, scopes), other.select(units, scopes));
        return id => join(first(id), second(id));
    });
}
