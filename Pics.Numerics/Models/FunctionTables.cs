namespace Pics.Numerics;

/// <summary>From nets to the parameters of a circuit: algorithm 3's function evaluations, in pieces that fit into memory.</summary>
/// <remarks>
/// W[h, i, j] = w_j (softplus(y_h(z_i, z_j)) + eps) / sum over j' of w_j' (softplus(y_h(z_i, z_j')) + eps), with i and j over combinations
/// of nodes, the last latent fastest. The rows i of a piece are computed together; if there is more than one piece, nothing is
/// kept for the backward pass and each piece is computed again. With nodes of the nets of their own (<see cref="CoarseNodes"/>), y there is interpolated
/// along each latent before all else, in one piece.
/// </remarks>
internal static class FunctionTables
{
    /// <summary>Bytes of hidden activations that a piece may keep.</summary>
    public const long ActivationBudget = 256L << 20;

    /// <summary>The parameters of one group.</summary>
    public static Materialization.Part Materialize(FunctionNet net, QuadratureRule rule, bool forGradients, long budget = ActivationBudget) => Materialize(net, rule, null, forGradients, budget);

    /// <summary>The parameters of one group, whose kernels are interpolated between some nodes of its net, or not where those are null.</summary>
    public static Materialization.Part Materialize(FunctionNet net, QuadratureRule rule, CoarseNodes? at, bool forGradients, long budget = ActivationBudget) => net.Group.Signature.Match(
        density => Whole(net, forGradients, () => DensityNumbers(net, density, rule)),
        kernel => at is not null ? Whole(net, forGradients, () => Interpolated(net, kernel, rule, at))
            : Pieces(net, kernel, rule, budget) is var pieces && pieces.Count == 1
            ? Whole(net, forGradients, () => Weights(net, kernel, rule, 0, pieces[0]))
            : Piecewise(net, kernel, rule, pieces));

    /// <summary>[H, K, C, V].</summary>
    private static Tensor DensityNumbers(FunctionNet net, FunctionSignature.Density density, QuadratureRule rule)
    {
        using var scope = NewDisposeScope();
        return Densities.Parameters(density.Family, net.Forward(Points(net, rule, density))).MoveToOuterDisposeScope();
    }

    /// <summary>The combinations of nodes at which a density is evaluated, [K, latents].</summary>
    public static Tensor Points(FunctionNet net, QuadratureRule rule, FunctionSignature.Density density) => Points(net, rule, density.Given, 0, Count(rule, density.Given));

    /// <summary>Rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="rows"/> of W, [H, rows, K_in].</summary>
    private static Tensor Weights(FunctionNet net, FunctionSignature.Kernel kernel, QuadratureRule rule, long start, long rows)
    {
        using var scope = NewDisposeScope();
        var columns = Count(rule, kernel.Inputs);
        var values = net.Forward(Points(net, rule, kernel.Latents, start * columns, rows * columns));
        return Normalised(net, kernel, rule, values.view(values.shape[0], rows, columns)).MoveToOuterDisposeScope();
    }

    /// <summary>W from raw outputs at the nodes of a net, [H, K_out, K_in].</summary>
    private static Tensor Interpolated(FunctionNet net, FunctionSignature.Kernel kernel, QuadratureRule rule, CoarseNodes at)
    {
        using var scope = NewDisposeScope();
        var parts = tensor(at.Parts(rule.Shift), [rule.Count, at.Coarse.Count], dtype: net.Settings.Type, device: net.Frequencies.device).t();
        var coarse = at.At(rule.Shift);
        var values = net.Forward(Points(net, coarse, kernel.Latents, 0, Count(coarse, kernel.Latents)));
        var heads = values.shape[0];
        values = values.view([heads, .. Enumerable.Repeat((long)coarse.Count, kernel.Latents)]);
        for (var axis = 1; axis <= kernel.Latents; axis++)
        {
            var last = values.transpose(axis, -1);
            values = last.reshape(-1, coarse.Count).mm(parts).reshape([.. last.shape[..^1], rule.Count]).transpose(axis, -1);
        }

        return Normalised(net, kernel, rule, values.reshape(heads, Count(rule, kernel.Outputs), Count(rule, kernel.Inputs))).MoveToOuterDisposeScope();
    }

