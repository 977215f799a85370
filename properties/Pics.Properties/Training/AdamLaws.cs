using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class AdamLaws
{
    private const int Steps = 50, Late = 4; // the parameter before the last gets gradients late, the last never

    private static readonly long[][] Shapes = [[7], [3, 5], [1], [2, 0], [130], [40_001], [4, 3], [5]];

    /// <summary>Parameters and a step function's result after steps with seeded gradients; the same for each optimiser.</summary>
    private static double[][] Optimise(ScalarType type, Func<IReadOnlyList<Parameter>, (IDisposable Owner, Action<double> Step)> optimiser)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3UL, CPU);
        var parameters = Shapes.Select(shape => new Parameter(randn(shape, dtype: type, generator: generator))).ToList();
        var (owner, makeStep) = optimiser(parameters);
        using (owner)
        {
            for (var step = 0; step < Steps; step++)
            {
                for (var index = 0; index < parameters.Count; index++)
                {
                    var gradient = randn(Shapes[index], dtype: type, generator: generator) * (1 + step);
                    if (index < Shapes.Length - 2 || (index == Shapes.Length - 2 && step >= Late)) parameters[index].grad = gradient;
                }

                makeStep(0.01 / (1 + (step % 7)));
            }
        }

        return [.. parameters.Select(Numbers)];
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.numel() == 0 ? [] : tensor.detach().to(ScalarType.Float64).data<double>().ToArray();
    }

    private static double[][] Ours(ScalarType type, double decay, bool isVectorised = true) => Optimise(type, parameters =>
    {
        var adam = new Adam(parameters, decay, isVectorised);
        return (adam, rate => Assert.Equal(StepResult.Made, adam.Step(rate)));
    });

    private static double[][] Torchs(ScalarType type, double decay) => Optimise(type, parameters =>
    {
        var adam = optim.Adam(parameters, 1, Adam.Beta1, Adam.Beta2, Adam.Epsilon, decay);
        return (adam, rate =>
        {
            foreach (var group in adam.ParamGroups) group.LearningRate = rate;
            adam.step();
        }
        );
    });

    [Theory]
    [InlineData(ScalarType.Float64, 0, true)]
    [InlineData(ScalarType.Float64, 0.01, true)]
    [InlineData(ScalarType.Float64, 0.01, false)]
    [InlineData(ScalarType.Float32, 0.01, true)]
    [InlineData(ScalarType.Float32, 0.01, false)]
    public void Steps_agree_with_those_of_torch(ScalarType type, double decay, bool isVectorised)
    {
        var (ours, torchs) = (Ours(type, decay, isVectorised), Torchs(type, decay));
        var tolerance = type == ScalarType.Float64 ? Tolerances.Rounding : 2e-6;
        foreach (var (first, second) in Pairs.Of(ours, torchs))
            Assert.All(
                Pairs.Of(first, second).Select(pair => Math.Abs(pair.Expected - pair.Found) / Math.Max(0.1, Math.Abs(pair.Found))).DefaultIfEmpty().Order().TakeLast(1),
                error => Assert.InRange(error, 0, tolerance));
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        var threads = get_num_threads();
        try
        {
            set_num_threads(1);
            var one = Ours(ScalarType.Float32, 0.01);
            set_num_threads(3);
            Assert.Equal(one, Ours(ScalarType.Float32, 0.01));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Theory]
    [InlineData(double.NaN, 0, true)]
    [InlineData(double.PositiveInfinity, 32_769, true)]
    [InlineData(double.NegativeInfinity, 40_000, true)]
    [InlineData(double.NaN, 40_000, false)]
    public void A_gradient_that_is_not_finite_changes_nothing(double value, long place, bool isVectorised)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(ones(40_001));
        using var adam = new Adam([parameter], 0.01, isVectorised);
        var gradient = ones(40_001);
        parameter.grad = gradient;
        Assert.Equal(0, adam.ZeroIfFinite().item<double>());
        Assert.Equal(StepResult.Made, adam.Step(0.1));
        var before = adam.Named.Select(entry => entry.Tensor).Append(parameter).Select(Numbers).ToList();
        gradient[place] = (float)value;
        Assert.True(double.IsNaN(adam.ZeroIfFinite().item<double>()));
        Assert.Equal(StepResult.Refused, adam.Step(0.1));
        Assert.Equal(before, adam.Named.Select(entry => entry.Tensor).Append(parameter).Select(Numbers));
        Assert.Equal([1L], adam.Steps);
        adam.ZeroGradients();
        Assert.Equal(StepResult.Made, adam.Step(0.1));
    }

    [Fact]
    public void A_copied_state_goes_on_identically()
    {
        using var scope = NewDisposeScope();
        Parameter Fresh() => new(arange(9, dtype: ScalarType.Float64));
        void Move(Adam adam, Parameter parameter, int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                parameter.grad = parameter.detach().sin();
                adam.StepUnchecked(0.01);
            }
        }

        var (whole, half) = (Fresh(), Fresh());
        using var through = new Adam([whole], 0.1);
        Move(through, whole, 10);
        using var before = new Adam([half], 0.1);
        Move(before, half, 5);
        using var after = new Adam([half], 0.1);
        foreach (var (from, to) in Pairs.Of(before.Named, after.Named)) to.Tensor.copy_(from.Tensor);
        after.Resume(before.Steps);
        Move(after, half, 5);
        Assert.Equal(Numbers(whole), Numbers(half));
        Assert.Equal(["first.0", "second.0"], after.Named.Select(entry => entry.Name));
        Assert.Equal([10L], after.Steps);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Steps_leave_no_live_tensors(bool isVectorised)
    {
        using var parameter = new Parameter(ones(5));
        using var gradient = ones(5);
        parameter.grad = gradient;
        var before = TensorTests.Settle();
        using (var adam = new Adam([parameter], 0.01, isVectorised))
        {
            Assert.Equal(StepResult.Made, adam.Step(0.1));
            adam.StepUnchecked(0.1);
            adam.ZeroIfFinite().Dispose();
            adam.ZeroGradients();
        }

        Assert.Equal(before, Tensor.TotalCount);
    }
}
