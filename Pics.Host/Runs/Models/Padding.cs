namespace Pics.Host;

/// <summary>Counts of functions as other implementations have them, for comparison.</summary>
internal static class Padding
{
    /// <summary>Functions of a group if all layers at its depth were filled up to the largest arity.</summary>
    public static int Slots(FoldedQpc folded, FunctionGroup group)
    {
        if (group.Sharing == Sharing.Full || group.Signature is FunctionSignature.Density) return group.Functions;
        var layers = Layers(folded, group);
        return layers.Sum(layer => layer.Folds) * layers.Max(layer => layer.Functions.Count / layer.Folds);
    }

    /// <summary>Units that use a function of the group.</summary>
    public static int Units(FoldedQpc folded, FunctionGroup group) => Layers(folded, group).Sum(layer => layer.Functions.Count);

    private static List<FoldedLayer> Layers(FoldedQpc folded, FunctionGroup group) =>
        [.. folded.Layers.Where(layer => layer.Functions.Any(function => function.Group == group.Id))];
}