    /// <summary>From raw outputs to W, [H, rows, K_in].</summary>
    private static Tensor Normalised(FunctionNet net, FunctionSignature.Kernel kernel, QuadratureRule rule, Tensor values)
    {
        var weighted = values.softplus(1, 20).Plus(net.Settings.Epsilon) * ColumnWeights(net, rule, kernel.Inputs);
        return weighted / weighted.sum(2, true);
    }

    private static Materialization.Part Whole(FunctionNet net, bool forGradients, Func<Tensor> compute)
    {
        using var tracking = set_grad_enabled(forGradients);
        var value = compute().DetachFromDisposeScope();
        return Materialization.Part.Of(net.Group.Id, value.detach(), (gradient, isLast) => value.backward([gradient], retain_graph: !isLast), value.Dispose);
    }

    private static Materialization.Part Piecewise(FunctionNet net, FunctionSignature.Kernel kernel, QuadratureRule rule, IReadOnlyList<long> pieces)
    {
        var starts = pieces.Scan(0L, (start, rows) => start + rows).Take(pieces.Count).ToList();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var value = cat(starts.Zip(pieces, (start, rows) => Weights(net, kernel, rule, start, rows)).ToList(), 1);
        return Materialization.Part.Of(
            net.Group.Id,
            value.MoveToOuterDisposeScope(),
            (gradient, _) =>
            {
                foreach (var (start, rows) in starts.Zip(pieces))
                {
                    using var piece = NewDisposeScope();
                    Weights(net, kernel, rule, start, rows).backward([gradient.narrow(1, start, rows).contiguous()]);
                }
            },
            () => { });
    }

    /// <summary>How many rows each piece has.</summary>
    private static List<long> Pieces(FunctionNet net, FunctionSignature.Kernel kernel, QuadratureRule rule, long budget)
    {
        var rows = Count(rule, kernel.Outputs);
        var most = RowsPerPiece(net.Settings, net.Hidden[0].Weight.shape[0], Count(rule, kernel.Inputs), budget);
        return [.. Enumerable.Range(0, (int)((rows + most - 1) / most)).Select(piece => Math.Min(most, rows - (piece * most)))];
    }

    /// <summary>Rows of W whose hidden activations fit into a budget, one at least.</summary>
    /// <param name="settings">Width and precision of the nets.</param>
    /// <param name="trunks">Trunks that are evaluated together.</param>
    /// <param name="columns">Combinations of nodes that are integrated.</param>
    /// <param name="budget">Bytes.</param>
    public static long RowsPerPiece(NetSettings settings, long trunks, long columns, long budget)
    {
        var kept = 4 * settings.Width * trunks * (settings.Double ? 8 : 4); // features and two layers, before and after tanh
        return Math.Max(1, budget / (kept * columns));
    }

    private static long Count(QuadratureRule rule, int latents) => (long)Math.Pow(rule.Count, latents);

    /// <summary>Combinations <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> of nodes, [count, latents].</summary>
    private static Tensor Points(FunctionNet net, QuadratureRule rule, int latents, long start, long count)
    {
        using var scope = NewDisposeScope();
        var device = net.Frequencies.device;
        var (nodes, _) = net.Rules.Of(rule);
        var places = arange(Held.Of(start), Held.Of(start + count), dtype: ScalarType.Int64, device: device);
        var axes = Enumerable.Range(0, latents).Select(axis =>
            nodes.index_select(0, places.div(Held.Of(Count(rule, latents - 1 - axis)), RoundingMode.floor).remainder(Held.Of(rule.Count)))).ToList();
        return (latents == 0 ? zeros(count, 0, dtype: net.Settings.Type, device: device) : stack(axes, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>The products of the quadrature weights of each combination, [K^latents].</summary>
    private static Tensor ColumnWeights(FunctionNet net, QuadratureRule rule, int latents)
    {
        using var scope = NewDisposeScope();
        var (_, weights) = net.Rules.Of(rule);
        var product = ones(1, dtype: net.Settings.Type, device: net.Frequencies.device);
        for (var latent = 0; latent < latents; latent++) product = (product.unsqueeze(1) * weights.unsqueeze(0)).reshape(-1);
        return product.MoveToOuterDisposeScope();
    }
}
