namespace Pics.Numerics;

/// <summary>How unexpected each observed variable is given all the others that are observed: what makes a row an anomaly.</summary>
public static class Surprise
{
    /// <summary>-log p(x_v | what else the row observes) of each variable, all channels that are observed together, in nats.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <returns>[B, variables] of float64; NaN where a variable is not observed.</returns>
    /// <remarks>
    /// The logarithm of the sum of d log p / d u over the units of the variable: one pass upwards and one backwards for all variables. Error:
    /// <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.
    /// </remarks>
    public static Either<QueryError, Tensor> Of(QpcModel model, Tensor evidence)
    {
        if (EvidenceCheck.FindGiven(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        using var flows = Flows.Of(model, evidence);
        var sum = full([model.Variables, evidence.shape[0]], double.NegativeInfinity, ScalarType.Float64, evidence.device);
        foreach (var leaf in flows.Leaves)
            for (var fold = 0; fold < leaf.Variables.Length; fold++)
            {
                var row = sum[leaf.Variables[fold]];
                row.copy_(row.logaddexp(leaf.LogSlopes[fold]));
            }

        var isHidden = Evidence.IsHidden(evidence.narrow(1, 0, model.Variables)).all(2);
        return sum.transpose(0, 1).masked_fill(isHidden | sum.transpose(0, 1).isneginf(), double.NaN).MoveToOuterDisposeScope();
    }
}
