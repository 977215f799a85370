namespace Pics.Algebra;

/// <summary>A quadrature circuit: the tractable circuit that a PIC becomes under a quadrature rule, its graph with sums for integrals.</summary>
/// <remarks>
/// Invariant: smooth, decomposable, vectors as wide as their readers expect (K to the number of latents), width one at the root.
/// Weights are named by function, not stored: an interpretation or a net gives them. Every row of every sum layer sums to one,
/// so the circuit is normalised for every rule. Paper: section 3.2, algorithm 3.
/// </remarks>
public sealed class Qpc : IEquatable<Qpc>, ICircuit<Qpc>
{
    private readonly CircuitGraph graph;

    private Qpc(CircuitGraph graph, QuadratureRule rule) => (this.graph, Rule) = (graph, rule);

    /// <inheritdoc/>
    public Dag<CircuitUnit> Units => graph.Units;

    /// <summary>The rule that every latent is integrated with.</summary>
    public QuadratureRule Rule { get; }

    /// <inheritdoc/>
    public ImmutableArray<Scope> Scopes => graph.Scopes;

    /// <summary>The number of values of each unit, in topological order.</summary>
    public ImmutableArray<int> Widths => graph.Sizes;

    /// <inheritdoc/>
    public ImmutableArray<FunctionGroup> Groups => graph.Groups;

    /// <inheritdoc/>
    public Scope Scope => Scopes[^1];

    /// <summary>Checks the units, the root last. Error: <see cref="GraphError"/> or <see cref="CircuitError"/>.</summary>
    public static Either<PicsError, Qpc> Create(IEnumerable<CircuitUnit> units, QuadratureRule rule) =>
        CircuitGraph.Create(units, Sizing.Values(rule.Count)).Map(graph => new Qpc(graph, rule));

    /// <inheritdoc/>
    public Qpc Intern() => Trusted(graph.Intern(), Rule);

    /// <inheritdoc/>
    public Either<PicsError, Qpc> Rewrite(Func<CircuitUnit, Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> rewrite) =>
        graph.Rewrite(rewrite, Sizing.Values(Rule.Count)).Map(made => new Qpc(made, Rule));

    /// <summary>The same structure with other functions. Error: <see cref="CircuitError"/> where they do not fit the units.</summary>
    /// <param name="map">Given a unit and its function, the new function, with the same signature.</param>
    public Either<PicsError, Qpc> MapFunctions(Func<UnitId, FunctionSpec, FunctionSpec> map) => Create(graph.MapFunctions(map).Units, Rule);

    ImmutableArray<int> ICircuit<Qpc>.Sizes => Widths;

    Sizing ICircuit<Qpc>.Sizing => Sizing.Values(Rule.Count);

    Qpc ICircuit<Qpc>.With(Dag<CircuitUnit> units) => Trusted(units, Rule);

    Either<PicsError, Qpc> IRecheck<Qpc>.Recheck() => Create(Units.Units, Rule);

    /// <inheritdoc/>
    public bool Equals(Qpc? other) => other is not null && Rule.Equals(other.Rule) && Units.Equals(other.Units);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Qpc);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Units);

    /// <summary>For passes whose result is valid whenever their input is.</summary>
    internal static Qpc Trusted(Dag<CircuitUnit> units, QuadratureRule rule) => new(CircuitGraph.Trusted(units, Sizing.Values(rule.Count)), rule);
}
