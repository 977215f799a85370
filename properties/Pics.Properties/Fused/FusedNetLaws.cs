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
        data.Add(MergeKind.Cp, Sharing.Composite, RuleKind.GaussHermite, 90, 16, true); // weights that are no numbers of 32 bits
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Fused_nets_give_the_numbers_and_gradients_of_the_reference(MergeKind merge, Sharing sharing, RuleKind kind, int nodes, int width, bool bias)
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no 256-bit vector registers");
        Agree(merge, sharing, Get(Quadrature.Create(kind, nodes)), width, bias);
    }

    [SkippableTheory]
    [InlineData(MergeKind.Cp, Sharing.Composite, 16, 0.03, 20)]
    [InlineData(MergeKind.Cp, Sharing.None, 5, 0.9, 6)]
    [InlineData(MergeKind.Cp, Sharing.Composite, 70, 0.999, 34)]
    [InlineData(MergeKind.Tucker, Sharing.Composite, 24, 0, 8)]
    [InlineData(MergeKind.Tucker, Sharing.None, 7, 0.62, 8)]
    [InlineData(MergeKind.Tucker, Sharing.Full, 4, 0.4, 6)]
    public void Fused_nets_under_shifted_rules_give_the_numbers_and_gradients_of_the_reference(MergeKind merge, Sharing sharing, int nodes, double part, int width)
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no 256-bit vector registers");
        Agree(merge, sharing, Get(Quadrature.Shifted(nodes, -1, 1, part)), width, bias: true);
        Agree(merge, sharing, Get(Get(Quadrature.Create(RuleKind.GaussHermite, nodes)).Shifted(part - 0.3)), width, bias: false);
    }

    [SkippableTheory]
    [InlineData(MergeKind.Cp, Sharing.Composite, 19, 8, 0.3, 20, true)]
    [InlineData(MergeKind.Cp, Sharing.Composite, 64, 16, 0.9, 8, true)]
    [InlineData(MergeKind.Cp, Sharing.None, 10, 1, 0.01, 6, false)]
    [InlineData(MergeKind.Tucker, Sharing.Composite, 23, 11, 0.6, 6, true)] // rows that are cut into several tiles
    [InlineData(MergeKind.Tucker, Sharing.Composite, 21, 5, 0.5, 8, true)]
    [InlineData(MergeKind.Tucker, Sharing.Full, 12, 3, 0.77, 2, true)]
    public void Fused_nets_at_nodes_of_their_own_give_the_numbers_and_gradients_of_the_reference(MergeKind merge, Sharing sharing, int nodes, int netNodes, double part, int width, bool bias)
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no 256-bit vector registers");
        Agree(merge, sharing, Get(Quadrature.Shifted(nodes, -1, 1, part)), width, bias, netNodes);
        Agree(merge, sharing, Get(Quadrature.Create(RuleKind.GaussLegendre, nodes)), width, bias, netNodes);
    }

    private static void Agree(MergeKind merge, Sharing sharing, QuadratureRule rule, int width, bool bias, int? netNodes = null)
    {
        var pic = Get(Pipeline.Model(Binary, merge, Sharing.Full, sharing).Apply(Get(QuadGraph.Create(2, 3))));
        using var exact = new PicNets(pic, new NetSettings(width, Bias: bias, Double: true), 3);
        Perturb(exact);
        var (expected, expectedGradients) = Run(exact, rule, EngineKind.Reference, netNodes);
        foreach (var (isDouble, tolerance, gradientTolerance) in new[] { (true, 1e-12, 1e-11), (false, 2e-5, 1e-3) })
        {
            // Single precision starts from the same parameters; the reference in double precision is the truth.
            using var nets = new PicNets(pic, new NetSettings(width, Bias: bias, Double: isDouble), 3);
            using (no_grad())
                foreach (var (from, to) in Pairs.Of(exact.Named, nets.Named)) to.Tensor.copy_(from.Tensor);
            var (found, gradients) = Run(nets, rule, EngineKind.Fused, netNodes);
            foreach (var (one, other) in Pairs.Of(expected, found)) Close(one, other, tolerance, Largest(one));

            // Sums over thousands of points cancel, so what counts is the size of a net's gradient as a whole.
            foreach (var (net, index) in nets.Nets.Select((net, index) => (net, index)))
            {
                var skip = nets.Nets.Take(index).Sum(before => before.Parameters.Count());
                var pairs = Pairs.Of(expectedGradients, gradients).Skip(skip).Take(net.Parameters.Count()).ToList();
                foreach (var (one, other) in pairs) Close(one, other, gradientTolerance, pairs.Max(pair => Largest(pair.Expected)));
            }
        }
    }

    [SkippableFact]
    public void The_way_back_does_not_depend_on_what_was_computed_in_between()
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no 256-bit vector registers");
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(2, 2))));
        var rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));
        double[] Gradients(Action<PicNets> between, QuadratureRule? at = null)
        {
            using var scope = NewDisposeScope();
            using var nets = new PicNets(pic, new NetSettings(8, Double: true), 3);
            using var numbers = nets.Materialize(at ?? rule, forGradients: true, EngineKind.Fused);
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
        var shifted = Get(Quadrature.Shifted(4, -1, 1, 0.2));
        Assert.Equal(Gradients(_ => { }, shifted), Gradients(
            nets =>
            {
                foreach (var part in new[] { 0.5, 0.9, 0.1 })
                {
                    using var other = nets.Materialize(Get(Quadrature.Shifted(4, -1, 1, part)), forGradients: true, EngineKind.Fused);
                }
            },
            shifted));
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

    /// <summary>The numbers of all groups, and the gradients of all parameters for a smooth gradient of the numbers.</summary>
    private static (List<double[]> Numbers, List<double[]> Gradients) Run(PicNets nets, QuadratureRule rule, EngineKind kind, int? netNodes = null)
    {
        using var scope = NewDisposeScope();
        using var numbers = nets.Materialize(rule, netNodes, forGradients: true, kind);
        using var slopes = numbers.Tensors.Like();
        foreach (var group in slopes.Groups) slopes[group].copy_(arange(slopes[group].numel(), dtype: ScalarType.Float64).view(slopes[group].shape).sin());
        numbers.Backward(slopes);
        double[] Values(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return ([.. numbers.Tensors.Groups.Select(group => Values(numbers.Tensors[group]))], [.. nets.Trainable.Select(parameter => Values(parameter.grad!))]);
    }

    /// <summary>Moves heads apart, which start equal.</summary>
    private static void Perturb(PicNets nets)
    {
        using var untracked = no_grad();
        foreach (var (parameter, index) in nets.Trainable.Select((parameter, index) => (parameter, index)))
            parameter.add_(arange(parameter.numel(), dtype: parameter.dtype).add(index).sin().mul(0.2).view(parameter.shape));
    }

    private static double Largest(double[] values) => Math.Max(values.Max(Math.Abs), 1e-30);

    private static void Close(double[] expected, double[] found, double tolerance, double scale)
    {
        Assert.All(found, value => Assert.True(double.IsFinite(value)));
        var error = Pairs.Of(expected, found).Max(pair => Math.Abs(pair.Expected - pair.Found)) / scale;
        Assert.True(error <= tolerance, $"off by {error} of the largest entry");
    }
}
