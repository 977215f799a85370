namespace Pics.Numerics;

/// <summary>What the parameters of one group take that libtorch computes and differentiates; see <see cref="FunctionTables"/>.</summary>
/// <param name="CircuitParameters">The numbers, what softplus and normalisation keep of as many, and their gradients.</param>
/// <param name="Kept">Hidden activations for the backward pass.</param>
/// <param name="Passing">What else there is while the group is computed or differentiated.</param>
internal readonly record struct TableMemory(long CircuitParameters, long Kept, long Passing)
{
    /// <summary>The net of a group.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="group">The group.</param>
    /// <param name="settings">Size and precision of the net.</param>
    /// <param name="nodes">Where a kernel's net is evaluated if not at the nodes of the rule.</param>
    public static TableMemory OfNet(FoldedQpc circuit, FunctionGroup group, NetSettings settings, CoarseNodes? nodes = null)
    {
        long size = settings.Double ? 8 : 4;
        var heads = Sizes.Heads(group);
        var trunks = group.Sharing == Sharing.None ? heads : 1;
        var numbers = Sizes.Parameters(circuit, group) * size;
        var parameters = FunctionNet.CountParameters(group, settings) * size;
        return group.Signature.Match(
            density =>
            {
                // One trunk for many heads that are not single numbers: its gradient comes back head by head.
                var activations = Sizes.Points(circuit, density.Given) * settings.Width * size;
                var forward = ((2 + (2 * trunks)) * activations) + (2 * numbers);
                var backward = ((trunks + heads) * activations) + (2 * numbers) + parameters;
                return new TableMemory(2 * numbers, (1 + trunks) * activations, Math.Max(forward, backward));
            },
            kernel =>
            {
                if (nodes is not null) return Interpolated(kernel, nodes.Coarse.Count);
                var (rows, columns) = (Sizes.Points(circuit, kernel.Outputs), Sizes.Points(circuit, kernel.Inputs));
                var piece = Math.Min(rows, FunctionTables.RowsPerPiece(settings, trunks, columns, FunctionTables.ActivationBudget));
                var (activations, values) = (piece * columns * settings.Width * size, numbers / rows * piece);
                var kept = (1 + (2 * trunks)) * activations;
                var passing = Math.Max(
                    Math.Max((2 + (4 * trunks)) * activations, 3 * values),
                    Math.Max(4 * values, values + (3 * trunks * activations)) + parameters);
                return piece == rows
                    ? new TableMemory(4 * numbers, kept, passing)
                    : new TableMemory(2 * numbers, 0, numbers + kept + (2 * values) + passing);
            });

        // All points of the net at once; what has some axes interpolated is smaller than what has all.
        TableMemory Interpolated(FunctionSignature.Kernel kernel, long few)
        {
            var activations = (long)Math.Pow(few, kernel.Latents) * settings.Width * size;
            return new((4 + kernel.Latents) * numbers, (1 + (2 * trunks)) * activations, Math.Max((2 + (4 * trunks)) * activations, (3 * trunks * activations) + (4 * numbers) + parameters));
        }
    }

    /// <summary>The free weights of a group: kernels are the parameters themselves.</summary>
    public static TableMemory OfWeights(FoldedQpc circuit, FunctionGroup group, long size)
    {
        var numbers = Sizes.Parameters(circuit, group) * size;
        return group.Signature.Match(_ => new TableMemory(2 * numbers, 0, 2 * numbers), _ => new TableMemory(numbers, 0, numbers));
    }
}
