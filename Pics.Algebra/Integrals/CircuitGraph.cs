using System.Diagnostics;

namespace Pics.Algebra;

/// <summary>A valid graph of units under one way of counting sizes, with what follows from it: the graph that a PIC and a QPC share.</summary>
/// <remarks>Invariant: what <see cref="CircuitRules"/> asks for. It is checked once, where units come in; passes that keep it are trusted.</remarks>
internal sealed class CircuitGraph
{
    private CircuitGraph(Dag<CircuitUnit> units, Facts facts)
    {
        Units = units;
        Scopes = [.. facts.Scopes];
        Sizes = [.. facts.Sizes];
        Groups = [.. facts.Groups.Values];
    }

    /// <summary>The units, inputs before outputs.</summary>
    public Dag<CircuitUnit> Units { get; }

    /// <summary>The observed variables of each unit.</summary>
    public ImmutableArray<Scope> Scopes { get; }

    /// <summary>The size of each unit.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>The function groups by increasing number.</summary>
    public ImmutableArray<FunctionGroup> Groups { get; }

    /// <summary>Checks the units, the root last. Error: <see cref="GraphError"/> or <see cref="CircuitError"/>.</summary>
    public static Either<PicsError, CircuitGraph> Create(IEnumerable<CircuitUnit> units, Sizing sizing) => Dag<CircuitUnit>.Create(units).Bind(dag => Create(dag, sizing));

    /// <summary>The same for a graph that is one already.</summary>
    public static Either<PicsError, CircuitGraph> Create(Dag<CircuitUnit> units, Sizing sizing)
    {
        var facts = new Facts(units.Units.Length);
        foreach (var id in units.Ids)
            if (CircuitRules.FindError(id, units[id], facts, sizing) is { } error)
                return new PicsError.Circuit(error);
            else
                facts.Add(units[id], sizing);
        return CircuitRules.FindError(units.Root, facts, sizing) is { } wrong ? new PicsError.Circuit(wrong) : new CircuitGraph(units, facts);
    }

    /// <summary>For passes whose result is valid whenever their input is: nothing is checked, but in debug builds.</summary>
    public static CircuitGraph Trusted(Dag<CircuitUnit> units, Sizing sizing)
    {
        Debug.Assert(Create(units, sizing).IsRight, "a pass is trusted that breaks a circuit");
        var facts = new Facts(units.Units.Length);
        foreach (var unit in units.Units) facts.Add(unit, sizing);
        return new(units, facts);
    }

    /// <summary>The units with other functions; ids stay.</summary>
    public Dag<CircuitUnit> MapFunctions(Func<UnitId, FunctionSpec, FunctionSpec> map) => Units.Map((id, unit) => unit.MapFunction(function => map(id, function)));

    /// <summary>The circuit of other units, as <see cref="Dag{TUnit}.Rewrite"/> makes them. Error: <see cref="GraphError"/> or <see cref="CircuitError"/>.</summary>
    public Either<PicsError, CircuitGraph> Rewrite(Func<CircuitUnit, Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> rewrite, Sizing sizing) =>
        Units.Rewrite(rewrite).Bind(units => Create(units, sizing));

    /// <summary>The units with equal ones merged.</summary>
    public Dag<CircuitUnit> Intern() => Units.Intern();

    /// <summary>What is known of the units so far: scope and size of each, and the function groups.</summary>
    internal sealed class Facts(int capacity)
    {
        /// <summary>Scopes by place.</summary>
        public List<Scope> Scopes { get; } = new(capacity);

        /// <summary>Sizes by place.</summary>
        public List<int> Sizes { get; } = new(capacity);

        /// <summary>Groups by number.</summary>
        public SortedDictionary<int, FunctionGroup> Groups { get; } = [];

        /// <summary>The group of a function: as it is known, or as this function would begin it.</summary>
        public FunctionGroup GroupOf(FunctionSpec function) => Groups.GetValueOrDefault(function.Group, new(function.Group, function.Signature, function.Sharing, 0));

        /// <summary>Adds the next unit, which must be valid.</summary>
        public void Add(CircuitUnit unit, Sizing sizing)
        {
            unit.Function.IfSome(function =>
            {
                var known = GroupOf(function);
                Groups[function.Group] = known with { Functions = Math.Max(known.Functions, function.Head + 1) };
            });
            Scopes.Add(unit.Match(
                input => input.Observation is Observation.Open ? Scope.Single(input.Variable) : Scope.Empty,
                hadamard => Scope.Union(hadamard.Factors.Map(ScopeOf)),
                kronecker => Scope.Union(kronecker.Factors.Map(ScopeOf)),
                linear => ScopeOf(linear.Operand),
                mixture => ScopeOf(mixture.Inputs[0])));
            Sizes.Add(unit.Match(
                input => sizing.OfLatents(input.Density.Signature.Match(density => density.Given, kernel => kernel.Outputs)),
                hadamard => SizeOf(hadamard.Factors[0]),
                kronecker => kronecker.Factors.Map(SizeOf).Reduce(sizing.Join),
                linear => sizing.OfLatents(linear.Kernel.Signature.Match(density => density.Given, kernel => kernel.Outputs)),
                mixture => SizeOf(mixture.Inputs[0])));
        }

        /// <summary>The scope of a unit that was added.</summary>
        public Scope ScopeOf(UnitId id) => Scopes[id.Index];

        /// <summary>The size of a unit that was added.</summary>
        public int SizeOf(UnitId id) => Sizes[id.Index];
    }
}
