using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>The paper's structures have the paper's counts; a quad tree has fewer functions where others count padding.</summary>
public class CountsOfThePaper
{
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 2));

    private static Pic Model(bool tree, int side, int channels, MergeKind merge) => Get(Pipeline
        .Model(new InputFamily.Categorical(channels, 256), merge, Sharing.Full, Sharing.Composite)
        .Apply(Get(tree ? QuadTree.Create(side, side) : QuadGraph.Create(side, side))));

    [Theory]
    [InlineData(true, 28, 1, MergeKind.Cp, 1048, 1058840)] // 1,060 and 1,061,924 with 12 padding slots
    [InlineData(false, 28, 1, MergeKind.Cp, 3120, 2249264)]
    [InlineData(false, 28, 1, MergeKind.Tucker, 1560, 1848344)]
    [InlineData(true, 32, 3, MergeKind.Cp, 1364, 1271636)]
    [InlineData(false, 32, 3, MergeKind.Cp, 4092, 2630652)]
    [InlineData(false, 32, 3, MergeKind.Tucker, 2046, 2104830)]
    [InlineData(true, 64, 3, MergeKind.Cp, 5460, 2455892)]
    [InlineData(false, 64, 3, MergeKind.Cp, 16380, 6051836)]
    [InlineData(false, 64, 3, MergeKind.Tucker, 8190, 3947006)]
    public void Functions_and_parameters(bool tree, int side, int channels, MergeKind merge, int functions, long parameters)
    {
        var pic = Model(tree, side, channels, merge);
        Assert.Equal(functions, pic.Groups.Where(group => group.Signature is FunctionSignature.Kernel).Sum(group => group.Functions));
        Assert.Equal(parameters, pic.Groups.Sum(group => FunctionNet.CountParameters(group, new NetSettings())));
    }

    [Theory]
    [InlineData(true, MergeKind.Cp, new[] { 768, 208, 52, 16, 4 })]
    [InlineData(false, MergeKind.Cp, new[] { 1152, 960, 512, 256, 128, 52, 32, 16, 8, 4 })]
    [InlineData(false, MergeKind.Tucker, new[] { 576, 480, 256, 128, 64, 26, 16, 8, 4, 2 })]
    public void Functions_a_depth_bottom_up(bool tree, MergeKind merge, int[] functions) =>
        Assert.Equal(functions, Model(tree, 28, 1, merge).Groups.Where(group => group.Signature is FunctionSignature.Kernel).Select(group => group.Functions));

    [Fact]
    public void Quad_tree_has_192_52_16_4_1_partitions_a_depth()
    {
        var folded = Get(Pipeline.Evaluation(Rule).Apply(Model(true, 28, 1, MergeKind.Cp)));
        Assert.Equal([192, 52, 16, 4, 1], folded.Layers.OfType<FoldedLayer.Cp>().GroupBy(layer => layer.Functions[0].Group).Select(depth => depth.Sum(layer => layer.Folds)));
    }

    [Theory]
    [InlineData(MergeKind.Cp)]
    [InlineData(MergeKind.Tucker)]
    public void Quad_graph_has_10_sum_product_and_7_mixing_layers(MergeKind merge)
    {
        var folded = Get(Pipeline.Evaluation(Rule).Apply(Model(false, 28, 1, merge)));
        Assert.Equal(10, folded.Layers.Count(layer => layer is FoldedLayer.Cp or FoldedLayer.Tucker));
        Assert.Equal(7, folded.Layers.Count(layer => layer is FoldedLayer.Mixing));
    }

    [Theory]
    [InlineData(true, MergeKind.Cp, 512, 376440832)] // 379,586,560 with padding slots
    [InlineData(false, MergeKind.Cp, 512, 919603200)]
    [InlineData(false, MergeKind.Tucker, 64, 421273600)]
    public void Plain_circuit_parameters(bool tree, MergeKind merge, int k, long parameters) =>
        Assert.Equal(parameters, FreeWeights.CountParameters(Get(Share.With(Sharing.None, Sharing.None).Apply(Model(tree, 28, 1, merge))), k));

    [Fact]
    public void Graphs_grow_linearly_with_the_pixels()
    {
        int Units(int side) => Get(Pipeline.Evaluation(Rule).Apply(Model(false, side, 3, MergeKind.Cp))).Unfold().Units.Units.Length;
        Assert.InRange((double)Units(64) / Units(32), 3.9, 4.1);
    }
}
