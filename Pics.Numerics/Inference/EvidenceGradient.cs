namespace Pics.Numerics;

/// <summary>How a log-likelihood changes with the observed values of continuous variables.</summary>
internal static class EvidenceGradient
{
    /// <summary>d log p(e) / d x of each row, in nats per unit of the data's numbers as the model sees them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C] of float64, NaN where not observed.</param>
    /// <returns>[B, variables, C] of float64; zero where not observed, and for variables that are not continuous.</returns>
    /// <remarks>
    /// The gradient of a conditional log p(q | e) is this one for q and e together less this one for e. Cost: one forward and one backward pass.
    /// Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.
    /// </remarks>
    public static Either<QueryError, Tensor> Of(QpcModel model, Tensor evidence)
    {
        if (EvidenceCheck.FindGiven(model, evidence) is { } error) return error;
        if (evidence.dtype != ScalarType.Float64) return new QueryError.BadShape(evidence.shape.ToArr(), $"{evidence.dtype}", model.Variables, model.Channels);
        using var scope = NewDisposeScope();
        using var tracked = enable_grad();
        var leaf = evidence.detach().clone().requires_grad_(true);
        var total = model.Scaled.Tracked(model.Parameters, leaf, (_, values) => values).sum();
        if (total.requires_grad) total.backward();
        var isContinuous = tensor(Enumerable.Range(0, (int)evidence.shape[1]).Select(variable => model.Families.GetValueOrDefault(variable) is InputFamily.Gaussian).ToArray(), device: evidence.device);
        return (leaf.grad ?? zeros_like(evidence)).masked_fill(isContinuous.logical_not().view(1, -1, 1), Held.Of(0)).MoveToOuterDisposeScope();
    }
}
