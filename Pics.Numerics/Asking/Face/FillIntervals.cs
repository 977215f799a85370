namespace Pics.Numerics;

/// <summary>Where the values of channels lie that rows do not observe.</summary>
internal static class FillIntervals
{
    /// <summary>The intervals between two quantiles of one channel in some rows, or its most probable texts.</summary>
    /// <param name="column">What the channel is.</param>
    /// <param name="family">Of its variable.</param>
    /// <param name="posterior">Given what each row observes.</param>
    /// <param name="of">The channel.</param>
    /// <param name="rows">Which rows, those that do not observe it.</param>
    /// <param name="probability">Above 0 and below 1.</param>
    public static Either<QueryError, FillInterval[]> Of(Column column, InputFamily family, Posterior posterior, Term of, int[] rows, double probability)
    {
        var (below, above) = ((1 - probability) / 2, (1 + probability) / 2);
        if (family.Values.IsSome)
            return Modes.Rows(posterior, of).Map(tables => System.Array.ConvertAll(rows, row => column.HasOrder
                ? FillInterval.Between(column, ColumnQuantiles.OfTable(column, tables[row], Finding.Nothing, below), ColumnQuantiles.OfTable(column, tables[row], Finding.Nothing, above))
                : FillInterval.Among(column, tables[row], probability)));
        if (!column.HasOrder) return posterior.Probabilities(of.Variable, of.Channel).Map(_ => System.Array.Empty<FillInterval>()); // says that there are none
        var (weights, numbers) = posterior.Nodes(of.Variable, of.Channel);
        return System.Array.ConvertAll(rows, row =>
        {
            double Quantile(double part) => ColumnQuantiles.OfNodes(column, family, weights[row].Zip(numbers), Finding.Nothing, part);
            return FillInterval.Between(column, Quantile(below), Quantile(above));
        });
    }
}
