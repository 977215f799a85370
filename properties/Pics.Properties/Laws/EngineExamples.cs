using System.Runtime.InteropServices;
using TorchSharp;
using static Pics.Properties.EngineInputs;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Every engine at the ends of the range of numbers: impossible and very unlikely evidence.</summary>
[Collection(TensorTests.Name)]
public class EngineExamples
{
    public static TheoryData<EngineKind> Engines => EngineLaws.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Impossible_evidence_has_log_likelihood_minus_infinity_and_no_gradient(EngineKind kind)
    {
        foreach (var merge in new[] { MergeKind.Cp, MergeKind.Tucker })
        {
            using var scope = NewDisposeScope();
            var (folded, numbers) = Circuit(Get(QuadGraph.Create(2, 2)), merge, channels: 1, categories: 3);
            using var owned = numbers;
            using var engine = Compile.ToEngine(folded, kind);
            numbers[0].select(3, 0).fill_(double.NegativeInfinity);
            var rows = tensor(new long[] { 0, 0, 0, 0, 1, 2, 1, 2, 1, 1, 0, 1, 2, 2, -1, 1 }, [4, 4, 1]);
            var found = Values(engine.LogLikelihood(numbers, rows));
            Assert.Equal([true, false, true, false], found.Select(double.IsNegativeInfinity));
            Assert.DoesNotContain(found, double.IsNaN);
            var possible = EngineLaws.Gradients(engine, numbers, rows.index_select(0, tensor(new long[] { 1, 3 })));
            Assert.True(EngineLaws.CloseGradients(possible, EngineLaws.Gradients(engine, numbers, rows), Tolerances.Single));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_input_of_a_mixture_that_is_zero_leaves_the_others(EngineKind kind)
    {
        using var scope = NewDisposeScope();
        var (folded, numbers) = Circuit(Get(QuadGraph.Create(2, 2)), MergeKind.Cp, channels: 1, categories: 3);
        using var owned = numbers;
        using var engine = Compile.ToEngine(folded, kind);
        using var reference = Compile.ToLayerStack(folded);
        numbers[0].sub_(60);
        foreach (var weights in numbers.Groups.Select(group => numbers[group]).Where(weights => weights.dim() == 3))
        {
            var kept = weights[0].clone();
            weights[0].zero_();
            using var exact = Double(numbers);
            Assert.True(EngineLaws.CloseValues(reference.LogLikelihood(exact, Rows(4, 1, 3)), engine.LogLikelihood(numbers, Rows(4, 1, 3)), Tolerances.SingleEngines));
            Assert.All(EngineLaws.Gradients(engine, numbers, Rows(4, 1, 3)), gradient => Assert.True(gradient.isfinite().all().item<bool>()));
            weights[0] = kept;
        }
    }

    /// <summary>What is lost below the smallest number keeps the scale of its inputs, which may be far above that of the others.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public void An_input_of_a_mixture_that_is_zero_leaves_others_of_far_smaller_scales(EngineKind kind)
    {
        using var scope = NewDisposeScope();
        var (folded, numbers) = Circuit(Get(QuadGraph.Create(2, 2)), MergeKind.Cp, channels: 1, categories: 3);
        using var owned = numbers;
        using var engine = Compile.ToEngine(folded, kind);
        using var reference = Compile.ToLayerStack(folded);
        var groups = numbers.Groups.Select(group => numbers[group]).Where(weights => weights.dim() == 3).ToList();
        foreach (var weights in groups)
            for (var head = 0; head < weights.shape[0]; head++)
            {
                var kept = groups.ConvertAll(all => all.clone());
                foreach (var all in groups) all.mul_(1e-30);
                weights[head].zero_();
                using var exact = Double(numbers);
                Assert.True(EngineLaws.CloseValues(reference.LogLikelihood(exact, Rows(4, 1, 3)), engine.LogLikelihood(numbers, Rows(4, 1, 3)), Tolerances.SingleEngines));
                Assert.All(EngineLaws.Gradients(engine, numbers, Rows(4, 1, 3)), gradient => Assert.False(gradient.isnan().any().item<bool>()));
                foreach (var (all, before) in groups.Zip(kept)) all.copy_(before);
            }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void One_impossible_node_leaves_the_others(EngineKind kind)
    {
        using var scope = NewDisposeScope();
        var (folded, numbers) = Circuit(Get(QuadGraph.Create(2, 2)), MergeKind.Cp, channels: 1, categories: 3);
        using var owned = numbers;
        numbers[0].select(3, 0).fill_(-60);
        numbers[0].select(3, 0).select(1, 0).fill_(double.NegativeInfinity);
        AgreeWithReference(kind, folded, numbers, tensor(new long[] { 0, 0, 0, 0, 0, 2, 1, 2 }, [2, 4, 1]));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Very_small_probabilities_do_not_underflow(EngineKind kind)
    {
        using var scope = NewDisposeScope();
        var (folded, numbers) = Circuit(Get(QuadGraph.Create(28, 28)), MergeKind.Cp, channels: 1, categories: 3);
        using var owned = numbers;
        numbers[0].sub_(30 * Math.Log(10));
        AgreeWithReference(kind, folded, numbers, Rows(28 * 28, 1, 3));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Many_channels_do_not_underflow(EngineKind kind)
    {
        foreach (var merge in new[] { MergeKind.Cp, MergeKind.Tucker })
        {
            using var scope = NewDisposeScope();
            var (folded, numbers) = Circuit(Get(QuadGraph.Create(2, 3)), merge, channels: 7, categories: 3);
            using var owned = numbers;

            // Each channel has its own node that it finds likely, so that the product is small at all of them.
            numbers[0].sub_(60);
            for (var channel = 0; channel < 7; channel++) numbers[0].select(2, channel).select(1, channel % 4).add_(27);
            AgreeWithReference(kind, folded, numbers, Rows(6, 7, 3));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Small_weights_do_not_underflow(EngineKind kind)
    {
        foreach (var merge in new[] { MergeKind.Cp, MergeKind.Tucker })
        {
            using var scope = NewDisposeScope();
            var (folded, numbers) = Circuit(Get(QuadGraph.Create(4, 4)), merge, channels: 1, categories: 3);
            using var owned = numbers;
            foreach (var group in numbers.Groups.Where(group => numbers[group].dim() == 3)) numbers[group].mul_(1e-25f);
            AgreeWithReference(kind, folded, numbers, Rows(16, 1, 3));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Weights_below_the_normal_numbers_give_no_nan(EngineKind kind)
    {
        using var scope = NewDisposeScope();
        var (folded, numbers) = Circuit(Get(QuadGraph.Create(1, 2)), MergeKind.Cp, channels: 1, categories: 3);
        using var owned = numbers;
        using var engine = Compile.ToEngine(folded, kind);
        using var reference = Compile.ToLayerStack(folded);
        numbers[numbers.Groups.Last()][0].fill_(1e-40f);
        using var exact = Double(numbers);
        var (expected, found) = (reference.LogLikelihood(exact, Rows(2, 1, 3)), engine.LogLikelihood(numbers, Rows(2, 1, 3)));
        Assert.True(found.isneginf().all().item<bool>() || EngineLaws.CloseValues(expected, found, Tolerances.SingleEngines));
        Assert.All(EngineLaws.Gradients(engine, numbers, Rows(2, 1, 3)), gradient => Assert.True(gradient.isfinite().all().item<bool>()));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_category_that_does_not_exist_is_refused(EngineKind kind)
    {
        using var scope = NewDisposeScope();
        var (folded, numbers) = Circuit(Get(QuadGraph.Create(2, 2)), MergeKind.Cp, channels: 2, categories: 3);
        using var owned = numbers;
        using var engine = Compile.ToEngine(folded, kind);
        var rows = Rows(4, 2, 3);
        rows[0, 1, 0] = 3;
        var error = Record.Exception(() => engine.LogLikelihood(numbers, rows));
        Assert.True(error is ExternalException or ArgumentOutOfRangeException, $"{error}");
    }

    [SkippableFact]
    public void Rows_that_are_equal_are_computed_once()
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no 256-bit vector registers");
        using var scope = NewDisposeScope();
        foreach (var merge in new[] { MergeKind.Cp, MergeKind.Tucker })
        {
            var (folded, numbers) = Circuit(Get(QuadGraph.Create(2, 2)), merge, channels: 1, categories: 3);
            using var owned = numbers;
            using var engine = new FusedEngine(folded);
            engine.LogLikelihood(numbers, ones([5, 4, 1], ScalarType.Int64));
            Assert.Equal(0.2, engine.ShareOfProducts, 1e-12);
            engine.LogLikelihood(numbers, tensor(new long[] { 0, 0, 0, 0, 1, 1, 1, 1 }, [2, 4, 1]));
            Assert.Equal(1, engine.ShareOfProducts);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Evidence_may_be_a_view(EngineKind kind)
    {
        using var scope = NewDisposeScope();
        var (folded, numbers) = Circuit(Get(QuadGraph.Create(2, 2)), MergeKind.Cp, channels: 1, categories: 3);
        using var owned = numbers;
        using var engine = Compile.ToEngine(folded, kind);
        var rows = Rows(4, 1, 3);
        var view = rows.permute(1, 0, 2).contiguous().permute(1, 0, 2);
        Assert.False(view.is_contiguous());
        Assert.True(EngineLaws.CloseValues(engine.LogLikelihood(numbers, rows), engine.LogLikelihood(numbers, view), Tolerances.Rounding));
    }

    /// <summary>A circuit of 4 nodes with one table for all inputs, and float32 numbers of random nets.</summary>
    private static (FoldedQpc Folded, CircuitTensors Numbers) Circuit(RegionGraph graph, MergeKind merge, int channels, int categories)
    {
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(channels, categories), merge, Sharing.Full, Sharing.Composite).Apply(graph));
        var rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));
        using var nets = new PicNets(pic, new NetSettings(4), 1);
        using var materialization = nets.Materialize(rule, forGradients: false, EngineKind.Reference);
        var tensors = materialization.Tensors;
        return (Get(Pipeline.Evaluation(rule).Apply(pic)), new(tensors.Groups.Select(group => (group, tensors[group].clone()))));
    }

    /// <summary>Rows with some variables not observed, the last with none.</summary>
    private static Tensor Rows(int variables, int channels, int categories)
    {
        var values = Enumerable.Range(0, 4 * variables * channels).Select(place => (long)(Meanings.Hash([place]) * (categories + 1)) - 1);
        var rows = tensor(values.ToArray()).reshape(4, variables, channels);
        rows[3].fill_(-1);
        return rows;
    }

    private static void AgreeWithReference(EngineKind kind, FoldedQpc folded, CircuitTensors numbers, Tensor rows)
    {
        using var engine = Compile.ToEngine(folded, kind);
        using var reference = Compile.ToLayerStack(folded);
        using var exact = Double(numbers);
        var (expected, found) = (reference.LogLikelihood(exact, rows), engine.LogLikelihood(numbers, rows));
        Assert.True(EngineLaws.CloseValues(expected, found, Tolerances.SingleEngines), $"{string.Join(' ', Values(found))} instead of {string.Join(' ', Values(expected))}");
        Assert.True(EngineLaws.CloseGradients(EngineLaws.Gradients(reference, exact, rows), EngineLaws.Gradients(engine, numbers, rows), Tolerances.Single));
    }
}
