namespace Pics.Properties;

/// <summary>Random values are of every kind, in shares that leave no law without cases.</summary>
public class ArbitraryLaws
{
    private const int Count = 1000;

    private static T[] Sample<T>(Arbitrary<T> arbitrary) => arbitrary.Generator.Sample(Count, new Rnd(1), 16);

    private static void IsShare(double least, double most, int found) => Assert.InRange(found, least * Count, most * Count);

    [Fact]
    public void Decompositions_are_region_graphs_and_others()
    {
        var all = Sample(PicsArbitraries.Decompositions());
        IsShare(0.4, 0.7, all.Count(any => RegionGraphOracle.IsRegionGraph(any.Value)));
        IsShare(0.1, 0.5, all.Count(any => !any.Value.IsSmooth || !any.Value.IsDecomposable));
    }

    [Fact]
    public void Region_graphs_have_one_to_five_variables_shared_regions_and_several_partitions()
    {
        var all = Sample(PicsArbitraries.Graphs());
        Assert.All(Enumerable.Range(1, 5), variables => IsShare(0.15, 0.25, all.Count(graph => graph.Scope.Count == variables)));
        IsShare(0.15, 0.8, all.Count(graph => graph.Statistics().SharedRegions > 0));
        IsShare(0.3, 0.8, all.Count(graph => graph.Nodes[graph.Nodes.Root].Children.Count > 1));
        IsShare(0.3, 0.8, all.Count(graph => graph.Statistics().LargestArity > 2));
    }

    [Fact]
    public void Circuits_have_every_kind_of_unit_and_few_have_no_variable()
    {
        var all = Sample(PicsArbitraries.Pics());
        void Has<T>(double least) => IsShare(least, 1, all.Count(pic => pic.Units.Units.Any(unit => unit is T)));
        Has<CircuitUnit.Hadamard>(0.5);
        Has<CircuitUnit.Kronecker>(0.4);
        Has<CircuitUnit.Linear>(0.7);
        Has<CircuitUnit.Mixture>(0.4);
        IsShare(0.1, 0.3, all.Count(pic => pic.Units.Units.OfType<CircuitUnit.Input>().Any(input => input.Observation is Observation.Hidden)));
        IsShare(0, 0.1, all.Count(pic => pic.Scope.IsEmpty));
        IsShare(0.7, 1, all.Distinct().Count());
    }

    [Fact]
    public void Variables_of_fixed_circuits_are_known_hidden_and_open()
    {
        var all = Sample(PicsArbitraries.FixedCircuits());
        IsShare(0.4, 0.8, all.Count(circuit => circuit.Known.Count > 0));
        IsShare(0.4, 0.8, all.Count(circuit => !circuit.Hidden.IsEmpty));
        IsShare(0.4, 0.8, all.Count(circuit => !circuit.Open.IsEmpty));
    }

    [Fact]
    public void Clutter_can_be_pruned() =>
        IsShare(0.9, 1, Sample(PicsArbitraries.ClutteredCircuits()).Count(circuit => PicBuilder.Get(Prune.Pass<Pic>().Apply(circuit.Pic)).Units.Units.Length < circuit.Pic.Units.Units.Length));

    [Fact]
    public void Rules_have_one_to_three_nodes_all_over_their_domain()
    {
        var all = Sample(PicsArbitraries.Rules());
        Assert.All(Enumerable.Range(1, 3), nodes => IsShare(0.28, 0.39, all.Count(rule => rule.Count == nodes)));
        IsShare(0.4, 0.6, all.Count(rule => rule.Nodes[0] < -0.25));
        IsShare(0.4, 0.6, all.Count(rule => rule.Nodes[^1] > 0.25));
    }

    [Fact]
    public void Rows_of_family_recipes_hide_a_quarter_of_their_values()
    {
        var all = Sample(PicsArbitraries.FamilyRecipes());
        var values = all.SelectMany(recipe => recipe.Rows.SelectMany(row => row)).ToList();
        Assert.InRange(values.Count(double.IsNaN), 0.24 * values.Count, 0.26 * values.Count);
        IsShare(0.4, 0.6, all.Count(recipe => recipe.IsReal));
        IsShare(0.9, 1, all.Select(recipe => string.Join(' ', recipe.Rows.SelectMany(row => row))).Distinct().Count());
    }
}
