using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Nets at few nodes of their own, and what is interpolated between these.</summary>
[Collection(TensorTests.Name)]
public class NetNodesLaws
{
    private static CoarseNodes Of(QuadratureRule rule, int count) => CoarseNodes.For(rule, count)!;

    [Property]
    public void Polynomials_of_degree_five_are_interpolated_as_they_are(PositiveInt more, PositiveInt few, byte part, bool isShifted)
    {
        var count = 1 + (few.Get % 20);
        var nodes = ((count + (2 * CoarseNodes.Beyond)) * 4 / 3) + 1 + (more.Get % 30);
        var rule = Get(isShifted ? Quadrature.Shifted(nodes, -1, 3, part / 256.0) : Quadrature.Create(RuleKind.GaussLegendre, nodes));
        var at = Of(rule, count);
        var from = at.At(rule.Shift).Nodes;
        Assert.Equal(count + (2 * CoarseNodes.Beyond), from.Length);
        var parts = at.Parts(rule.Shift).Chunk(from.Length).ToList();
        Assert.Equal(nodes, parts.Count);
        double Polynomial(double z) => ((((((0.3 * z) - 0.2) * z) + 0.5) * z * z) - (0.7 * z)) + 0.1 + (0.04 * Math.Pow(z, 5));
        Assert.All(parts, row => Assert.Equal(1, row.Sum(), 1e-12));
        for (var k = 0; k < nodes; k++)
            Assert.Equal(Polynomial(rule.Nodes[k]), parts[k].Zip(from, (share, z) => share * Polynomial(z)).Sum(), 1e-7 * Math.Pow(4.0 / count + 4, 5));
        Assert.All(parts, row => Assert.InRange(row.Count(share => share != 0), 1, CoarseNodes.Taps));
    }

    [Fact]
    public void Nodes_of_nets_move_by_the_same_part_of_their_distance_and_lie_on_either_side_of_every_node()
    {
        foreach (var part in new[] { 0, 0.25, 0.5, 0.99 })
        {
            var rule = Get(Quadrature.Shifted(64, -1, 1, part));
            var nodes = Of(rule, 16).At(rule.Shift).Nodes;
            Assert.Equal((part - 0.5) / 16 * 2, nodes[11] - (-1 + (2 / 16.0 * (11 + 0.5 - CoarseNodes.Beyond))), 1e-12);
            Assert.True(nodes[CoarseNodes.Beyond - 1] < rule.Nodes[0] && nodes[^CoarseNodes.Beyond] > rule.Nodes[^1]);
        }
    }

    [Fact]
    public void Nothing_is_interpolated_where_that_saves_nothing()
    {
        var rule = Get(Quadrature.Midpoint(16, -1, 1));
        Assert.Null(CoarseNodes.For(rule, null));
        Assert.Null(CoarseNodes.For(rule, 7));
        Assert.NotNull(CoarseNodes.For(rule, 6));
        foreach (var count in new[] { 6, 7 }) Assert.Equal(count == 6, StepRules.Shifted.WithNetNodes(count).AreInterpolated(16));
        Assert.False(StepRules.Shifted.AreInterpolated(1000));
    }

    /// <summary>Weights of kernels and their gradients approach those of nets at every node.</summary>
    [Theory]
    [InlineData(EngineKind.Reference)]
    [InlineData(EngineKind.Fused)]
    public void More_nodes_of_nets_come_nearer_to_the_nets_themselves(EngineKind kind)
    {
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(2, 2))));
        var rule = Get(Quadrature.Shifted(64, -1, 1, 0.3));
        using var nets = new PicNets(pic, new NetSettings(64, Double: true), 3);
        (List<double[]> Weights, List<double[]> Gradients) At(int? count)
        {
            using var scope = NewDisposeScope();
            foreach (var parameter in nets.Trainable) parameter.grad = null;
            using var numbers = nets.Materialize(rule, count, forGradients: true, kind);
            using var slopes = numbers.Tensors.Like();
            foreach (var group in slopes.Groups) slopes[group].copy_(numbers.Tensors[group].mul(64).sin());
            numbers.Backward(slopes);
            return ([.. numbers.Tensors.Groups.Select(group => numbers.Tensors[group].contiguous().data<double>().ToArray())], [.. nets.Trainable.Select(parameter => parameter.grad!.contiguous().data<double>().ToArray())]);
        }

        double Distance(List<double[]> one, List<double[]> other) =>
            Math.Sqrt(Pairs.Of(one, other).Sum(pair => Pairs.Of(pair.Expected, pair.Found).Sum(value => Math.Pow(value.Expected - value.Found, 2))) / one.Sum(values => values.Sum(value => value * value)));
        var exact = At(null);
        var distances = new[] { 4, 8, 16, 32 }.Select(count => At(count)).Select(found => (Weights: Distance(exact.Weights, found.Weights), Gradients: Distance(exact.Gradients, found.Gradients))).ToList();
        foreach (var (less, more) in distances.Zip(distances.Skip(1))) Assert.True(more.Weights < less.Weights && more.Gradients < less.Gradients, $"{less}; {more}");
        Assert.True(distances[2].Weights < 1e-2 && distances[2].Gradients < 5e-2 && distances[3].Weights < 1e-3 && distances[3].Gradients < 5e-3, string.Join("; ", distances));
    }
}
