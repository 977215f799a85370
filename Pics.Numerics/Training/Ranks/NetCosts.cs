namespace Pics.Numerics;

/// <summary>What the nets of a PIC cost, to deal them out to ranks.</summary>
internal static class NetCosts
{
    /// <summary>Which rank has which function group, balanced by the multiplications of the nets at some K; of tables without nets by their numbers.</summary>
    /// <param name="circuit">The circuit at that K.</param>
    /// <param name="parameters">What its tables come from.</param>
    /// <param name="ranks">How many ranks there are.</param>
    public static Deal Deal(FoldedQpc circuit, ICircuitParameters parameters, int ranks) =>
        Numerics.Deal.Of(circuit.Groups.Select(group => (group.Id, Of(group, circuit.Rule.Count, (parameters as PicNets)?.Settings.Width))), ranks);

    /// <summary>Multiplications of the net of a group at all combinations of nodes; without a net the numbers of its table.</summary>
    private static double Of(FunctionGroup group, int nodes, int? width)
    {
        if (width is not { } wide) return ParameterShapes.Count(ParameterShapes.Fixed(group, nodes));
        double points = Math.Pow(nodes, group.Signature.Latents), hidden = (double)ParameterShapes.Trunks(group) * ParameterShapes.HiddenLayers(group) * wide * wide;
        return points * (hidden + ((double)ParameterShapes.Heads(group) * ParameterShapes.Outputs(group) * wide));
    }
}
