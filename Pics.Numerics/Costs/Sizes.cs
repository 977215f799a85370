namespace Pics.Numerics;

/// <summary>Counts of numbers that estimates of memory need.</summary>
internal static class Sizes
{
    /// <summary>Combinations of nodes of some latents.</summary>
    public static long Points(FoldedQpc circuit, int latents) => Product(Enumerable.Repeat(circuit.Rule.Count, latents));

    /// <summary>The functions of a group that have numbers of their own.</summary>
    public static long Heads(FunctionGroup group) => group.Sharing == Sharing.Full ? 1 : group.Functions;

    /// <summary>The parameters of a group in the circuit.</summary>
    public static long Parameters(FoldedQpc circuit, FunctionGroup group) =>
        Heads(group) * Points(circuit, group.Signature.Latents) * group.Signature.Match(density => density.Family.Channels * Densities.Entries(density.Family), _ => 1);

    /// <summary>The parameters of one function of a family in the circuit, all channels, at one node.</summary>
    public static long Entries(InputFamily family) => family.Channels * Densities.Entries(family);

    /// <summary>The product of some lengths.</summary>
    public static long Product(IEnumerable<int> lengths) => lengths.Aggregate(1L, (product, length) => checked(product * length));
}
