namespace Pics.Properties;

/// <summary>Smaller values of the same type, all valid.</summary>
internal static class Shrinkers
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

    /// <summary>The circuit below each unit without latents, and with one factor or mixture input fewer at the root.</summary>
    public static IEnumerable<Pic> Pic(Pic pic)
    {
        foreach (var id in pic.Units.Ids.Where(id => id != pic.Units.Root && pic.Latents[id.Index] == 0)) yield return Below(pic, pic.Units[id]);
        switch (pic.Units[pic.Units.Root])
        {
            case CircuitUnit.Hadamard product when product.Factors.Count > 2:
                yield return Below(pic, new CircuitUnit.Hadamard(product.Factors.RemoveAt(0)));
                break;
            case CircuitUnit.Mixture mixture when mixture.Inputs.Count > 1:
                yield return Below(pic, pic.Units[mixture.Inputs[0]]);
                break;
        }
    }

    /// <summary>One variable fewer that is fixed or summed out.</summary>
    public static IEnumerable<FixedCircuit> Fixed(FixedCircuit circuit) => circuit.Known.Keys.Select(variable => circuit with { Known = circuit.Known.Remove(variable) })
        .Concat(circuit.Hidden.Variables.Select(variable => circuit with { Hidden = circuit.Hidden.Except(Scope.Single(variable)) }));

    /// <summary>The rule without its last node.</summary>
    public static IEnumerable<QuadratureRule> Rule(QuadratureRule rule)
    {
        if (rule.Count > 1) yield return PicBuilder.Get(QuadratureRule.Create(rule.Name, rule.From, rule.To, rule.Nodes.SkipLast(1), rule.Weights.SkipLast(1)));
    }

    private static RegionGraph Reachable(Decomposition decomposition, int root)
    {
        var kept = new SortedSet<int> { root };
        for (var region = decomposition.Regions.Count - 1; region >= 0; region--)
            if (kept.Contains(region))
                foreach (var part in decomposition.Splits.Where(split => split.Region == region).SelectMany(split => split.Parts))
                    kept.Add(part);
        var places = kept.Select((region, place) => (region, place)).ToDictionary(entry => entry.region, entry => entry.place);
        return PicBuilder.Get(RegionGraph.Create(Decomposition.Of(
            kept.Select(region => decomposition.Regions[region]),
            decomposition.Splits.Where(split => kept.Contains(split.Region)).Select(split => new Split(places[split.Region], split.Parts.Map(part => places[part]))))));
    }

    private static Pic Below(Pic pic, CircuitUnit root)
    {
        var units = new List<CircuitUnit>();
        var places = new Dictionary<UnitId, UnitId>();
        UnitId Copy(UnitId id)
        {
            if (places.TryGetValue(id, out var known)) return known;
            units.Add(pic.Units[id].MapChildren(Copy));
            return places[id] = new(units.Count - 1);
        }

        units.Add(root.MapChildren(Copy));
        return PicBuilder.Get(Algebra.Pic.Create(units));
    }
}
