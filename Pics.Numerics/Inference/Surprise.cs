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
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        var sum = Filled(model, evidence, double.NegativeInfinity);
        var isLost = zeros_like(sum, ScalarType.Bool);
        if (RowBlocks.Flows(model, evidence, FlowVariables.Observed, (flows, first, block) =>
        {
            var (sums, lost) = Of(model, flows, (int)block.shape[0]);
            sum.narrow(1, first, block.shape[0]).copy_(tensor(sums, [model.Variables, block.shape[0]]));
            isLost.narrow(1, first, block.shape[0]).copy_(tensor(lost, [model.Variables, block.shape[0]]));
        }) is { } impossible) return impossible;

        var isHidden = EvidenceTensors.IsHidden(evidence.narrow(1, 0, model.Variables)).all(2);
        AskAgain(model, evidence, sum, (isLost & isHidden.logical_not().transpose(0, 1)).nonzero().cpu().data<long>().Chunk(2));
        return sum.transpose(0, 1).masked_fill(isHidden | sum.transpose(0, 1).isneginf(), Held.Of(double.NaN)).MoveToOuterDisposeScope();
    }

    /// <summary>Powers of two between values of units beyond which slopes may be lost.</summary>
    internal static double Lost(QpcModel model) => model.Type == ScalarType.Float64 ? LostDouble : LostSingle;

    /// <summary>The logarithm of the sum of slopes of each variable, and whether some of it may be lost, [variables, rows].</summary>
    private static (double[] Sums, bool[] AreLost) Of(QpcModel model, Flows flows, int rows)
    {
        var (sums, lost) = (new double[model.Variables * rows], new bool[model.Variables * rows]);
        System.Array.Fill(sums, double.NegativeInfinity);
        var byVariable = Enumerable.Range(0, flows.Units.Length).GroupBy(unit => flows.Units[unit].Variable).Select(group => group.ToArray()).ToArray();
        var from = Enumerable.Range(0, rows).Select(flows.RowOf).ToArray();
        var limit = Lost(model);
        Workers.Run(Workers.Count, byVariable.Length, (task, _) =>
        {
            var (logs, least, most) = (new double[flows.Rows], new double[flows.Rows], new double[flows.Rows]);
            var spread = new (double Least, double Most)[rows];
            System.Array.Fill(spread, (double.PositiveInfinity, double.NegativeInfinity));
            foreach (var unit in byVariable[task])
            {
                flows.LogSlopes(unit, logs, least, most);
                for (var row = 0; row < rows; row++)
                {
                    var place = (flows.Units[unit].Variable * rows) + row;
                    sums[place] = Add(sums[place], logs[from[row]]);
                    spread[row] = (Math.Min(spread[row].Least, least[from[row]]), Math.Max(spread[row].Most, most[from[row]]));
                    lost[place] = spread[row].Most - spread[row].Least > limit;
                }
            }
        });
        return (sums, lost);
    }

    /// <summary>log(exp first + exp second).</summary>
    internal static double Add(double first, double second)
    {
        var (more, less) = (Math.Max(first, second), Math.Min(first, second));
        return double.IsNegativeInfinity(less) ? more : more + Math.Log(1 + Math.Exp(less - more));
    }

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
