namespace Pics.Numerics;

/// <summary>What a training step with the reference engine keeps in memory, in bytes, from shapes alone.</summary>
/// <param name="Parameters">Parameters, gradients, two moments of Adam, and the copy of the best.</param>
/// <param name="Numbers">The numbers of the circuit and their gradients.</param>
/// <param name="Nets">Hidden activations of the nets.</param>
/// <param name="Circuit">Values of the layers that autograd keeps, and their gradients where they are largest.</param>
public sealed record MemoryEstimate(long Parameters, long Numbers, long Nets, long Circuit)
{
    /// <summary>All of it.</summary>
    public long Total => Parameters + Numbers + Nets + Circuit;

    /// <summary>The estimate for a circuit, its parameters and a number of rows.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="settings">Size and precision of the nets.</param>
    /// <param name="plain">Whether the parameters are the free weights of a plain circuit.</param>
    /// <param name="rows">Rows evaluated at once: the micro-batch, or else the batch.</param>
    public static MemoryEstimate OfTrainingStep(FoldedQpc circuit, NetSettings settings, bool plain, int rows)
    {
        long size = settings.Double ? 8 : 4;
        var parameters = circuit.Groups.Sum(group => plain ? CountNumbers(circuit, group) : FunctionNet.CountParameters(group, settings));
        var numbers = circuit.Groups.Sum(group => CountNumbers(circuit, group));
        var nets = plain ? 0 : circuit.Groups.Sum(group => Math.Min(FunctionTables.ActivationBudget, Points(circuit, group.Signature.Latents) * settings.Width * 4 * size));
        var values = circuit.Layers.Sum(layer => Values(layer, rows));
        return new(parameters * 5 * size, numbers * (plain ? 2 : 4) * size, nets, values * size);
    }

    private static long CountNumbers(FoldedQpc circuit, FunctionGroup group) =>
        (group.Sharing == Sharing.Full ? 1L : group.Functions)
        * Points(circuit, group.Signature.Latents)
        * group.Signature.Match(density => density.Family.Parameters, _ => 1);

    private static long Points(FoldedQpc circuit, int latents) =>
        Enumerable.Repeat((long)circuit.Rule.Count, latents).Aggregate(1L, (product, count) => product * count);

    /// <summary>Numbers that a layer keeps for the way back; see the layers' formulas.</summary>
    private static long Values(FoldedLayer layer, long batch) => batch * layer.Match(
        input => 5L * input.Folds * input.Width,
        cp => (2L * cp.Sources.Count * (cp.InputWidth + cp.Width)) + ((long)cp.Folds * cp.Width),
        tucker => tucker.Folds * ((2L * tucker.InputWidths.Aggregate(1L, (product, width) => product * width)) + (3L * tucker.Width)),
        hadamard => (long)hadamard.Folds * hadamard.Width * (hadamard.Arity + 1),
        kronecker => 2L * kronecker.Folds * kronecker.Width,
        mixing => (long)mixing.Folds * mixing.Width * (mixing.Arity + 1));
}
