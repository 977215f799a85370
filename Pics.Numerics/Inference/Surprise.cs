namespace Pics.Numerics;

/// <summary>The conditional negative log-likelihood, or surprise, of each observed variable given all the others that are observed: what makes a row an anomaly.</summary>
internal static class Surprise
{
    // Powers of two between values of units: beyond them a product may be below the normal numbers, and what is lost above the precision.
    private const double LostSingle = 126 - 24 - 8, LostDouble = 1022 - 53 - 8;

    private const int Together = 256; // rows that are asked again at once

    /// <summary>-log p(x_v | what else the row observes) of each variable, all channels that are observed together, in nats.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <returns>[B, variables] of float64; NaN where a variable is not observed.</returns>
    /// <remarks>
    /// The logarithm of the sum of d log p / d u over the units of the variable: one forward and one backward pass for all variables. Where a unit
    /// gives a value so much less than another that a product with it is rounded to zero, the slope is lost with it; those few are
    /// asked again with the variable hidden, one row of a forward pass each. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.
    /// </remarks>
    public static Either<QueryError, Tensor> Of(QpcModel model, Tensor evidence)
    {
        if (EvidenceCheck.FindGiven(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        using var flows = Flows.Of(model, evidence);
        var sum = Filled(model, evidence, double.NegativeInfinity);
        var (least, most) = (Filled(model, evidence, double.PositiveInfinity), Filled(model, evidence, double.NegativeInfinity));
        foreach (var leaf in flows.Leaves)
            for (var fold = 0; fold < leaf.Variables.Length; fold++)
            {
                var variable = leaf.Variables[fold];
                sum[variable] = sum[variable].logaddexp(leaf.LogSlopes[fold]);
                least[variable] = least[variable].minimum(leaf.Least[fold]);
                most[variable] = most[variable].maximum(leaf.Most[fold]);
            }

        var isHidden = EvidenceTensors.IsHidden(evidence.narrow(1, 0, model.Variables)).all(2);
        var isLost = (most - least).gt(Held.Of(Lost(model))) & isHidden.logical_not().transpose(0, 1);
        AskAgain(model, evidence, sum, isLost.nonzero().cpu().data<long>().Chunk(2));
        return sum.transpose(0, 1).masked_fill(isHidden | sum.transpose(0, 1).isneginf(), Held.Of(double.NaN)).MoveToOuterDisposeScope();
    }

    /// <summary>Powers of two between values of units beyond which slopes may be lost.</summary>
    internal static double Lost(QpcModel model) => model.Type == ScalarType.Float64 ? LostDouble : LostSingle;

    private static Tensor Filled(QpcModel model, Tensor evidence, double value) => full([model.Variables, evidence.shape[0]], Held.Of(value), ScalarType.Float64, evidence.device);

    /// <summary>From log p of the row and of the row without the variable.</summary>
    private static void AskAgain(QpcModel model, Tensor evidence, Tensor surprise, IEnumerable<long[]> places)
    {
        foreach (var part in places.Chunk(Together))
        {
            using var scope = NewDisposeScope();
            var rows = evidence.index_select(0, tensor(part.Select(place => place[1]).ToArray(), device: evidence.device));
            var without = rows.clone();
            for (var row = 0; row < part.Length; row++) without[row, part[row][0]] = evidence.dtype == ScalarType.Int64 ? tensor(-1L) : tensor(double.NaN);
            var values = LogLikelihood.Blocks(model, without).sub(LogLikelihood.Blocks(model, rows));
            for (var row = 0; row < part.Length; row++) surprise[part[row][0], part[row][1]] = values[row];
        }
    }
}
