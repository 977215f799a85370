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
    public void Generated_circuits_are_of_up_to_so_many_variables_and_half_cluttered_or_more()
    {
        var all = Generate.Pics(4).Sample(Count, new Rnd(2), 16);
        IsShare(0.15, 0.6, all.Count(pic => pic.Units.Units.Any(unit => unit is CircuitUnit.Mixture { Inputs.Count: 1 })));
        Assert.All(all, pic => Assert.InRange(pic.Scope.Variables.Count(variable => variable < 4), 0, 4));
        Assert.Equal([1, 2, 3], Generate.RegionGraphs(3).Sample(100, new Rnd(3), 16).Select(graph => graph.Scope.Count).Distinct().Order());
        Assert.All(Generate.BinaryRegionGraphsOver(5).Sample(50, new Rnd(4), 16), graph => Assert.True(graph.Scope.Count == 5 && graph.Statistics().LargestArity == 2));
    }

    [Fact]
    public void Qpcs_are_those_of_circuits_under_rules_and_shrink_to_valid_ones()
    {
        var all = PicsArbitraries.Qpcs();
        foreach (var qpc in all.Generator.Sample(200, new Rnd(1), 16))
            Assert.All(all.Shrinker(qpc), smaller => Assert.True(smaller.Rule.Equals(qpc.Rule) && PicBuilder.Get(Qpc.Create(smaller.Units.Units, smaller.Rule)).Equals(smaller) && Size(smaller) < Size(qpc)));
        static int Size(Qpc qpc) => qpc.Units.Units.Sum(unit => 1 + unit.Children.Count);
    }

    [Fact]
    public void Meanings_observe_most_and_shrink_to_nothing()
    {
        var all = Sample(PicsArbitraries.Meanings());
        Assert.InRange(all.Sum(meaning => meaning.Row.Count(double.IsNaN)), 0.2 * 5 * Count, 0.3 * 5 * Count);
        var smallest = all[0];
        while (smallest.Shrink().FirstOrDefault() is { } smaller) smallest = smaller;
        Assert.Equal("row: nothing observed; functions of seed 0", smallest.ToString());
        Assert.Equal(all[0], new Meaning(all[0].Seed, all[0].Row));
        Assert.Equal("row: 0 = 1, 2 = 0.5; functions of seed 7", new Meaning(7, Arr.create(1, double.NaN, 0.5)).ToString());
    }

    [Fact]
    public void Densities_of_meanings_sum_or_integrate_to_one_and_are_far_from_flat()
    {
        var meaning = new Meaning(5, Arr<double>.Empty).Interpretation;
        double Mass(InputFamily family, IEnumerable<double> values, double step) => values.Sum(value => step * meaning.Density(new(new FunctionSignature.Density(family, 1), 2, 1, Sharing.None), value, Arr.create(0.3)));
        var whole = Enumerable.Range(0, 60).Select(value => (double)value).ToList();
        foreach (var family in new InputFamily[] { new InputFamily.Categorical(1, 5), new InputFamily.Bernoulli(1), new InputFamily.Binomial(1, 4), new InputFamily.DiscretisedLogistic(1, 7), new InputFamily.Poisson(1) })
            Assert.Equal(1, Mass(family, whole, 1), 1e-9);
        Assert.Equal(1, Mass(new InputFamily.Gaussian(1), Enumerable.Range(-1500, 3000).Select(value => value / 100.0), 0.01), 1e-6);
        var kernel = new FunctionSpec(new FunctionSignature.Kernel(1, 1), 3, 0, Sharing.None);
        var values = Enumerable.Range(0, 50).Select(node => meaning.Kernel(kernel, Arr.create(node / 50.0, 0.1))).ToList();
        Assert.True(values.Max() / values.Min() > 20);
    }

    [Fact]
    public void Rows_of_a_circuit_are_of_its_families()
    {
        var pic = FamilyRecipe.Random(3, 1, isReal: true).Pic;
        var families = pic.Units.Units.OfType<CircuitUnit.Input>().DistinctBy(input => input.Variable).ToDictionary(input => input.Variable, input => input.Density.Signature.Match(density => density.Family, _ => null!));
        var rows = Generate.Rows(pic).Sample(200, new Rnd(1), 16);
        Assert.All(rows, row => Assert.All(families, family => Assert.True(double.IsNaN(row[family.Key]) || family.Value.Takes(row[family.Key]))));
        Assert.All(families.Keys, variable => Assert.InRange(rows.Count(row => double.IsNaN(row[variable])), 20, 80));
    }

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
