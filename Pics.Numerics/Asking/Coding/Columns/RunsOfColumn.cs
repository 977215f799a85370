namespace Pics.Numerics;

/// <summary>What the symbols of a column stand for: as many as tell most of what the model knows of its numbers.</summary>
/// <remarks>Within a run all numbers are equally probable, so that runs are narrow where the family may be steep.</remarks>
internal static class RunsOfColumn
{
    private const int MostSymbols = 4096;
    private const double Reach = 8; // deviations of training from its mean; beyond it one symbol on each side has all
    private const long Alone = 2048; // counts from the least on that have symbols of their own
    private const double Growth = 1.01; // of the length of runs beyond them, as parts of the count
    private const long MostCount = 1 << 18; // from the least one: above it one symbol has all

    /// <summary>Whether the numbers of a column are more than its symbols, so that they need a grid.</summary>
    public static bool AreNeeded(InputFamily family, Column column) => family.Values.IsNone || column.Kind is ColumnKind.Binned;

    /// <summary>The runs of numbers from the least to the largest one.</summary>
    /// <param name="column">The column; of numbers that are more than its symbols.</param>
    /// <param name="grid">Its numbers.</param>
    /// <param name="low">The least number that rows have.</param>
    /// <param name="high">The largest.</param>
    public static SymbolRuns Of(Column column, NumberGrid grid, long low, long high) => column.Kind switch
    {
        ColumnKind.Binned binned => Bins(binned.Bins, grid, low, high),
        ColumnKind.Real => Reals(grid, low, high),
        _ => Counts(low, high),
    };

    private static SymbolRuns Counts(long low, long high)
    {
        var starts = new List<long> { low };
        while (starts[^1] <= high && starts.Count < MostSymbols && starts[^1] - low < MostCount)
        {
            var next = starts[^1] - low < Alone ? starts[^1] + 1 : low + Math.Max(starts[^1] - low + 1, (long)((starts[^1] - low) * Growth));
            starts.Add(Math.Min(next, high + 1));
        }

        if (starts[^1] <= high) starts.Add(high + 1);
        return new([.. starts], [.. starts.Skip(1).Select(start => start - 0.5)]);
    }

    private static SymbolRuns Reals(NumberGrid grid, long low, long high)
    {
        var (from, to) = (Math.Max(grid.Held(low), -Reach), Math.Min(grid.Held(high), Reach));
        if (from > to) (from, to) = (grid.Held(low), grid.Held(high));
        var (starts, ends) = (new List<long> { low }, new List<double>());
        for (var symbol = 0; symbol < MostSymbols - 1; symbol++)
        {
            var bound = from + ((to - from) * symbol / (MostSymbols - 2));
            var start = First(low, high, number => grid.Held(number) >= bound);
            if (start > high) break;
            if (start <= starts[^1]) continue;
            var (before, at) = (grid.Held(start - 1), grid.Held(start));
            ends.Add(before + ((at - before) / 2));
            starts.Add(start);
        }

        return new([.. starts, high + 1], [.. ends]);
    }

    private static SymbolRuns Bins(Bins bins, NumberGrid grid, long low, long high) =>
        new([low, .. Enumerable.Range(1, bins.Count - 1).Select(bin => First(low, high, number => bins.Of(grid.Held(number)) >= bin)), high + 1], []);

    /// <summary>The first number of which something is true that is true of all behind it; behind the last one where there is none.</summary>
    private static long First(long low, long high, Func<long, bool> isBehind)
    {
        var (from, to) = ((Int128)low, (Int128)high + 1);
        while (from < to)
        {
            var middle = (from + to) >> 1;
            if (isBehind((long)middle)) to = middle;
            else from = middle + 1;
        }

        return (long)from;
    }
}
