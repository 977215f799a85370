namespace Pics.Numerics;

/// <summary>Floating-point operations of a training step in the straightforward computation, from shapes alone.</summary>
/// <remarks>
/// A product of matrices [a, b] and [b, c] counts 2abc, entrywise work one for each value read, table look-ups and what is linear in
/// the activations of the nets nothing. The backward pass costs each product twice, once for either factor; the first hidden layer of a net
/// once, since its inputs are fixed. A plain circuit is evaluated for one row more, which gives Z.
/// </remarks>
/// <param name="CircuitForward">The circuit, log-likelihoods only.</param>
/// <param name="CircuitBackward">The gradients by the parameters of the circuit, added to the forward pass.</param>
/// <param name="NetsForward">The nets at all combinations of nodes; none for a plain circuit.</param>
/// <param name="NetsBackward">The gradients by the parameters of the nets.</param>
public sealed record OperationCount(double CircuitForward, double CircuitBackward, double NetsForward, double NetsBackward)
{
    /// <summary>The circuit, forward and backward.</summary>
    public double Circuit => CircuitForward + CircuitBackward;

    /// <summary>The nets, forward and backward.</summary>
    public double Nets => NetsForward + NetsBackward;

    /// <summary>All of a step.</summary>
    public double Total => Circuit + Nets;

    /// <summary>The count for a circuit, its parameters and a batch size.</summary>
    public static OperationCount OfTrainingStep(FoldedQpc circuit, NetSettings settings, bool plain, int batchSize) => OfTrainingStep(circuit, settings, plain, batchSize, null);

    /// <summary>The count where kernels' nets are evaluated at few nodes and interpolated (<see cref="StepRules.NetNodes"/>), or not for null.</summary>
    public static OperationCount OfTrainingStep(FoldedQpc circuit, NetSettings settings, bool plain, int batchSize, int? netNodes)
    {
        var at = CoarseNodes.For(circuit.Rule, netNodes);
        var evaluation = (batchSize + (plain ? 1.0 : 0)) * circuit.Layers.Sum(OfRow);
        var nets = plain ? [] : circuit.Groups.Select(group => OfNet(group, circuit.Rule.Count, group.Signature.Match(_ => null, _ => at)?.Coarse.Count, settings.Width)).ToList();
        return new(evaluation, 2 * evaluation, nets.Sum(net => net.Forward), nets.Sum(net => net.Backward));
    }

    /// <summary>One layer for one row.</summary>
    private static double OfRow(FoldedLayer layer)
    {
        double EntryWise() => (double)layer.Sources.Count * layer.Width;
        return layer.Match(
            _ => 0,
            cp => (2.0 * cp.Sources.Count * cp.InputWidth * cp.Width) + (cp.Arity == 1 ? 0 : EntryWise()),
            tucker => 2.0 * tucker.Folds * Product(tucker.InputWidths) * tucker.Width,
            _ => EntryWise(),
            kronecker => (double)kronecker.Folds * kronecker.Width,
            _ => EntryWise());
    }

    private static (double Forward, double Backward) OfNet(FunctionGroup group, int nodes, int? own, double width)
    {
        var points = Math.Pow(own ?? nodes, group.Signature.Latents);
        double heads = group.Sharing == Sharing.Full ? 1 : group.Functions;
        var trunks = group.Sharing == Sharing.None ? heads : 1;
        var outputs = group.Signature.Match(density => density.Family.Parameters, _ => 1);
        var hidden = group.Signature.Match(_ => 1, _ => 2);
        var first = 2 * trunks * points * width * width;
        var later = (first * (hidden - 1)) + (2 * heads * points * width * outputs);
        var between = own is { } few ? heads * Interpolation(few, nodes, group.Signature.Latents) : 0;
        return (first + later + between, first + (2 * later) + between);
    }

    /// <summary>From few nodes to those of the rule, one latent after the other.</summary>
    private static double Interpolation(double few, double nodes, int latents) =>
        Enumerable.Range(0, latents).Sum(done => 2 * Math.Pow(few, latents - done) * Math.Pow(nodes, done + 1));

    private static double Product(IEnumerable<int> widths) => widths.Aggregate(1.0, (product, width) => product * width);
}
