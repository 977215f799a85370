using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Estimates of memory that were worked out by hand, and how they change with sizes.</summary>
/// <remarks>By hand: two pixels of four categories, K = 3, nets of width 6, five rows, float32, registers of eight numbers, one thread.</remarks>
[Collection(TensorTests.Name)]
public class MemoryExamples
{
    private const int Rows = 5, Bytes = 4, Lanes = 8;

    private static FoldedQpc Folded(Either<PicsError, RegionGraph> graph, MergeKind merge, int nodes = 3, Sharing integrals = Sharing.Composite) =>
        Get(from regions in graph
            from rule in Quadrature.Trapezoidal(nodes, -1, 1)
            from pic in Pipeline.Model(new InputFamily.Categorical(1, 4), merge, Sharing.Full, integrals).Apply(regions)
            from folded in Pipeline.Evaluation(rule).Apply(pic)
            select folded);

    private static FoldedQpc TwoPixels() => Folded(QuadTree.Create(1, 2), MergeKind.Cp);

    [Fact]
    public void The_fused_engine_keeps_a_padded_row_for_each_fold_and_slot() => Assert.Equal(
        new FusedMemory(
            Values: 3 * Rows * ((8 * Bytes) + 4), // two inputs and the root, with an exponent each
            Slots: 2 * Rows * 8 * Bytes,
            Classes: (2 * Rows * 3 * 4) + (Rows * 8) + (32 * 16), // three scopes; keys and a hash table
            Tables: 4 * ((8 * Bytes) + 4), // one function for both pixels
            Scratch: ((Rows * 8) + (3 * 8) + (2 * Rows * 8) + 8) * Bytes), // gradient, transposed weights, moved slots, one row of an input
        FusedMemory.Of(TwoPixels(), Rows, Bytes, Lanes, workers: 1));

    [Fact]
    public void Fused_nets_keep_two_layers_a_point_while_they_fit_and_else_a_tile_a_thread()
    {
        // The root's kernel: one row of three columns, padded to eight points; one trunk, two heads.
        var settings = new NetSettings(Width: 6);
        var kept = new FusedNetMemory(
            Activations: 2 * 6 * 8 * Bytes,
            Tables: ((6 * (1 + 8)) + 3 + 8 + 2) * Bytes,
            Gradients: ((2 * 6) + 2) * (8 + 1) * Bytes,
            Scratch: 8 * (6 + 96 + 8 + 6) * Bytes);
        Assert.Equal(kept, FusedNetMemory.Of(TwoPixels(), settings, Lanes, workers: 1));

        // At 1 + 6 of 12 nodes: raw outputs and the sum of the one row of each head, weights and their inverses, and what interpolates, there and across.
        var twelve = Folded(QuadTree.Create(1, 2), MergeKind.Cp, 12);
        var few = new FusedNetMemory(
            Activations: 2 * 6 * 8 * Bytes,
            Tables: ((6 * (1 + 8)) + 7 + 8 + (2 * (7 + 1)) + (2 * (12 + 8)) + (12 * 8) + (7 * 16)) * Bytes,
            Gradients: kept.Gradients,
            Scratch: ((8 * (6 + 96 + 8 + 6)) + (4 * 16)) * Bytes);
        Assert.Equal(few, FusedNetMemory.Of(twelve, settings, Lanes, workers: 1, CoarseNodes.For(twelve.Rule, 1)));
        var tiles = FusedNetMemory.Of(Folded(QuadTree.Create(4, 4), MergeKind.Cp, 64), settings, Lanes, workers: 2, budget: 0);
        Assert.Equal(2 * 2 * 6 * 128 * Bytes, tiles.Activations);
    }

    [Fact]
    public void The_layers_of_libtorch_engines_count_what_autograd_keeps()
    {
        var cp = TwoPixels().Layers[1];
        const int row = Rows * Bytes;
        Assert.Equal(
            new LayerMemory(
                Output: row,
                Saved: (2 * 3 * row) + (2 * row), // exponentials of both inputs, their sums
                Forward: (2 * 3 * row) + (4 * row) + (4 * row), // differences, maxima, logarithms and sums
                Backward: (4 * 3 * row) + (2 * row) + (2 * 3 * Bytes)),
            new ReferenceMemory(TwoPixels(), Rows, Bytes).Of(cp));
        Assert.Equal(
            new LayerMemory(
                Output: row + (Rows * 8), // with exponents
                Saved: (2 * row) + (2 * row) + row, // powers of two of both sums, the sums, and the power of two of their product
                Forward: 3 * 2 * Rows * 8,
                Backward: (4 * row) + (2 * 3 * row) + (2 * 3 * Bytes)),
            new ScaledMemory(TwoPixels(), Rows, Bytes).Of(cp));
    }

