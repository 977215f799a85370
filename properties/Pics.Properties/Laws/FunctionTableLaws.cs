using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class FunctionTableLaws
{
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 4));

    private static FunctionNet Net(int outputs, int inputs, Sharing sharing)
    {
        using var generator = new Generator(5UL, CPU);
        return new(new(0, new FunctionSignature.Kernel(outputs, inputs), sharing, sharing == Sharing.Full ? 1 : 3), new NetSettings(6, Double: true), generator, CPU);
    }

    [Theory]
    [InlineData(1, 1, Sharing.Composite)]
    [InlineData(1, 2, Sharing.Composite)]
    [InlineData(1, 2, Sharing.None)]
    [InlineData(1, 2, Sharing.Full)]
    public void Pieces_give_the_numbers_and_gradients_of_the_whole(int outputs, int inputs, Sharing sharing)
    {
        using var scope = NewDisposeScope();
        (double[] Numbers, double[] Gradients) Run(long budget)
        {
            using var net = Net(outputs, inputs, sharing);
            var part = FunctionTables.Materialize(net, Rule, forGradients: true, budget);
            var value = part.Values[0].Value;
            using var slopes = new CircuitTensors([(0, arange(value.numel(), dtype: ScalarType.Float64).view(value.shape).sin())]);
            part.Backward(slopes, true);
            var result = (value.data<double>().ToArray(), net.Parameters.SelectMany(parameter => parameter.grad!.data<double>().ToArray()).ToArray());
            part.Release();
            return result;
        }

        var (whole, pieces) = (Run(FunctionTables.ActivationBudget), Run(1));
        Assert.All(Pairs.Of(whole.Numbers, pieces.Numbers), pair => Assert.Equal(pair.Expected, pair.Found, 1e-14));
        Assert.All(Pairs.Of(whole.Gradients, pieces.Gradients), pair => Assert.Equal(pair.Expected, pair.Found, 1e-12));
        Assert.Contains(whole.Gradients, gradient => Math.Abs(gradient) > 1e-6);
    }

    [Fact]
    public void Weights_are_the_quadrature_of_the_net_at_the_nodes()
    {
        using var scope = NewDisposeScope();
        using var net = Net(1, 2, Sharing.Composite);
        var part = FunctionTables.Materialize(net, Rule, forGradients: false);
        double Kernel(int head, params double[] latents)
        {
            var value = net.Forward(tensor(latents).unsqueeze(0))[head].item<double>();
            return Math.Log(1 + Math.Exp(value)) + net.Settings.Epsilon;
        }

        var meaning = new Interpretation((function, latents) => Kernel(function.Head, [.. latents]), (_, _, _) => 1, _ => 0);
        for (var head = 0; head < 3; head++)
        {
            var expected = Denotation.Weights(Rule, new(net.Group.Signature, 0, head, Sharing.Composite), meaning).SelectMany(row => row).ToArray();
            Assert.All(Pairs.Of(expected, part.Values[0].Value[head].contiguous().data<double>().ToArray()), pair => Assert.Equal(pair.Expected, pair.Found, 1e-13));
        }
    }

    [Fact]
    public void Composite_heads_start_equal_and_others_differ()
    {
        using var scope = NewDisposeScope();
        using var composite = Net(1, 1, Sharing.Composite);
        using var none = Net(1, 1, Sharing.None);
        Assert.Equal(0, (composite.Head.Weight[0] - composite.Head.Weight[2]).abs().sum().item<double>());
        Assert.NotEqual(0, (none.Head.Weight[0] - none.Head.Weight[2]).abs().sum().item<double>());
        Assert.Equal([3, 6, 6], none.Hidden[0].Weight.shape);
        Assert.Equal([1, 6, 6], composite.Hidden[0].Weight.shape);
        Assert.True(composite.Parameters.All(parameter => parameter.abs().max().item<double>() <= 1 / Math.Sqrt(6)));
    }

    [Fact]
    public void Nets_may_have_no_biases()
    {
        using var generator = new Generator(5UL, CPU);
        var group = new FunctionGroup(0, new FunctionSignature.Kernel(1, 1), Sharing.Composite, 3);
        using var net = new FunctionNet(group, new NetSettings(6, Bias: false), generator, CPU);
        Assert.Equal(FunctionNet.CountParameters(group, net.Settings), net.Parameters.Sum(parameter => parameter.numel()));
        Assert.Equal(["frequencies", "hidden.0.weight", "hidden.1.weight", "head.weight"], net.Named.Select(entry => entry.Name));
    }
}
