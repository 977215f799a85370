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
    /// <returns>[B, variables]; NaN where a variable is not observed.</returns>
    /// <remarks>
    /// The logarithm of the sum of d log p / d u over the units of the variable: one forward and one backward pass for all variables. Where a unit
    /// gives a value so much less than another that a product with it is rounded to zero, the slope is lost with it; those few are
    /// asked again with the variable hidden, one row of a forward pass each. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>, <see cref="QueryError.Impossible"/>.
    /// </remarks>
    public static Either<QueryError, double[]> Of(AskedCircuit model, EvidenceRows evidence)
    {
        if (EvidenceCheck.Find(model, evidence) is { } error) return error;
        var (surprises, lost) = (new double[evidence.Rows * model.Variables], new List<(int Row, int Variable)>());
        if (RowBlocks.Flows(model, evidence, FlowVariables.Observed, (flows, first, block) =>
        {
            var (sums, areLost) = Of(model, flows, block.Rows);
            for (var row = 0; row < block.Rows; row++)
                for (var variable = 0; variable < model.Variables; variable++)
                {
                    var (from, sum) = ((variable * block.Rows) + row, sums[(variable * block.Rows) + row]);
                    var isHidden = double.IsNegativeInfinity(sum) || IsHidden(block, row, variable);
                    surprises[((first + row) * model.Variables) + variable] = isHidden ? double.NaN : sum;
                    if (areLost[from] && !IsHidden(block, row, variable)) lost.Add((first + row, variable));
                }
        }) is { } impossible) return impossible;

        AskAgain(model, evidence, surprises, lost);
        return surprises;
    }

    /// <summary>Powers of two between values of units beyond which slopes may be lost.</summary>
    internal static double Lost(AskedCircuit model) => model.IsDouble ? LostDouble : LostSingle;

    /// <summary>The logarithm of the sum of slopes of each variable, and whether some of it may be lost, [variables, rows].</summary>
    private static (double[] Sums, bool[] AreLost) Of(AskedCircuit model, Flows flows, int rows)
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

    private static bool IsHidden(EvidenceRows evidence, int row, int variable)
    {
        for (var channel = 0; channel < evidence.Channels; channel++)
            if (!double.IsNaN(evidence[row, (variable * evidence.Channels) + channel])) return false;
        return true;
    }

    /// <summary>From log p of the row and of the row without the variable.</summary>
    private static void AskAgain(AskedCircuit model, EvidenceRows evidence, double[] surprises, IEnumerable<(int Row, int Variable)> places)
    {
        foreach (var part in places.Chunk(Together))
        {
            var rows = evidence.Take([.. part.Select(place => place.Row)]);
            var without = rows.Copy();
            for (var at = 0; at < part.Length; at++) without.Row(at).Slice(part[at].Variable * evidence.Channels, evidence.Channels).Fill(double.NaN);
            var (less, more) = (RowLikelihood.Of(model, without), RowLikelihood.Of(model, rows));
            for (var at = 0; at < part.Length; at++) surprises[(part[at].Row * model.Variables) + part[at].Variable] = less[at] - more[at];
        }
    }
}
