namespace Pics.Algebra;

/// <summary>A probabilistic integral circuit: a graph of input, product, integral and mixture units without free latents at the root.</summary>
/// <remarks>
/// Invariant: smooth, decomposable, every unit gets as many latents as it takes, and the units of one function group agree.
/// Paper: section 3.
/// </remarks>
public sealed class Pic : IEquatable<Pic>, IRecheck<Pic>, ICircuit<Pic, PicUnit>
{
    private Pic(Dag<PicUnit> units, CircuitRules.Checked facts)
    {
        Units = units;
        Scopes = facts.Scopes;
        Latents = facts.Sizes;
        Groups = facts.Groups;
    }

    /// <summary>The units, inputs before outputs.</summary>
    public Dag<PicUnit> Units { get; }

    /// <summary>The observed variables of each unit, in topological order.</summary>
    public ImmutableArray<Scope> Scopes { get; }

    /// <summary>The number of free latents of each unit, in topological order.</summary>
    public ImmutableArray<int> Latents { get; }

    /// <summary>The function groups by increasing number.</summary>
    public ImmutableArray<FunctionGroup> Groups { get; }

    /// <summary>The observed variables of the circuit: those that an input unit is open to.</summary>
    public Scope Scope => Scopes[^1];

    /// <summary>Checks the units, the root last. Error: <see cref="GraphError"/> or <see cref="CircuitError"/>.</summary>
    public static Either<PicsError, Pic> Create(IEnumerable<PicUnit> units) => Dag<PicUnit>.Create(units).Bind(Create);

    /// <summary>The integral units above each unit, on the way from the root with most of them: the depth of the paper's layers.</summary>
    public ImmutableArray<int> IntegralDepths() => Units.Depths(unit => unit is PicUnit.Integral ? 1 : 0);

    /// <summary>Merges equal units (hash-consing); preserves the denotation exactly.</summary>
    public Pic Intern() => Trusted(Units.Rewrite<PicUnit>((unit, child) => unit.MapChildren(child)));

    /// <summary>The same structure with other functions.</summary>
    /// <param name="map">Given a unit and its function, the new function, with the same signature.</param>
    public Either<PicsError, Pic> MapFunctions(Func<UnitId, FunctionSpec, FunctionSpec> map) => Create(Units.Map((id, unit) => unit.Match<PicUnit>(
        input => input with { Density = map(id, input.Density) },
        hadamard => hadamard,
        kronecker => kronecker,
        integral => integral with { Kernel = map(id, integral.Kernel) },
        mixture => mixture)));

    ImmutableArray<int> ICircuit<Pic, PicUnit>.Sizes => Latents;

    int ICircuit<Pic, PicUnit>.NumberSize => 0;

    Pic ICircuit<Pic, PicUnit>.With(Dag<PicUnit> units) => Trusted(units);

    Either<PicsError, Pic> IRecheck<Pic>.Recheck() => Create(Units.Units);

    /// <inheritdoc/>
    public bool Equals(Pic? other) => other is not null && Units.Equals(other.Units);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pic);

    /// <inheritdoc/>
    public override int GetHashCode() => Units.GetHashCode();

    /// <summary>For passes whose result is valid whenever their input is.</summary>
    internal static Pic Trusted(Dag<PicUnit> units) =>
        Create(units).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private static Either<PicsError, Pic> Create(Dag<PicUnit> units) =>
        CircuitRules.Check(units, latents => latents, (first, second) => (int)Math.Min(int.MaxValue, (long)first + second), rootSize: 0).Map(facts => new Pic(units, facts));
}
