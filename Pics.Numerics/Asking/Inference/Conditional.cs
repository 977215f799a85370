namespace Pics.Numerics;

/// <summary>Exact conditional log-likelihoods.</summary>
internal static class Conditional
{
    /// <summary>log p(q | e) = log p(q, e) - log p(e) of each row, in nats.</summary>
    /// <param name="model">The model.</param>
    /// <param name="query">q, [B, variables, C].</param>
    /// <param name="given">e, of the same shape; no value may be in both.</param>
    /// <returns>[B]; minus infinity where q is impossible given e.</returns>
    /// <remarks>
    /// Cost: two forward passes. Error: <see cref="QueryError.Impossible"/> where p(e) = 0, <see cref="QueryError.Twice"/>,
    /// <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.
    /// </remarks>
    public static Either<QueryError, double[]> LogLikelihood(AskedCircuit model, EvidenceRows query, EvidenceRows given)
    {
        if ((EvidenceCheck.Find(model, query) ?? EvidenceCheck.FindGiven(model, given)) is { } error) return error;
        if (query.Rows != given.Rows || query.Variables != given.Variables)
            return new QueryError.BadShape(Arr.create<long>(query.Rows, query.Variables, query.Channels), string.Empty, given.Variables, model.Channels);
        var joint = given.Copy();
        for (var row = 0; row < joint.Rows; row++)
            for (var place = 0; place < joint.Width; place++)
            {
                if (double.IsNaN(query[row, place])) continue;
                if (!double.IsNaN(joint[row, place])) return new QueryError.Twice(row, place / joint.Channels);
                joint[row, place] = query[row, place];
            }

        var (both, known) = (RowLikelihood.Of(model, joint), RowLikelihood.Of(model, given));
        return both.Zip(known, (one, other) => one - other).ToArray();
    }
}
