using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Rows of a PIC are functions of seed and number; what cannot be sampled is refused.</summary>
[Collection(TensorTests.Name)]
public class PicSamplingExamples
{
    private static readonly InputFamily[] Families = [new InputFamily.Bernoulli(1), new InputFamily.Gaussian(1), new InputFamily.Poisson(1), new InputFamily.Categorical(1, 5)];

    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 2));

    private static Pic Mixed(Either<PicsError, RegionGraph> graph, MergeKind merge) =>
        Get(graph.Bind(Merge.Rooted(variable => Families[variable], MergeKind.Tucker, merge).Then(Share.With(Sharing.Full, Sharing.None)).Apply));

    private static Tensor Draw(Pic pic, PicNets nets, long rows, PicSamplingSettings settings, ulong seed = 1) =>
        PicSampling.Draw(pic, nets, Rule, seed, rows, settings).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    // A width for which a block has many rows, and one for which it has one or few.
    [Theory]
    [InlineData(MergeKind.Cp, 8, true, 17, 80)]
    [InlineData(MergeKind.Cp, 8, false, 17, 80)]
    [InlineData(MergeKind.Cp, 128, false, 17, 40)]
    [InlineData(MergeKind.Cp, 256, true, 33, 10)]
    [InlineData(MergeKind.Tucker, 8, true, 9, 80)]
    [InlineData(MergeKind.Tucker, 64, false, 9, 40)]
    public void Rows_do_not_depend_on_batches_or_ranges(MergeKind merge, int width, bool isDouble, int gridPoints, int rows)
    {
        using var scope = NewDisposeScope();
        var pic = Mixed(merge == MergeKind.Cp ? QuadGraph.Create(2, 2) : BalancedTree.Create(4), merge);
        using var nets = new PicNets(pic, new(width, Double: isDouble), 3);
        var all = Draw(pic, nets, rows, new(gridPoints));
        Assert.Equal([rows, 4L, 1L], all.shape);
        Assert.False(all.isnan().any().item<bool>());
        foreach (var batch in new[] { 1, 7, 64 }) Assert.Equal(EngineInputs.Values(all), EngineInputs.Values(Draw(pic, nets, rows, new(gridPoints, BatchSize: batch))));
        foreach (var (first, count) in new[] { (0, 1), (rows / 3, rows / 2), (rows - 1, 1) })
            Assert.Equal(EngineInputs.Values(all.narrow(0, first, count)), EngineInputs.Values(Draw(pic, nets, count, new(gridPoints, first))));
        Assert.Equal(EngineInputs.Values(all), EngineInputs.Values(Draw(pic, nets, rows, new(gridPoints))));
        Assert.Equal(rows, Enumerable.Range(0, rows).Select(row => all[row, 1, 0].item<double>()).Distinct().Count());
        Assert.NotEqual(EngineInputs.Values(all), EngineInputs.Values(Draw(pic, nets, rows, new(gridPoints), seed: 2)));
    }

    [Theory]
    [InlineData(MergeKind.Cp)]
    [InlineData(MergeKind.Tucker)]
    public void Summed_out_variables_leave_the_others_as_they_were(MergeKind merge)
    {
        using var scope = NewDisposeScope();
        var pic = Mixed(BalancedTree.Create(4), merge);
        using var nets = new PicNets(pic, new(8), 3);
        var (all, some) = (Draw(pic, nets, 50, new(9)), Draw(Get(Marginalise.Over<Pic>(Scope.Of([1, 3])).Apply(pic)), nets, 50, new(9)));
        Assert.Equal((ScalarType.Int64, 3L), (some.dtype, some.shape[1]));
        foreach (var variable in new[] { 0, 2 })
            Assert.Equal(EngineInputs.Values(all.select(1, variable)), EngineInputs.Values(some.select(1, variable)));
        Assert.True(some.select(1, 1).eq(-1).all().item<bool>());
        var none = Draw(Get(Marginalise.Over<Pic>(pic.Scope).Apply(pic)), nets, 3, new(9));
        Assert.Equal([3L, 0, 1], none.shape);
        Assert.Equal([0L, 4, 1], Draw(pic, nets, 0, new(9)).shape);
    }

    [Fact]
    public void A_pruned_circuit_takes_the_nets_of_the_whole()
    {
        using var scope = NewDisposeScope();
        var pic = Mixed(BalancedTree.Create(4), MergeKind.Cp);
        using var nets = new PicNets(pic, new(8), 3);
        var pruned = Get(Marginalise.Over<Pic>(Scope.Of([0, 1])).Then(Prune.Pass<Pic>()).Apply(pic));
        var rows = Draw(pruned, nets, 20, new(9));
        Assert.Equal([20L, 4, 1], rows.shape);
        Assert.True(rows.narrow(1, 0, 2).eq(-1).all().item<bool>() && rows.narrow(1, 2, 2).ge(0).all().item<bool>());
    }

    [Fact]
    public void Samples_are_evidence_of_the_circuit()
    {
        using var scope = NewDisposeScope();
        var pic = Mixed(QuadGraph.Create(2, 2), MergeKind.Cp);
        using var nets = new PicNets(pic, new(8), 3);
        using var numbers = nets.Materialize(Rule, forGradients: false, EngineKind.Reference);
        using var engine = Compile.ToLayerStack(Get(Pipeline.Evaluation(Rule).Apply(pic)));
        Assert.True(engine.LogLikelihood(numbers.Tensors, Draw(pic, nets, 100, new(9))).isfinite().all().item<bool>());
    }

    [Fact]
    public void Sampling_leaves_no_live_tensors()
    {
        var pic = Mixed(QuadGraph.Create(2, 2), MergeKind.Tucker);
        using var nets = new PicNets(pic, new(8), 3);
        Draw(pic, nets, 3, new(5)).Dispose();
        var before = TensorTests.Settle();
        Draw(pic, nets, 40, new(5, BatchSize: 7)).Dispose();
        Assert.True(PicSampling.Draw(pic, nets, Rule, 1, -1).IsLeft);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void What_cannot_be_sampled_is_refused_in_a_sentence()
    {
        var pic = Mixed(BalancedTree.Create(4), MergeKind.Tucker);
        using var nets = new PicNets(pic, new(8), 3);
        void Says(string expected, Either<PicSamplingError, Tensor> result) => Assert.Equal(expected, result.Match(_ => "drawn", error => error.Explain()));
        Either<PicSamplingError, Tensor> Try(Pic circuit, long rows, PicSamplingSettings settings) => PicSampling.Draw(circuit, nets, Rule, 1, rows, settings);
        Says("the number of rows is -1; it must be from 0 to 2147483647", Try(pic, -1, new()));
        Says("the number of the first row is -3; it must be from 0 to 9223372036854775797", Try(pic, 10, new(FirstRow: -3)));
        Says("the batch size is 0; it must be from 1 to 2147483647", Try(pic, 1, new(BatchSize: 0)));
        Says("the number of grid points is 1; it must be from 2 to 65536", Try(pic, 1, new(1)));
        Says("u5 integrates 2 latents, whose grid of 5000 points each has more than 16777216 points; use fewer", Try(pic, 1, new(5000)));
        Says(
            "u2 fixes variable 2 at 4; latents are drawn from above, which does not see what is fixed below, so sample a circuit without fixed variables, or its QPC",
            Try(Get(Condition.On<Pic>([KeyValuePair.Create(2, 4.0)]).Apply(pic)), 1, new()));
        Says(
            "the half-line rule has the domain [0, Infinity]; latents can be drawn from a bounded interval or, with the standard normal measure, from the whole line",
            PicSampling.Draw(pic, nets, Get(QuadratureRule.Create("half-line", 0, double.PositiveInfinity, [1], [1])), 1, 1));
        Says(
            "the nets do not give the functions of group 1 of the circuit; they must be those of the circuit, or of one that it was made of",
            Try(Get(Merge.With(Families[0], MergeKind.Tucker).Then(Share.With(Sharing.Full, Sharing.None)).Apply(Get(BalancedTree.Create(5)))), 1, new(9)));
        using (no_grad()) nets.Nets[^1].Head.Weight.fill_(double.NaN);
        Says($"the net of group {nets.Nets[^1].Group.Id} has parameters that are not finite numbers; nothing can be drawn from its functions", Try(pic, 1, new(9)));
    }

    [Fact]
    public void Each_error_takes_its_own_arm()
    {
        PicSamplingError[] errors =
        [
            new PicSamplingError.BadSetting("x", 1, 2, 3), new PicSamplingError.BadDomain("x", 0, 1), new PicSamplingError.FixedVariable(new(0), 0, 1),
            new PicSamplingError.OtherNets(0), new PicSamplingError.NotFinite(0), new PicSamplingError.TooFine(new(0), 2, 3, 4),
        ];
        Assert.Equal(Enumerable.Range(0, 6), errors.Select(error => error.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5)));
        Assert.Equal("x is 1; it must be at least 0", new PicSamplingError.BadSetting("x", 1, 0, long.MaxValue).Explain());
    }
}
