using TorchSharp;
using static Pics.Properties.EngineInputs;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class LayerStackLaws
{
    [Property]
    public bool Layer_stack_agrees_with_the_reference_denotation(Pic pic, QuadratureRule rule, int seed)
    {
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using var scope = NewDisposeScope();
        using var engine = Compile.ToLayerStack(folded);
        var rows = Meanings.Worlds(pic.Scope).SelectMany(world => new[] { (world, -1L), (world, (long)seed) }).ToList();
        var expected = rows.Select(row => Math.Log(Denotation.OfFolded(folded, Meanings.ByFunction(seed, row.Item1, row.Item2)))).ToList();
        return new[] { (ScalarType.Float64, 1e-11), (ScalarType.Float32, Tolerances.Single) }.All(precision =>
        {
            using var numbers = Numbers(folded, seed, precision.Item1);
            var found = engine.LogLikelihood(numbers, Evidence(pic.Scope, rows)).to(ScalarType.Float64).data<double>().ToArray();
            return Pairs.Of(expected, found).All(pair => Math.Abs(pair.Expected - pair.Found) <= precision.Item2 * (1 + Math.Abs(pair.Expected)));
        });
    }

    [Property]
    public bool Probabilities_of_all_worlds_sum_to_one_for_nets(Pic pic, QuadratureRule rule, int seed)
    {
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using var scope = NewDisposeScope();
        using var engine = Compile.ToLayerStack(folded);
        using var nets = new PicNets(pic, new NetSettings(4, Double: true), seed);
        using var numbers = nets.Materialize(rule, forGradients: false, EngineKind.Reference);
        var all = engine.LogLikelihood(numbers.Tensors, Evidence(pic.Scope, Meanings.Worlds(pic.Scope).Select(world => (world, -1L))));
        var nothing = engine.LogLikelihood(numbers.Tensors, Evidence(pic.Scope, [(0L, 0L)]));
        return Math.Abs(all.exp().sum().item<double>() - 1) < Tolerances.Rounding && Math.Abs(nothing.item<double>()) < Tolerances.Rounding;
    }

    [Property(MaxTest = 25)]
    public bool Gradients_agree_with_finite_differences(Pic pic, QuadratureRule rule, int seed)
    {
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using var scope = NewDisposeScope();
        using var engine = Compile.ToLayerStack(folded);
        using var nets = new PicNets(pic, new NetSettings(4, Double: true), seed);
        var evidence = Evidence(pic.Scope, [(seed, -1L), (~(long)seed, seed * 7L)]);
        double Value()
        {
            using var numbers = nets.Materialize(rule, forGradients: false, EngineKind.Reference);
            return engine.LogLikelihood(numbers.Tensors, evidence).sum().item<double>();
        }

        using (var numbers = nets.Materialize(rule, forGradients: true, EngineKind.Reference))
        {
            using var gradients = numbers.Tensors.Like();
            engine.Differentiate(numbers.Tensors, evidence, gradients, 1, accumulate: false).Dispose();
            numbers.Backward(gradients);
        }

        using var untracked = no_grad();
        return nets.Trainable.All(parameter =>
        {
            var flat = parameter.view(-1);
            var place = Math.Abs(seed % (int)flat.numel());
            var at = flat[place].item<double>();
            double Shifted(double by)
            {
                flat[place] = tensor(at + by);
                return Value();
            }

            const double Step = 1e-5;
            var difference = (Shifted(Step) - Shifted(-Step)) / (2 * Step);
            flat[place] = tensor(at);
            var gradient = parameter.grad is null ? 0 : parameter.grad.view(-1)[place].item<double>();
            return Math.Abs(difference - gradient) < Tolerances.Differences * (1 + Math.Abs(gradient));
        });
    }

    [Property(MaxTest = 20)]
    public bool Evaluation_leaves_no_live_tensors(Pic pic, QuadratureRule rule, int seed)
    {
        // The nets are made before counting: the library counts a tensor twice when a parameter takes it over.
        using var nets = new PicNets(pic, new NetSettings(4), seed);
        var before = TensorTests.Settle();
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using (var evidence = Evidence(pic.Scope, [(seed, -1L)]))
        using (var engine = Compile.ToLayerStack(folded))
        using (var numbers = nets.Materialize(rule, forGradients: true, EngineKind.Reference))
        {
            engine.LogLikelihood(numbers.Tensors, evidence).Dispose();
            using var gradients = numbers.Tensors.Like();
            engine.Differentiate(numbers.Tensors, evidence, gradients, 1, accumulate: false).Dispose();
            numbers.Backward(gradients);
        }

        return Tensor.TotalCount == before;
    }

    [Fact]
    public void Impossible_evidence_has_log_likelihood_minus_infinity_and_no_nan()
    {
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(2, 2))));
        var rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 3));
        using var scope = NewDisposeScope();
        using var engine = Compile.ToLayerStack(Get(Pipeline.Evaluation(rule).Apply(pic)));
        using var nets = new PicNets(pic, new NetSettings(4), 1);
        using var numbers = nets.Materialize(rule, forGradients: false, EngineKind.Reference);
        numbers.Tensors[0].select(3, 0).fill_(double.NegativeInfinity);
        var found = engine.LogLikelihood(numbers.Tensors, Evidence(pic.Scope, [(0L, -1L), (15L, -1L)]));
        Assert.Equal(double.NegativeInfinity, found[0].item<float>());
        Assert.True(float.IsFinite(found[1].item<float>()));
    }
}
