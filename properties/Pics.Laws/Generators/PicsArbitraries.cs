namespace Pics.Laws;

/// <summary>Random values of the algebra with shrinkers, for <c>[Properties(Arbitrary = [typeof(PicsArbitraries)])]</c>.</summary>
public static class PicsArbitraries
{
    private const int MaxVariables = 5;
    private const int MaxNodes = 3;

    /// <summary>Region graphs over one to five variables.</summary>
    public static Arbitrary<RegionGraph> Graphs() => Arb.From(Generate.RegionGraphs(MaxVariables), Shrinkers.Graph);

    /// <summary>PICs over one to four binary variables.</summary>
    public static Arbitrary<Pic> Pics() => Arb.From(Generate.MergedPics(MaxVariables - 1), Shrinkers.Circuit);

    /// <summary>QPCs over one to four binary variables, under rules of one to three nodes.</summary>
    public static Arbitrary<Qpc> Qpcs() => Arb.From(Generate.Qpcs(MaxVariables - 1, MaxNodes), Shrinkers.Circuit);

    /// <summary>Rules of one to three random nodes.</summary>
    public static Arbitrary<QuadratureRule> Rules() => Arb.From(Generate.Rules(MaxNodes), Shrinkers.Rule);

    /// <summary>Meanings of functions, with rows over the variables of <see cref="Pics"/>.</summary>
    public static Arbitrary<Meaning> Meanings() => Arb.From(
        from seed in Generate.Seeds
        from row in Gen.Frequency((3, Generate.Values(CircuitBuilder.Binary)), (1, Gen.Constant(double.NaN))).ArrayOf(MaxVariables)
        select new Meaning(seed, row.ToArr()),
        meaning => meaning.Shrink());

    /// <summary>Decompositions of which about half are region graphs.</summary>
    public static Arbitrary<AnyDecomposition> Decompositions() => Arb.From(
        from variables in Gen.Choose(1, MaxVariables)
        from faults in Gen.Choose(0, 2)
        from decomposition in Choices.Draw(random => Flaws.Inject(GraphBuilder.Random(random, variables), random, faults))
        select new AnyDecomposition(decomposition),
        Shrinkers.Any);

    /// <summary>Region graphs over two to five variables, of partitions of two parts.</summary>
    public static Arbitrary<BinaryGraph> BinaryGraphs() => Arb.From(
        from variables in Gen.Choose(2, MaxVariables)
        from graph in Generate.BinaryRegionGraphsOver(variables)
        select new BinaryGraph(graph),
        graph => Shrinkers.Graph(graph.Value).Where(smaller => smaller.Scope.Count > 1).Select(smaller => new BinaryGraph(smaller)));

    /// <summary>PICs over variables of two and of three categories.</summary>
    public static Arbitrary<MixedCircuit> MixedCircuits() => Arb.From(
        from variables in Gen.Choose(1, MaxVariables - 1)
        from graph in Generate.RegionGraphsOver(variables)
        from merge in Generate.Seeds
        from inputs in Gen.Elements(Enum.GetValues<Sharing>())
        from integrals in Gen.Elements(Sharing.Composite, Sharing.Full)
        select new MixedCircuit(CircuitBuilder.Made(CircuitBuilder.RandomMerge(merge, MixedCircuit.Family).Then(Share.With(inputs, integrals)).Apply(graph))),
        circuit => Shrinkers.Circuit(circuit.Pic).Select(smaller => new MixedCircuit(smaller)));

    /// <summary>PICs with some variables known and some summed out.</summary>
    public static Arbitrary<FixedCircuit> FixedCircuits() => Arb.From(Fixed(MaxVariables - 1), Shrinkers.Fixed);

    /// <summary>PICs cluttered with units that change nothing.</summary>
    public static Arbitrary<ClutteredCircuit> ClutteredCircuits() => Arb.From(
        from circuit in Fixed(MaxVariables - 2)
        from isFixed in Gen.Elements(true, false)
        from cluttered in Choices.Draw(random => ClutteredCircuit.Random(isFixed ? circuit.Pic : circuit.Whole, random))
        select cluttered,
        circuit => Shrinkers.Circuit(circuit.Pic).Select(smaller => new ClutteredCircuit(smaller)));

    /// <summary>Circuits over five variables, each of a family of its own, with rows.</summary>
    public static Arbitrary<FamilyRecipe> FamilyRecipes() => Arb.From(FamilyRecipe.Some(Gen.Choose(1, 3), Gen.Elements(true, false)), Shrinkers.Recipe);

    /// <summary>Small models with cases for the laws that every model must keep.</summary>
    public static Arbitrary<Trial> Trials() => Arb.From(Generate.Trials, trial => trial.Case.Shrink().Select(smaller => trial with { Case = smaller }));

    private static Gen<FixedCircuit> Fixed(int most) =>
        from whole in Generate.MergedPics(most)
        from circuit in Choices.Draw(random => FixedCircuit.Random(whole, random))
        select circuit;
}

/// <summary>A decomposition that may or may not be a region graph.</summary>
/// <param name="Value">The decomposition.</param>
public sealed record AnyDecomposition(Decomposition Value);

/// <summary>A region graph whose partitions all have two parts.</summary>
/// <param name="Value">The graph.</param>
public sealed record BinaryGraph(RegionGraph Value);
