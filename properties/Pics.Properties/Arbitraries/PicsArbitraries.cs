namespace Pics.Properties;

/// <summary>Random values of the algebra, made through the public factories, with shrinkers.</summary>
public static class PicsArbitraries
{
    private const int MaxVariables = 5;

    public static Arbitrary<RegionGraph> Graphs() => Arb.From(
        from variables in Gen.Choose(1, MaxVariables)
        from graph in Graphs(variables)
        select graph,
        Shrinkers.Graph);

    public static Arbitrary<Pic> Pics() => Arb.From(Circuits(MaxVariables - 1), Shrinkers.Pic);

    public static Arbitrary<QuadratureRule> Rules() => Arb.From(
        from count in Gen.Choose(1, 3)
        from nodes in Fractions.ArrayOf(count)
        from weights in Fractions.ArrayOf(count)
        select PicBuilder.Get(QuadratureRule.Create("random", -1, 1, nodes.Select(node => (2 * node) - 1).Order(), weights.Select(weight => 0.1 + weight))),
        Shrinkers.Rule);

    public static Arbitrary<AnyDecomposition> Decompositions() => Arb.From(
        from variables in Gen.Choose(1, MaxVariables)
        from faults in Gen.Choose(0, 2)
        from decomposition in Choices.Draw(random => Faults.Inject(GraphBuilder.Random(random, variables), random, faults))
        select new AnyDecomposition(decomposition),
        Shrinkers.Any);

    public static Arbitrary<BinaryGraph> BinaryGraphs() => Arb.From(
        from variables in Gen.Choose(2, MaxVariables)
        from graph in Graphs(variables, binaryOnly: true)
        select new BinaryGraph(graph),
        graph => Shrinkers.Graph(graph.Value).Where(smaller => smaller.Scope.Count > 1).Select(smaller => new BinaryGraph(smaller)));

    public static Arbitrary<MixedCircuit> MixedCircuits() => Arb.From(
        from variables in Gen.Choose(1, MaxVariables - 1)
        from graph in Graphs(variables)
        from merge in Seeds
        from inputs in Gen.Elements(Enum.GetValues<Sharing>())
        from integrals in Gen.Elements(Sharing.Composite, Sharing.Full)
        select new MixedCircuit(PicBuilder.Get(PicBuilder.RandomMerge(merge, MixedCircuit.Family).Then(Share.With(inputs, integrals)).Apply(graph))),
        circuit => Shrinkers.Pic(circuit.Pic).Select(smaller => new MixedCircuit(smaller)));

    public static Arbitrary<FixedCircuit> FixedCircuits() => Arb.From(Fixed(MaxVariables - 1), Shrinkers.Fixed);

    public static Arbitrary<ClutteredCircuit> ClutteredCircuits() => Arb.From(
        from circuit in Fixed(MaxVariables - 2)
        from isFixed in Gen.Elements(true, false)
        from cluttered in Choices.Draw(random => ClutteredCircuit.Random(isFixed ? circuit.Pic : circuit.Whole, random))
        select cluttered,
        circuit => Shrinkers.Pic(circuit.Pic).Select(smaller => new ClutteredCircuit(smaller)));

    public static Arbitrary<FamilyRecipe> FamilyRecipes() => Arb.From(FamilyRecipe.Some(Gen.Choose(1, 3), Gen.Elements(true, false)), Shrinkers.Recipe);

    /// <summary>Circuits over up to some binary variables.</summary>
    internal static Gen<Pic> Circuits(int most) =>
        from variables in Gen.Choose(1, most)
        from circuit in Choices.Draw(random => PicBuilder.Random(random, variables))
        select circuit;

    /// <summary>Region graphs over some variables.</summary>
    internal static Gen<RegionGraph> Graphs(int variables, bool binaryOnly = false) =>
        Choices.Draw(random => PicBuilder.Get(RegionGraph.Create(GraphBuilder.Random(random, variables, binaryOnly))));

    private static Gen<FixedCircuit> Fixed(int most) =>
        from whole in Circuits(most)
        from circuit in Choices.Draw(random => FixedCircuit.Random(whole, random))
        select circuit;

    private static Gen<int> Seeds => Gen.Choose(0, int.MaxValue - 1);

    private static Gen<double> Fractions => Seeds.Select(number => number / (double)int.MaxValue);
}

/// <summary>A decomposition that may or may not be a region graph.</summary>
public sealed record AnyDecomposition(Decomposition Value);

/// <summary>A region graph whose partitions all have two parts.</summary>
public sealed record BinaryGraph(RegionGraph Value);
