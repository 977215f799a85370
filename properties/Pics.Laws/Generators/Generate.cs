namespace Pics.Laws;

/// <summary>Random values of the algebra as generators of FsCheck, whose seed alone decides what they are.</summary>
/// <remarks><see cref="PicsArbitraries"/> has the same with shrinkers, for properties that take such values as arguments.</remarks>
public static class Generate
{
    private const int Tenths = 30; // of real numbers, either way
    private const int MostCounted = 20; // of counts

    /// <summary>Region graphs over one variable up to some: shared regions, several partitions, two to four parts.</summary>
    /// <param name="mostVariables">At least one; more than five take long to evaluate.</param>
    public static Gen<RegionGraph> RegionGraphs(int mostVariables) =>
        from variables in Gen.Choose(1, Math.Max(1, mostVariables))
        from graph in RegionGraphsOver(variables)
        select graph;

    /// <summary>Region graphs over just so many variables.</summary>
    public static Gen<RegionGraph> RegionGraphsOver(int variables) => RegionGraphsOver(variables, binaryOnly: false);

    /// <summary>Region graphs over just so many variables all of whose partitions have two parts, as Tucker-merges need.</summary>
    public static Gen<RegionGraph> BinaryRegionGraphsOver(int variables) => RegionGraphsOver(variables, binaryOnly: true);

    /// <summary>PICs over one binary variable up to some: merged in every way, shared in every way, composed as no merge does, cluttered with units that change nothing.</summary>
    /// <param name="mostVariables">At least one; more than five take long to evaluate.</param>
    public static Gen<Pic> Pics(int mostVariables) => Gen.Frequency(
        (2, MergedPics(mostVariables)),
        (1, from pic in MergedPics(Math.Max(1, mostVariables - 1))
            from cluttered in From(random => ClutteredCircuit.Random(pic, random))
            select cluttered.Pic));

    /// <summary>The same PICs without the clutter.</summary>
    /// <param name="mostVariables">At least one.</param>
    public static Gen<Pic> MergedPics(int mostVariables) =>
        from variables in Gen.Choose(1, Math.Max(1, mostVariables))
        from circuit in From(random => CircuitBuilder.Random(random, variables))
        select circuit;

    /// <summary>QPCs: such PICs under rules of one node up to some.</summary>
    /// <param name="mostVariables">Of the PICs, at least one.</param>
    /// <param name="mostNodes">K of the rules at most, at least one.</param>
    public static Gen<Qpc> Qpcs(int mostVariables, int mostNodes) =>
        from pic in Pics(mostVariables)
        from rule in Rules(mostNodes)
        select CircuitBuilder.Made(Materialize.With(rule).Apply(pic));

    /// <summary>Quadrature rules of random nodes and weights on [-1, 1], of one node up to some.</summary>
    /// <param name="mostNodes">K at most, at least one.</param>
    public static Gen<QuadratureRule> Rules(int mostNodes) =>
        from count in Gen.Choose(1, Math.Max(1, mostNodes))
        from nodes in Fractions.ArrayOf(count)
        from weights in Fractions.ArrayOf(count)
        select CircuitBuilder.Made(QuadratureRule.Create("random", -1, 1, nodes.Select(node => (2 * node) - 1).Order(), weights.Select(weight => 0.1 + weight)));

    /// <summary>Values that a variable of a family can have, as the circuit sees them.</summary>
    public static Gen<double> Values(InputFamily family) => family is InputFamily.Gaussian
        ? Gen.Choose(-Tenths, Tenths).Select(tenths => tenths / 10.0)
        : Gen.Choose(0, family.Values.IfNone(MostCounted + 1) - 1).Select(value => (double)value);

    /// <summary>Rows of evidence for a circuit of one channel, [variables]: a value a variable, one in four not observed (NaN).</summary>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    /// <param name="circuit">The circuit; variables that it does not have are not observed.</param>
    public static Gen<Arr<double>> Rows<TCircuit>(TCircuit circuit)
        where TCircuit : class, ICircuit<TCircuit>
    {
        var families = circuit.Units.Units.OfType<CircuitUnit.Input>().Where(input => input.Observation is Observation.Open).DistinctBy(input => input.Variable)
            .ToDictionary(input => input.Variable, input => input.Density.Signature.Match(density => density.Family, _ => CircuitBuilder.Binary));
        return Gen.CollectToArray(Enumerable.Range(0, circuit.Scope.Columns).Select(variable => families.TryGetValue(variable, out var family)
            ? Gen.Frequency((3, Values(family)), (1, Gen.Constant(double.NaN)))
            : Gen.Constant(double.NaN))).Select(row => row.ToArr());
    }

    /// <summary>Meanings for a circuit: functions of a random seed, and a row of evidence, [variables].</summary>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    /// <param name="circuit">The circuit, of one channel.</param>
    public static Gen<Meaning> MeaningsFor<TCircuit>(TCircuit circuit)
        where TCircuit : class, ICircuit<TCircuit> =>
        from seed in Seeds
        from row in Rows(circuit)
        select new Meaning(seed, row);

    /// <summary>How to make small models: circuits of every family over up to five variables, with nets or free weights, most of them of raised contrast.</summary>
    public static Gen<ModelRecipe> Models => ModelRecipe.Some;

    /// <summary>Small models, and cases for the laws that every model must keep.</summary>
    public static Gen<Trial> Trials => Trial.Some;

    /// <summary>Cases of a model at a rule and K; the model must have a variable that can be observed.</summary>
    public static Gen<LawCase> LawCases(LawSubject subject, StoredRule rule) => new CaseGenerator(subject, null).At(rule);

    /// <summary>What a builder makes of random numbers that FsCheck drew one by one, so that its seed alone decides.</summary>
    public static Gen<T> From<T>(Func<Random, T> build) => Choices.Draw(build);

    internal static Gen<int> Seeds => Gen.Choose(0, int.MaxValue - 1);

    private static Gen<double> Fractions => Seeds.Select(number => number / (double)int.MaxValue);

    private static Gen<RegionGraph> RegionGraphsOver(int variables, bool binaryOnly) =>
        From(random => CircuitBuilder.Made(RegionGraph.Create(GraphBuilder.Random(random, Math.Max(1, variables), binaryOnly))));
}
