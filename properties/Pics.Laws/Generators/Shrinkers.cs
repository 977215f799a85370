namespace Pics.Laws;

/// <summary>Smaller values of the same type, all valid.</summary>
public static class Shrinkers
{
    /// <summary>The graph below each part of the root, and the graph without one partition of a region that has several.</summary>
    public static IEnumerable<RegionGraph> Graph(RegionGraph graph)
    {
        var decomposition = graph.ToDecomposition();
        var root = decomposition.Regions.Count - 1;
        foreach (var split in decomposition.Splits.Where(split => split.Region == root))
            foreach (var part in split.Parts)
                yield return Reachable(decomposition, part);
        for (var index = 0; index < decomposition.Splits.Count; index++)
            if (decomposition.Splits.Count(split => split.Region == decomposition.Splits[index].Region) > 1)
                yield return Reachable(decomposition with { Splits = decomposition.Splits.RemoveAt(index) }, root);
    }

    /// <summary>Without one split, and without one variable of a region; whether it is a region graph may change.</summary>
    public static IEnumerable<AnyDecomposition> Any(AnyDecomposition any)
    {
        var (regions, splits) = any.Value;
        for (var split = 0; split < splits.Count; split++) yield return new(new(regions, splits.RemoveAt(split)));
        for (var region = 0; region < regions.Count; region++)
            foreach (var variable in regions[region].Variables)
                yield return new(new(regions.SetItem(region, regions[region].Except(Scope.Single(variable))), splits));
    }

    /// <summary>One row fewer, or one partition fewer of a region that has several.</summary>
    public static IEnumerable<FamilyRecipe> Recipe(FamilyRecipe recipe) => Enumerable.Range(0, recipe.Rows.Count > 1 ? recipe.Rows.Count : 0).Select(row => recipe with { Rows = recipe.Rows.RemoveAt(row) })
        .Concat(Graph(recipe.Graph).Where(graph => graph.Scope.Equals(recipe.Graph.Scope)).Select(graph => recipe with { Graph = graph }));

    /// <summary>The circuit below each unit that is a number, and those with one mixture, product or linear unit less or narrower.</summary>
    /// <remarks>What is no circuit any more is left out. Each is smaller in units or inputs of units, so that shrinking ends.</remarks>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    public static IEnumerable<TCircuit> Circuit<TCircuit>(TCircuit circuit)
        where TCircuit : class, ICircuit<TCircuit>
    {
        var root = circuit.Units.Root;
        foreach (var id in circuit.Units.Ids.Where(id => id != root))
            foreach (var smaller in Changed(circuit, root, (child, _) => child(id)))
                yield return smaller;
        foreach (var id in circuit.Units.Ids)
            foreach (var smaller in Narrower(circuit.Units[id]).SelectMany(change => Changed(circuit, id, change)))
                yield return smaller;
    }

    /// <summary>One variable fewer that is fixed or summed out.</summary>
    public static IEnumerable<FixedCircuit> Fixed(FixedCircuit circuit) => circuit.Known.Keys.Select(variable => circuit with { Known = circuit.Known.Remove(variable) })
        .Concat(circuit.Hidden.Variables.Select(variable => circuit with { Hidden = circuit.Hidden.Except(Scope.Single(variable)) }));

    /// <summary>The rule without its last node.</summary>
    public static IEnumerable<QuadratureRule> Rule(QuadratureRule rule)
    {
        if (rule.Count > 1) yield return CircuitBuilder.Made(QuadratureRule.Create(rule.Name, rule.From, rule.To, rule.Nodes.SkipLast(1), rule.Weights.SkipLast(1)));
    }

    /// <summary>Smaller values where it is known how a type shrinks, else none.</summary>
    internal static IEnumerable<T> Known<T>(T value) => (value switch
    {
        RegionGraph graph => Graph(graph),
        Pic pic => Circuit(pic),
        Qpc qpc => Circuit(qpc),
        QuadratureRule rule => Rule(rule),
        Meaning meaning => meaning.Shrink(),
        Trial trial => trial.Case.Shrink().Select(smaller => trial with { Case = smaller }),
        _ => Enumerable.Empty<object>(),
    }).Cast<T>();

    private static RegionGraph Reachable(Decomposition decomposition, int root)
    {
        var kept = new SortedSet<int> { root };
        for (var region = decomposition.Regions.Count - 1; region >= 0; region--)
            if (kept.Contains(region))
                foreach (var part in decomposition.Splits.Where(split => split.Region == region).SelectMany(split => split.Parts))
                    kept.Add(part);
        var places = kept.Select((region, place) => (region, place)).ToDictionary(entry => entry.region, entry => entry.place);
        return CircuitBuilder.Made(RegionGraph.Create(Decomposition.Of(
            kept.Select(region => decomposition.Regions[region]),
            decomposition.Splits.Where(split => kept.Contains(split.Region)).Select(split => new Split(places[split.Region], split.Parts.Map(part => places[part]))))));
    }

    /// <summary>What a unit may become: one of its inputs, or itself with an input less.</summary>
    private static IEnumerable<Func<Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId>> Narrower(CircuitUnit unit)
    {
        foreach (var input in unit.Children) yield return (child, _) => child(input);
        for (var place = 0; place < unit.Children.Count; place++)
            if (Without(unit, place) is { } narrower)
                yield return (child, add) => add(narrower.MapChildren(child));
    }

    private static CircuitUnit? Without(CircuitUnit unit, int place) => unit.Match(
        _ => null,
        product => product.Factors.Count > 2 ? new CircuitUnit.Hadamard(product.Factors.RemoveAt(place)) : null,
        _ => null,
        _ => null,
        mixture => mixture.Inputs.Count > 2 && mixture.Weights[place] < 1
            ? new CircuitUnit.Mixture(mixture.Inputs.RemoveAt(place), mixture.Weights.RemoveAt(place).Map(weight => weight / (1 - mixture.Weights[place])))
            : (CircuitUnit?)null);

    private static Option<TCircuit> Changed<TCircuit>(TCircuit circuit, UnitId changed, Func<Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> change)
        where TCircuit : class, ICircuit<TCircuit>
    {
        var index = 0;
        return circuit.Rewrite((unit, child, add) => index++ == changed.Index ? change(child, add) : add(unit.MapChildren(child))).ToOption();
    }
}