    [Fact]
    public void A_step_counts_parameters_eight_times_and_numbers_with_their_gradients()
    {
        var estimate = MemoryEstimate.OfTrainingStep(TwoPixels(), new NetSettings(Width: 6), plain: false, Rows, EngineKind.Fused, Lanes, workers: 1);
        var (input, kernels) = ((6 * 7) + (4 * 7), (2 * 6 * 7) + (2 * 7));
        Assert.Equal(8 * (input + kernels) * Bytes, estimate.Parameters);
        Assert.Equal(2 * ((3 * 4) + (2 * 3)) * Bytes, estimate.CircuitParameters);

        // Of the input's net features and one layer are kept; the backward pass has two more of them, twice its numbers, and gradients of its parameters.
        var activations = 3 * 6 * Bytes;
        Assert.Equal(4868 + (2 * activations) + (2 * activations) + (2 * 3 * 4 * Bytes) + (input * Bytes), estimate.Nets);
        Assert.Equal(2284 + (Rows * 2 * 8), estimate.Circuit);
        Assert.Equal(estimate.Parameters + estimate.CircuitParameters + estimate.Nets + estimate.Circuit, estimate.Total);
    }

    [Fact]
    public void Parts_of_a_batch_hold_a_sum_of_each_height()
    {
        var whole = MemoryEstimate.OfTrainingStep(TwoPixels(), new NetSettings(Width: 6), plain: false, Rows, EngineKind.Fused, Lanes, workers: 1);
        MemoryEstimate InParts(int parts, bool areOfNets, int atOnce = 1) => whole.InParts(TwoPixels(), new NetSettings(Width: 6), parts, atOnce, areOfNets);
        Assert.Equal(whole, InParts(1, areOfNets: true));
        Assert.Equal(whole with { CircuitParameters = whole.CircuitParameters + (3 * ((3 * 4) + (2 * 3)) * Bytes) }, InParts(8, areOfNets: false));
        Assert.Equal(whole with { Parameters = whole.Parameters / 8 * 12 }, InParts(8, areOfNets: true));

        // An engine that looks at four parts at once has the two heights below of one function a thread.
        Assert.Equal(whole with { CircuitParameters = whole.CircuitParameters + (((3 * 4) + (2 * 3) + (2 * Workers.Count * 3 * 4)) * Bytes) }, InParts(8, areOfNets: false, atOnce: 4));
    }

    [Fact]
    public void A_plain_circuit_has_no_nets_and_its_kernels_are_the_parameters()
    {
        var estimate = MemoryEstimate.OfTrainingStep(TwoPixels(), new NetSettings(Width: 6), plain: true, Rows, EngineKind.Fused, Lanes, workers: 1);
        Assert.Equal(8 * (12 + 6) * Bytes, estimate.Parameters);
        Assert.Equal(((2 * 12) + 6) * Bytes, estimate.CircuitParameters);
        Assert.Equal(2 * 12 * Bytes, estimate.Nets); // the backward pass through the softmax of the inputs
    }

    [Theory]
    [InlineData(EngineKind.Reference)]
    [InlineData(EngineKind.Scaled)]
    [InlineData(EngineKind.Fused)]
    public void More_rows_or_nodes_need_more(EngineKind engine)
    {
        foreach (var merge in Enum.GetValues<MergeKind>())
            foreach (var sharing in Enum.GetValues<Sharing>())
                foreach (var plain in new[] { false, true })
                {
                    long Estimate(int nodes, int rows) =>
                        MemoryEstimate.OfTrainingStep(Folded(QuadGraph.Create(3, 4), merge, nodes, sharing), new NetSettings(Width: 8), plain, rows, engine).Total;
                    var byRows = new[] { 1, 2, 5, 8, 64, 100 }.Select(rows => Estimate(4, rows)).ToList();
                    var byNodes = new[] { 2, 5, 9, 20, 33 }.Select(nodes => Estimate(nodes, 7)).ToList();
                    Assert.Equal(byRows.Distinct().Order(), byRows);
                    Assert.Equal(byNodes.Distinct().Order(), byNodes);
                }
    }

    [Fact]
    public void What_cannot_be_counted_is_far_too_much() => Assert.InRange(
        MemoryEstimate.OfTrainingStep(Folded(QuadGraph.Create(2, 2), MergeKind.Tucker, 20000), new NetSettings(16384), false, 256, EngineKind.Fused).Total,
        1L << 55,
        long.MaxValue);

    [Fact]
    public void Points_of_a_net_are_those_of_its_tiles()
    {
        foreach (var (outputs, inputs) in new[] { (0, 1), (1, 1), (0, 2), (1, 2) })
            foreach (var kind in new[] { RuleKind.Trapezoidal, RuleKind.GaussHermite })
                foreach (var nodes in new[] { 2, 3, 7, 16, 24, 70 })
                {
                    var grid = new NetGrid(new FunctionSignature.Kernel(outputs, inputs), Get(Quadrature.Create(kind, nodes)), Lanes);
                    Assert.Equal(grid.Tiles.Sum(tile => (long)tile.Points), grid.Points);
                    Assert.Equal(grid.Tiles.Max(tile => tile.Points), grid.MostPointsPerTile);
                }
    }
}
