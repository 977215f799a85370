namespace Pics.Numerics;

/// <summary>How unexpected values of single channels are under their distributions, in the data's own units. What depends on a channel's parameters alone is computed once.</summary>
/// <param name="form">What the rows are.</param>
internal sealed class CellTails(RowForm form)
{
    private readonly Dictionary<int, MixtureTails> tails = [];

    /// <summary>Of each row, log p of a value and the logarithm of the probability of a value at least as unlikely, in nats; NaN where there is no value.</summary>
    /// <param name="place">The channel, by its place in a row.</param>
    /// <param name="mixture">Its distribution in each row.</param>
    /// <param name="held">The values as data sets hold them.</param>
    public (double Log, double LogTail)[] Of(int place, ChannelMixture mixture, double[] held)
    {
        var column = form.Columns[place / form.Channels];
        var seen = System.Array.ConvertAll(held, column.Seen);
        var logs = mixture.LogDensity(seen);
        double[] Tails() => tails.TryGetValue(place, out var known) ? known.Of(mixture.Weights, seen) : (tails[place] = MixtureTails.Of(mixture)).Of(mixture.Weights, seen);
        var all = mixture.Family.Values.IsSome
            ? mixture.Probabilities().Chunk(mixture.Entries).Select((probabilities, row) => double.IsNaN(held[row]) ? double.NaN : Tail(column, probabilities, held[row], seen[row])).ToArray()
            : Tails();
        return [.. held.Select((value, row) => double.IsNaN(value) ? (double.NaN, double.NaN) : (logs[row] - column.LogScale(value), all[row]))];
    }

    private static double Tail(Column column, double[] probabilities, double held, double seen) => column.Kind is ColumnKind.Binned binned
        ? TailMass.OfBins(probabilities, binned.Bins, held)
        : TailMass.OfTable(probabilities, (int)seen);
}
