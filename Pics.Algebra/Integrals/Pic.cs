namespace Pics.Algebra;

/// <summary>A probabilistic integral circuit: a graph of input, product, integral and mixture units without free latents at the root.</summary>
/// <remarks>
/// Invariant: smooth, decomposable, every unit gets as many latents as it takes, and the units of one function group agree.
/// Paper: section 3.
/// </remarks>
public sealed class Pic : IEquatable<Pic>, ICircuit<Pic>
{
    private readonly CircuitGraph graph;

    private Pic(CircuitGraph graph) => this.graph = graph;

    /// <inheritdoc/>
    public Dag<CircuitUnit> Units => graph.Units;

    /// <inheritdoc/>
    public ImmutableArray<Scope> Scopes => graph.Scopes;

    /// <summary>The number of free latents of each unit, in topological order.</summary>
    public ImmutableArray<int> Latents => graph.Sizes;

    /// <inheritdoc/>
    public ImmutableArray<FunctionGroup> Groups => graph.Groups;

    /// <inheritdoc/>
    public Scope Scope => Scopes[^1];

    /// <summary>Checks the units, the root last. Error: <see cref="GraphError"/> or <see cref="CircuitError"/>.</summary>
    public static Either<PicsError, Pic> Create(IEnumerable<CircuitUnit> units) => CircuitGraph.Create(units, Sizing.Latents).Map(graph => new Pic(graph));

    /// <summary>The integral units above each unit, on the way from the root with most of them: the depth of the paper's layers.</summary>
    public ImmutableArray<int> IntegralDepths() => Units.Depths(unit => unit is CircuitUnit.Linear ? 1 : 0);

    /// <inheritdoc/>
    public Pic Intern() => Trusted(graph.Intern());

    /// <inheritdoc/>
    public Either<PicsError, Pic> Rewrite(Func<CircuitUnit, Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> rewrite) =>
        graph.Rewrite(rewrite, Sizing.Latents).Map(made => new Pic(made));

    /// <summary>The same structure with other functions. Error: <see cref="CircuitError"/> where they do not fit the units.</summary>
    /// <param name="map">Given a unit and its function, the new function, with the same signature.</param>
    public Either<PicsError, Pic> MapFunctions(Func<UnitId, FunctionSpec, FunctionSpec> map) => Create(graph.MapFunctions(map).Units);

    ImmutableArray<int> ICircuit<Pic>.Sizes => Latents;

    Sizing ICircuit<Pic>.Sizing => Sizing.Latents;

    Pic ICircuit<Pic>.With(Dag<CircuitUnit> units) => Trusted(units);

    Either<PicsError, Pic> IRecheck<Pic>.Recheck() => Create(Units.Units);

    /// <inheritdoc/>
    public bool Equals(Pic? other) => other is not null && Units.Equals(other.Units);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pic);

    /// <inheritdoc/>
    public override int GetHashCode() => Units.GetHashCode();

    /// <summary>As <see cref="MapFunctions"/> where the new functions are known to fit.</summary>
    internal Pic WithFunctions(Func<UnitId, FunctionSpec, FunctionSpec> map) => Trusted(graph.MapFunctions(map));

    /// <summary>For passes whose result is valid whenever their input is.</summary>
    internal static Pic Trusted(Dag<CircuitUnit> units) => new(CircuitGraph.Trusted(units, Sizing.Latents));
}
