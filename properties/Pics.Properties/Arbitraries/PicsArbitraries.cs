namespace Pics.Properties;

/// <summary>Random values of the algebra, made through the public factories, with shrinkers.</summary>
public static class PicsArbitraries
{
    private const int MaxVariables = 5;

    public static Arbitrary<RegionGraph> Graphs() => Arb.From(
        from seed in Seeds
        from variables in Gen.Choose(1, MaxVariables)
        select PicBuilder.Get(RegionGraph.Create(GraphBuilder.Random(seed, variables))),
        Shrinkers.Graph);

    public static Arbitrary<Pic> Pics() => Arb.From(
        from seed in Seeds
        from variables in Gen.Choose(1, MaxVariables - 1)
        select PicBuilder.Random(seed, variables),
        Shrinkers.Pic);

    public static Arbitrary<QuadratureRule> Rules() => Arb.From(
        from seed in Seeds
        from count in Gen.Choose(1, 3)
        let random = new Random(seed)
        let nodes = Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1).Order().ToList()
        select PicBuilder.Get(QuadratureRule.Create("random", -1, 1, nodes, nodes.Select(_ => 0.1 + random.NextDouble()))),
        Shrinkers.Rule);

    public static Arbitrary<AnyDecomposition> Decompositions() => Arb.From(
        from seed in Seeds
        from variables in Gen.Choose(1, MaxVariables)
        from faults in Gen.Choose(0, 2)
        select new AnyDecomposition(Faults.Inject(GraphBuilder.Random(seed, variables), seed, faults)));

    public static Arbitrary<BinaryGraph> BinaryGraphs() => Arb.From(
        from seed in Seeds
        from variables in Gen.Choose(2, MaxVariables)
        select new BinaryGraph(PicBuilder.Get(RegionGraph.Create(GraphBuilder.Random(seed, variables, binaryOnly: true)))));

    public static Arbitrary<MixedCircuit> MixedCircuits() => Arb.From(
        from seed in Seeds
        from variables in Gen.Choose(1, MaxVariables - 1)
        let graph = PicBuilder.Get(RegionGraph.Create(GraphBuilder.Random(seed, variables)))
        let kind = seed % 2 == 0 ? Sharing.Composite : Sharing.Full
        select new MixedCircuit(PicBuilder.Get(PicBuilder.RandomMerge(seed, MixedCircuit.Family).Then(Share.With((Sharing)(seed % 3), kind)).Apply(graph))));

    public static Arbitrary<FixedCircuit> FixedCircuits() => Arb.From(
        from seed in Seeds
        from variables in Gen.Choose(1, MaxVariables - 1)
        select FixedCircuit.Random(PicBuilder.Random(seed, variables), seed),
        Shrinkers.Fixed);

    public static Arbitrary<ClutteredCircuit> ClutteredCircuits() => Arb.From(
        from seed in Seeds
        from variables in Gen.Choose(1, MaxVariables - 2)
        let circuit = FixedCircuit.Random(PicBuilder.Random(seed, variables), seed)
        select ClutteredCircuit.Random(seed % 2 == 0 ? circuit.Pic : circuit.Whole, seed));

    private static Gen<int> Seeds => Gen.Choose(0, int.MaxValue - 1);
}

/// <summary>A decomposition that may or may not be a region graph.</summary>
public sealed record AnyDecomposition(Decomposition Value);

/// <summary>A region graph whose partitions all have two parts.</summary>
public sealed record BinaryGraph(RegionGraph Value);
