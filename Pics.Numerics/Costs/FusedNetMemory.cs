namespace Pics.Numerics;

/// <summary>What the fused evaluation of the kernel nets holds from step to step, besides the parameters of the circuit.</summary>
/// <param name="Activations">Hidden layers of all tiles if they fit into the budget, else of one tile per thread.</param>
/// <param name="Tables">Fourier features, quadrature weights, and the divisors of the rows of W.</param>
/// <param name="Gradients">Sums of the parameters' gradients, one per share.</param>
/// <param name="Scratch">Working memory of all threads.</param>
internal readonly record struct FusedNetMemory(long Activations, long Tables, long Gradients, long Scratch)
{
    /// <summary>All of it.</summary>
    public long Total => Activations + Tables + Gradients + Scratch;

    /// <summary>The memory for the kernel nets of a circuit.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="settings">Size and precision of the nets.</param>
    /// <param name="lanes">Numbers per register.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="nodes">Where nets are evaluated if not at the nodes of the rule.</param>
    /// <param name="budget">Bytes of activations that may be kept.</param>
    public static FusedNetMemory Of(FoldedQpc circuit, NetSettings settings, int lanes, int workers, CoarseNodes? nodes = null, long budget = FunctionTables.ActivationBudget)
    {
        long Padded(long width) => (width + lanes - 1) / lanes * lanes;

        long width = settings.Width, size = settings.Double ? 8 : 4;
        var nets = circuit.Groups
            .SelectMany(group => group.Signature.Match<(FunctionGroup Group, NetGrid Grid)[]>(_ => [], kernel => [(group, new NetGrid(kernel, nodes?.Coarse ?? circuit.Rule, lanes))]))
            .Select(net => (net.Grid, Own: nodes is null ? default : Interpolation((FunctionSignature.Kernel)net.Group.Signature, Sizes.Heads(net.Group), nodes, lanes), Heads: Sizes.Heads(net.Group), Trunks: net.Group.Sharing == Sharing.None ? Sizes.Heads(net.Group) : 1))
            .ToList();
        if (nets.Count == 0) return default;
        var all = nets.Sum(net => net.Trunks * 2 * width * net.Grid.Points) * size;
        var tile = nets.Max(net => net.Grid.MostPointsPerTile);
        return new(
            Activations: all <= budget ? all : workers * 2 * width * tile * size,
            Tables: nets.Sum(net =>
                (width * (net.Grid.Rows + Padded(net.Grid.Columns))) + net.Grid.Columns + lanes + (nodes is null ? net.Heads * net.Grid.Rows * (net.Grid.IsSplit ? 2 : 1) : net.Own.Kept)) * size,
            Gradients: nets.Sum(net => workers * ((2 * width) + (net.Heads / net.Trunks)) * (Padded(width) + 1)) * size,
            Scratch: workers * ((tile * (width + TileSizes.Heads + Padded(width) + width)) + nets.Max(net => net.Own.Scratch)) * size);
    }

    /// <summary>Numbers that an interpolated net keeps, and those that a thread works in.</summary>
    private static (long Kept, long Scratch) Interpolation(FunctionSignature.Kernel kernel, long heads, CoarseNodes nodes, int lanes)
    {
        long Padded(long width) => (width + lanes - 1) / lanes * lanes;
        long Power(long count, int latents) => (long)Math.Pow(count, latents);

        long fine = nodes.Fine.Count, coarse = nodes.Coarse.Count;
        return (
            (heads * (Power(coarse, kernel.Latents) + Power(fine, kernel.Outputs))) + (2 * (Power(fine, kernel.Inputs) + lanes)) + (fine * Padded(coarse)) + (coarse * Padded(fine)),
            (2 * Power(fine, kernel.Latents - 1) * Padded(fine)) + (2 * Padded(fine)));
    }
}
