using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The fused evaluation of nets beside the reference one.</summary>
[Collection(TensorTests.Name)]
public class FusedNetLaws
{
    public static TheoryData<MergeKind, Sharing, RuleKind, int, int, bool> Cases()
    {
        var data = new TheoryData<MergeKind, Sharing, RuleKind, int, int, bool>();
        foreach (var merge in Enum.GetValues<MergeKind>())
            foreach (var sharing in Enum.GetValues<Sharing>())
                foreach (var (rule, nodes) in new[] { (RuleKind.Trapezoidal, 2), (RuleKind.Trapezoidal, 5), (RuleKind.GaussLegendre, 16), (RuleKind.GaussHermite, 7) })
                    data.Add(merge, sharing, rule, nodes, nodes == 5 ? 20 : 6, nodes != 7);
        data.Add(MergeKind.Tucker, Sharing.Composite, RuleKind.Midpoint, 24, 8, true); // rows that are cut into several tiles
        data.Add(MergeKind.Tucker, Sharing.None, RuleKind.Midpoint, 23, 8, true);
        data.Add(MergeKind.Cp, Sharing.Composite, RuleKind.ClenshawCurtis, 70, 32, true);
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Fused_nets_give_the_numbers_and_gradients_of_the_reference(MergeKind merge, Sharing sharing, RuleKind kind, int nodes, int width, bool bias)
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no 256-bit vector registers");
        var rule = Get(Quadrature.Create(kind, nodes));
        var pic = Get(Pipeline.Model(Binary, merge, Sharing.Full, sharing).Apply(Get(QuadGraph.Create(2, 3))));
        foreach (var (isDouble, tolerance) in new[] { (true, 1e-12), (false, 2e-5) })
        {
            using var scope = NewDisposeScope();
            using var nets = new PicNets(pic, new NetSettings(width, Bias: bias, Double: isDouble), 3);
            Perturb(nets);
            using var expected = nets.Materialize(rule, forGradients: true, EngineKind.Reference);
            using var found = nets.Materialize(rule, forGradients: true, EngineKind.Fused);
            using var slopes = expected.Tensors.Like();
            foreach (var group in slopes.Groups) slopes[group].copy_(arange(slopes[group].numel(), dtype: slopes[group].dtype).view(slopes[group].shape).sin());
            foreach (var group in expected.Tensors.Groups) Close(expected.Tensors[group], found.Tensors[group], tolerance);

            expected.Backward(slopes);
            var reference = nets.Trainable.Select(parameter => parameter.grad!.clone()).ToList();
            foreach (var parameter in nets.Trainable) parameter.grad!.zero_();
            found.Backward(slopes);
            foreach (var (gradient, parameter) in reference.Zip(nets.Trainable)) Close(gradient, parameter.grad!, 10 * tolerance);
        }
    }

    [SkippableFact]
    public void The_way_back_does_not_depend_on_what_was_computed_in_between()
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no 256-bit vector registers");
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(2, 2))));
        var rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));
        double[] Gradients(Action<PicNets> between)
        {
            using var scope = NewDisposeScope();
            using var nets = new PicNets(pic, new NetSettings(8, Double: true), 3);
            using var numbers = nets.Materialize(rule, forGradients: true, EngineKind.Fused);
            using var slopes = numbers.Tensors.Like();
            foreach (var group in slopes.Groups) slopes[group].copy_(numbers.Tensors[group].cos());
            between(nets);
            numbers.Backward(slopes);
            return [.. nets.Trainable.SelectMany(parameter => parameter.grad!.data<double>().ToArray())];
        }

        var expected = Gradients(_ => { });
        Assert.Contains(expected, gradient => Math.Abs(gradient) > 1e-6);
        Assert.Equal(expected, Gradients(nets =>
        {
            using var same = nets.Materialize(rule, forGradients: true, EngineKind.Fused);
        }));
        Assert.Equal(expected, Gradients(nets =>
        {
            foreach (var nodes in new[] { 2, 3, 5, 6 })
            {
                using var other = nets.Materialize(Get(Quadrature.Create(RuleKind.Midpoint, nodes)), forGradients: true, EngineKind.Fused);
            }
        }));
    }

    [SkippableFact]
    public void Fused_training_step_leaves_no_live_tensors()
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no 256-bit vector registers");
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(2, 2))));
        var folded = Get(Pipeline.Evaluation(Get(Quadrature.Create(RuleKind.Trapezoidal, 4))).Apply(pic));
        using var nets = new PicNets(pic, new NetSettings(8), 3);
        using var engine = Compile.ToEngine(folded, EngineKind.Fused);
        void Step()
        {
            using var evidence = zeros([3, 4, 1], ScalarType.Int64);
            using var numbers = nets.Materialize(folded.Rule, forGradients: true, EngineKind.Fused);
            using var gradients = numbers.Tensors.Like();
            engine.Differentiate(numbers.Tensors, evidence, gradients, 1, accumulate: false).Dispose();
            numbers.Backward(gradients);
        }

        Step(); // the parameters' own gradients stay
        var before = TensorTests.Settle();
        Step();
        Assert.Equal(before, Tensor.TotalCount);
    }

    /// <summary>Moves heads apart, which start equal.</summary>
    private static void Perturb(PicNets nets)
    {
        using var untracked = no_grad();
        foreach (var (parameter, index) in nets.Trainable.Select((parameter, index) => (parameter, index)))
            parameter.add_(arange(parameter.numel(), dtype: parameter.dtype).add(index).sin().mul(0.2).view(parameter.shape));
    }

    private static void Close(Tensor expected, Tensor found, double tolerance)
    {
        Assert.Equal(expected.shape, found.shape);
        var scale = Math.Max(expected.abs().max().to(ScalarType.Float64).item<double>(), 1e-30);
        var error = (expected - found).abs().max().to(ScalarType.Float64).item<double>();
        Assert.True(error <= tolerance * scale, $"off by {error / scale} of the largest entry");
    }
}
