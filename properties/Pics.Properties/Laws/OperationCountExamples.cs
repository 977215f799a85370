using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Counts of operations that were worked out by hand.</summary>
public class OperationCountExamples
{
    private const int Batch = 5;

    private static FoldedQpc Folded(Either<PicsError, RegionGraph> graph, MergeKind merge, Sharing inputs, Sharing integrals) =>
        Get(from regions in graph
            from rule in Quadrature.Trapezoidal(3, -1, 1)
            from pic in Pipeline.Model(new InputFamily.Categorical(1, 4), merge, inputs, integrals).Apply(regions)
            from folded in Pipeline.Evaluation(rule).Apply(pic)
            select folded);

    private static OperationCount Count(FoldedQpc folded, bool plain = false) =>
        OperationCount.OfTrainingStep(folded, new NetSettings(Width: 6), plain, Batch);

    [Fact]
    public void A_cp_layer_counts_two_operations_a_weight_and_row()
    {
        // Two pixels: two slots of weights [1, 3], then the product of the two sums.
        var count = Count(Folded(QuadTree.Create(1, 2), MergeKind.Cp, Sharing.Full, Sharing.Composite));
        Assert.Equal(Batch * ((2 * 2 * 3 * 1) + 2), count.CircuitForward);
        Assert.Equal(3 * count.CircuitForward, count.Circuit);
    }

    [Fact]
    public void A_tucker_layer_counts_two_operations_a_weight_and_row() =>
        Assert.Equal(Batch * 2 * 3 * 3 * 1, Count(Folded(QuadTree.Create(1, 2), MergeKind.Tucker, Sharing.Full, Sharing.Composite)).CircuitForward);

    [Fact]
    public void Larger_circuits_add_their_layers()
    {
        // Three by one pixels: two slots of [3, 3] and a product of two times 3 values, then two slots of [1, 3] and a product of two values.
        var folded = Folded(QuadTree.Create(3, 1), MergeKind.Cp, Sharing.Full, Sharing.Composite);
        Assert.Equal(Batch * ((2 * 2 * 3 * 3) + (2 * 3) + (2 * 2 * 3 * 1) + 2), Count(folded).CircuitForward);
    }

    [Fact]
    public void Mixing_counts_one_operation_a_value()
    {
        // Two by two pixels in a quad graph: rows and columns have eight slots of [3, 3], the two ways to join them four of [1, 3], and one mixing of two values.
        var folded = Folded(QuadGraph.Create(2, 2), MergeKind.Cp, Sharing.Full, Sharing.Composite);
        Assert.Equal(Batch * ((8 * 2 * 3 * 3) + (8 * 3) + (4 * 2 * 3 * 1) + 4 + 2), Count(folded).CircuitForward);
    }

    [Fact]
    public void Nets_count_their_layers_at_all_points_and_the_first_has_no_gradient_of_its_inputs()
    {
        // Inputs: one function of one latent, 3 points, one hidden layer, 4 outputs. Kernels at the root: one latent, 3 points, two hidden
        // layers on one trunk, two heads of one output.
        var count = Count(Folded(QuadTree.Create(1, 2), MergeKind.Cp, Sharing.Full, Sharing.Composite));
        double inputHidden = 2 * 3 * 6 * 6, inputHead = 2 * 3 * 6 * 4, hidden = 2 * 3 * 6 * 6, heads = 2 * 2 * 3 * 6 * 1;
        Assert.Equal(inputHidden + inputHead + (2 * hidden) + heads, count.NetsForward);
        Assert.Equal(inputHidden + (2 * inputHead) + hidden + (2 * hidden) + (2 * heads), count.NetsBackward);
        Assert.Equal(count.Circuit + count.NetsForward + count.NetsBackward, count.Total);
    }

    [Fact]
    public void Nets_at_few_nodes_count_their_own_points_and_the_way_between()
    {
        // The kernel of one latent at 1 + 6 of 12 nodes; at the kernel of two, 49 points of 144, then 12 x 7 x 7 and 12 x 7 x 12 products a head.
        var folded = Get(from regions in QuadTree.Create(3, 1)
                         from rule in Quadrature.Midpoint(12, -1, 1)
                         from pic in Pipeline.Model(new InputFamily.Categorical(1, 4), MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(regions)
                         from circuit in Pipeline.Evaluation(rule).Apply(pic)
                         select circuit);
        OperationCount Count(int? nodes) => OperationCount.OfTrainingStep(folded, new NetSettings(Width: 6), plain: false, Batch, nodes);
        double Forward(double points, double heads) => (2 * 2 * points * 6 * 6) + (2 * heads * points * 6);
        double input = 2 * 12 * 6 * (6 + 4), between = 2 * 2 * ((7 * 12) + (7 * 7 * 12) + (7 * 12 * 12));
        Assert.Equal(input + Forward(12, 2) + Forward(144, 2), Count(null).NetsForward);
        Assert.Equal(input + Forward(7, 2) + Forward(49, 2) + between, Count(1).NetsForward);
        Assert.Equal(Count(null), Count(4));
        Assert.True(Count(1).NetsBackward < Count(null).NetsBackward);
    }

    [Fact]
    public void Without_sharing_each_function_has_a_trunk()
    {
        var count = Count(Folded(QuadTree.Create(1, 2), MergeKind.Cp, Sharing.None, Sharing.None));
        double inputs = 2 * ((2 * 3 * 6 * 6) + (2 * 3 * 6 * 4)), kernels = 2 * ((2 * 2 * 3 * 6 * 6) + (2 * 3 * 6));
        Assert.Equal(inputs + kernels, count.NetsForward);
    }

    [Fact]
    public void A_plain_circuit_has_no_nets_and_one_row_more()
    {
        var count = Count(Folded(QuadTree.Create(1, 2), MergeKind.Cp, Sharing.None, Sharing.None), plain: true);
        Assert.Equal(0, count.Nets);
        Assert.Equal((Batch + 1) * 14, count.CircuitForward);
    }
}
