namespace Pics.Numerics;

/// <summary>Takes away the weights of sums that hardly any row uses.</summary>
/// <remarks>
/// A weight goes whose expected count over all rows is below a limit, but for the largest of each sum. What is left of a sum is scaled to the total that it had, so that a normalised
/// circuit stays so. Inputs are left alone: a value that no row had may come.
/// </remarks>
public sealed record FlowPruning(long Removed, long Weights)
{
    /// <summary>Prunes free weights in place.</summary>
    /// <param name="model">A plain circuit; changed in place.</param>
    /// <param name="engine">What evaluates its circuit.</param>
    /// <param name="rows">Those that count: the training rows.</param>
    /// <param name="least">Expected rows below which a weight goes, positive.</param>
    /// <param name="rowsAtOnce">Rows evaluated at once.</param>
    public static FlowPruning Of(StoredModel model, ICircuitEngine engine, Dataset rows, double least, int rowsAtOnce = 256)
    {
        if (model.Parameters is not FreeWeights free) throw new ArgumentException($"only the weights of a plain circuit can be taken away, and this is a {model.Kind}", nameof(model));
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var rule = model.Rule.Create().IfLeft(error => throw new ArgumentException(error.Explain()));
        using var numbers = free.Materialize(rule, forGradients: false, engine.Kind);
        using var counts = new ExpectedCounts(free.Groups.Select(entry => entry.Group), numbers.Tensors);
        var device = model.Device;
        counts.CountRows(engine, numbers.Tensors, rows.Rows, rowsAtOnce, (first, count) => rows.Batch([.. Enumerable.Range(first, count)], device));
        var (removed, weights) = (0L, 0L);
        foreach (var (group, parameter) in free.Groups.Where(entry => entry.Group.Signature is FunctionSignature.Kernel))
        {
            using var piece = NewDisposeScope();
            var used = counts.OfRows[group.Id];
            var isKept = used.mul(Held.Of((double)rows.Rows)).ge(Held.Of(least)).logical_or(used.eq(used.amax([2], keepdim: true)));
            var before = parameter.sum(2, keepdim: true);
            var kept = parameter.mul(isKept.to(parameter.dtype));
            var after = kept.sum(2, keepdim: true);
            parameter.copy_(kept.mul(where(after.gt(Held.Of(0)), before.div(after), zeros_like(after))));
            (removed, weights) = (removed + isKept.logical_not().sum().item<long>(), weights + parameter.numel());
        }

        return new(removed, weights);
    }
}
