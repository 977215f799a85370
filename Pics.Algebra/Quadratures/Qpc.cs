using System.Numerics;

namespace Pics.Algebra;

/// <summary>A quadrature circuit: the tractable circuit that a PIC becomes under a quadrature rule.</summary>
/// <remarks>
/// Invariant: smooth, decomposable, vectors as wide as their readers expect (K to the number of latents), width one at the root.
/// Weights are named by function, not stored: an interpretation or a net gives them. Every row of every sum layer sums to one,
/// so the circuit is normalised for every rule. Paper: section 3.2, algorithm 3.
/// </remarks>
public sealed class Qpc : IEquatable<Qpc>, IRecheck<Qpc>, ICircuit<Qpc, QpcUnit>
{
    private const int MostDoublings = 30; // from 1, within 32 bits
    private const int TooWide = -1; // the size of a unit with more values than can be numbered; refused wherever it appears

    private Qpc(Dag<QpcUnit> units, QuadratureRule rule, CircuitRules.Checked facts)
    {
        Units = units;
        Rule = rule;
        Scopes = facts.Scopes;
        Widths = facts.Sizes;
        Groups = facts.Groups;
    }

    /// <summary>The units, inputs before outputs.</summary>
    public Dag<QpcUnit> Units { get; }

    /// <summary>The rule that every latent is integrated with.</summary>
    public QuadratureRule Rule { get; }

    /// <summary>The observed variables of each unit, in topological order.</summary>
    public ImmutableArray<Scope> Scopes { get; }

    /// <summary>The number of values of each unit, in topological order.</summary>
    public ImmutableArray<int> Widths { get; }

    /// <summary>The function groups by increasing number.</summary>
    public ImmutableArray<FunctionGroup> Groups { get; }

    /// <summary>The observed variables of the circuit: those that an input unit is open to.</summary>
    public Scope Scope => Scopes[^1];

    /// <summary>Checks the units, the root last. Error: <see cref="GraphError"/> or <see cref="CircuitError"/>.</summary>
    public static Either<PicsError, Qpc> Create(IEnumerable<QpcUnit> units, QuadratureRule rule) =>
        Dag<QpcUnit>.Create(units).Bind(dag => Create(dag, rule));

    /// <summary>Merges equal units (hash-consing); preserves the denotation exactly.</summary>
    public Qpc Intern() => Trusted(Units.Rewrite<QpcUnit>((unit, child) => unit.MapChildren(child)), Rule);

    /// <summary>The same structure with other functions.</summary>
    /// <param name="map">Given a unit and its function, the new function, with the same signature.</param>
    public Either<PicsError, Qpc> MapFunctions(Func<UnitId, FunctionSpec, FunctionSpec> map) => Create(
        Units.Map((id, unit) => unit.Match<QpcUnit>(
            input => input with { Density = map(id, input.Density) },
            hadamard => hadamard,
            kronecker => kronecker,
            sum => sum with { Kernel = map(id, sum.Kernel) },
            mixing => mixing)),
        Rule);

    ImmutableArray<int> ICircuit<Qpc, QpcUnit>.Sizes => Widths;

    int ICircuit<Qpc, QpcUnit>.NumberSize => 1;

    Qpc ICircuit<Qpc, QpcUnit>.With(Dag<QpcUnit> units) => Trusted(units, Rule);

    Either<PicsError, Qpc> IRecheck<Qpc>.Recheck() => Create(Units.Units, Rule);

    /// <inheritdoc/>
    public bool Equals(Qpc? other) => other is not null && Rule.Equals(other.Rule) && Units.Equals(other.Units);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Qpc);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Units);

    /// <summary>The number of combinations of nodes of so many latents; null if it is too large to number.</summary>
    internal static int? Width(int nodes, int latents)
    {
        // A power that has more digits than any width is not computed: they may be millions.
        if (nodes > 1 && latents > MostDoublings) return null;
        var width = BigInteger.Pow(nodes, Math.Min(latents, MostDoublings));
        return width > int.MaxValue ? null : (int)width;
    }

    /// <summary>For passes whose result is valid whenever their input is.</summary>
    internal static Qpc Trusted(Dag<QpcUnit> units, QuadratureRule rule) =>
        Create(units, rule).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private static Either<PicsError, Qpc> Create(Dag<QpcUnit> units, QuadratureRule rule) =>
        CircuitRules.Check(units, latents => Width(rule.Count, latents) ?? TooWide, Join, rootSize: 1).Map(facts => new Qpc(units, rule, facts));

    private static int Join(int first, int second) =>
        first == TooWide || second == TooWide || (long)first * second > int.MaxValue ? TooWide : first * second;
}
