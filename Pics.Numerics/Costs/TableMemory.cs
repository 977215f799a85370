namespace Pics.Numerics;

/// <summary>What the parameters of one group take that libtorch computes and differentiates; see <see cref="FunctionTables"/>.</summary>
/// <param name="CircuitParameters">The numbers, what softplus and normalisation keep of as many, and their gradients.</param>
/// <param name="Kept">Hidden activations for the backward pass.</param>
/// <param name="Passing">What else there is while the group is computed or differentiated.</param>
internal readonly record struct TableMemory(long CircuitParameters, long Kept, long Passing)
{
    /// <summary>The net of a group.</summary>
    public static TableMemory OfNet(FoldedQpc circuit, FunctionGroup group, NetSettings settings)
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
    }

    /// <summary>The free weights of a group: kernels are the parameters themselves.</summary>
    public static TableMemory OfWeights(FoldedQpc circuit, FunctionGroup group, long size)
    {
        var numbers = Sizes.Parameters(circuit, group) * size;
        return group.Signature.Match(_ => new TableMemory(2 * numbers, 0, 2 * numbers), _ => new TableMemory(numbers, 0, numbers));
    }
}
