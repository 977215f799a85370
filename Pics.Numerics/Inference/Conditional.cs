namespace Pics.Numerics;

/// <summary>Exact conditional log-likelihoods.</summary>
internal static class Conditional
{
    /// <summary>log p(q | e) = log p(q, e) - log p(e) of each row, in nats.</summary>
    /// <param name="model">The model.</param>
    /// <param name="query">q, [B, variables, C].</param>
    /// <param name="given">e, of the same shape; no value may be in both.</param>
    /// <returns>[B] of float64; minus infinity where q is impossible given e.</returns>
    /// <remarks>
    /// Cost: two forward passes. Error: <see cref="QueryError.Impossible"/> where p(e) = 0, <see cref="QueryError.Twice"/>,
    /// <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.
    /// </remarks>
    public static Either<QueryError, Tensor> LogLikelihood(QpcModel model, Tensor query, Tensor given)
    {
        if ((EvidenceCheck.Find(model, query) ?? EvidenceCheck.FindGiven(model, given)) is { } error) return error;
        if (!query.shape.SequenceEqual(given.shape)) return new QueryError.BadShape(query.shape.ToArr(), $"{query.dtype}", (int)given.shape[1], model.Channels);
        using var scope = NewDisposeScope();
        var isGiven = EvidenceTensors.IsHidden(given).logical_not();
        var both = (isGiven & EvidenceTensors.IsHidden(query).logical_not()).nonzero();
        if (both.shape[0] > 0) return new QueryError.Twice(both[0, 0].item<long>(), (int)both[0, 1].item<long>());
        var joint = query.dtype == given.dtype ? where(isGiven, given, query) : where(isGiven, EvidenceTensors.ForReals(given), EvidenceTensors.ForReals(query));
        return Numerics.LogLikelihood.Blocks(model, joint).sub(Numerics.LogLikelihood.Blocks(model, given)).MoveToOuterDisposeScope();
    }
}
