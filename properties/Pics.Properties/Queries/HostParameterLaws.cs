namespace Pics.Properties;

/// <summary>What sampling and completion read of parameters beside direct sums over them.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], MaxTest = 20)]
public class HostParameterLaws
{
    private static void With(FamilyRecipe recipe, bool isDouble, Action<FunctionGroup, NumberTable, HostParameters> check)
    {
        var rule = PicBuilder.Get(Quadrature.Create(RuleKind.GaussLegendre, 3));
        var circuit = PicBuilder.Get(Pipeline.Evaluation(rule).Apply(recipe.Pic));
        var random = new Random(recipe.Seed);
        using var numbers = new CircuitNumbers(circuit.Groups.Select(group =>
        {
            var shape = FixedParameters.Shape(group, rule.Count);
            var isKernel = group.Signature is FunctionSignature.Kernel;
            return (group.Id, NumberTable.Of(isDouble, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (count, length) => count * length)).Select(_ => isKernel ? random.NextDouble() : (random.NextDouble() * 4) - 3)], shape));
        }));
        using var host = new HostParameters(circuit, numbers);
        foreach (var group in circuit.Groups) check(group, numbers[group.Id], host);
    }

    private static double[][] Runs(NumberTable table) => [.. table.Doubles(0, (int)table.Count).Chunk((int)table.Shape[^1])];

    [Property]
    public void Running_sums_are_sums_of_what_comes_before(FamilyRecipe recipe, bool isDouble) => With(recipe, isDouble, (group, table, host) =>
    {
        if (group.Signature is FunctionSignature.Density { Family: { Values.IsNone: true } }) return;
        var sums = host.Cumulative(group.Id);
        Assert.Equal<long>(table.Shape, sums.Shape);
        Assert.Same(sums, host.Cumulative(group.Id));
        Assert.Same(table, host.Plain(group.Id));
        foreach (var (run, found) in Runs(table).Zip(Runs(sums)))
            for (var place = 0; place < run.Length; place++)
            {
                var expected = run[..(place + 1)].Sum(number => group.Signature is FunctionSignature.Density ? Math.Exp(number) : number);
                Assert.Equal(expected, found[place], expected * (isDouble ? 1e-14 : 1e-6));
                if (place > 0) Assert.True(found[place] >= found[place - 1]);
            }
    });

    [Property]
    public void No_value_is_more_probable_at_a_node_than_its_mode(FamilyRecipe recipe, bool isDouble) => With(recipe, isDouble, (group, table, host) =>
    {
        if (group.Signature is not FunctionSignature.Density { Family: var family }) return;
        var modes = host.Modes(group.Id);
        Assert.Equal<long>(table.Shape.SetItem(3, 1), modes.Shape);
        foreach (var (run, mode) in Runs(table).Zip(Runs(modes).Select(run => run[0])))
            if (family.Values.IsSome) Assert.Equal(System.Array.IndexOf(run, run.Max()), mode);
            else if (family is InputFamily.Gaussian) Assert.Equal(run[0], mode);
            else Assert.True(mode >= 0 && Enumerable.Range(0, 20).All(count => PoissonRun.LogProbability(count, run[0]) <= PoissonRun.LogProbability(mode, run[0]) + 1e-12));
    });

    [Property]
    public void Moments_are_sums_over_values(FamilyRecipe recipe, bool isDouble) => With(recipe, isDouble, (group, table, host) =>
    {
        if (group.Signature is not FunctionSignature.Density { Family: var family }) return;
        var (means, variances) = host.Moments(group.Id);
        var (runs, nodes, channels) = (Runs(table), (int)table.Shape[1], (int)table.Shape[2]);
        Assert.Equal((runs.Length, runs.Length), (means.Length, variances.Length));
        for (var run = 0; run < runs.Length; run++)
        {
            var (head, node, channel) = (run / (nodes * channels), run / channels % nodes, run % channels);
            var place = (((head * channels) + channel) * nodes) + node;
            if (family is InputFamily.Gaussian)
            {
                Assert.Equal((runs[run][0], Math.Exp(2 * runs[run][1])), (means[place], variances[place]));
                continue;
            }

            double P(int value) => family.Values.IsSome ? Math.Exp(runs[run][value]) : Math.Exp(PoissonRun.LogProbability(value, runs[run][0]));
            var values = Enumerable.Range(0, family.Values.IfNone(100)).ToArray();
            var mean = values.Sum(value => P(value) * value);
            Assert.Equal(mean, means[place], 1e-9);
            Assert.Equal(values.Sum(value => P(value) * (value - mean) * (value - mean)), variances[place], 1e-9);
        }
    });

    [Fact]
    public void The_first_of_equal_values_is_the_mode()
    {
        var pic = PicBuilder.Get(Pic.Create(
        [
            new CircuitUnit.Input(0, new(new FunctionSignature.Density(new InputFamily.Categorical(1, 4), 1), 0, 0, Sharing.Full), new Observation.Open()),
            new CircuitUnit.Linear(new(0), new(new FunctionSignature.Kernel(0, 1), 1, 0, Sharing.Full)),
        ]));
        var circuit = PicBuilder.Get(Pipeline.Evaluation(PicBuilder.Get(Quadrature.Create(RuleKind.GaussLegendre, 2))).Apply(pic));
        using var numbers = new CircuitNumbers([(0, NumberTable.Of(false, [-3, -1, -1, -2, -2, -2, -2, -9], 1, 2, 1, 4)), (1, NumberTable.Of(false, [0.5, 0.5], 1, 1, 2))]);
        using var host = new HostParameters(circuit, numbers);
        Assert.Equal([1, 0], host.Modes(0).Doubles(0, 2));
        Assert.Equal([0.5, 1], host.Cumulative(1).Doubles(0, 2));
    }
}
