using System.Globalization;

namespace Pics.Numerics;

/// <summary>From the numbers of a column to its bins.</summary>
/// <remarks>
/// Edges are at quantiles of what is neither in a tail nor one of the values that many rows have, which get bins of their own. A bin whose numbers are not even is
/// split where that makes its rows most probable, again and again.
/// </remarks>
internal sealed class Histogram
{
    private readonly SortedNumbers numbers;
    private readonly List<double> edges = [];
    private readonly Tail below;
    private readonly Tail above;
    private readonly int first; // of the numbers that are in no tail
    private readonly int end;

    private Histogram(SortedNumbers numbers)
    {
        this.numbers = numbers;
        (below, above) = (new(numbers, false), new(numbers, true));
        (first, end) = (below.Length(), numbers.Count - above.Length());
        if (first >= end) (first, end) = (0, numbers.Count);
    }

    /// <summary>The bins. Error: <see cref="DataError.BadShape"/> for numbers so large, or so near to each other, that there are none.</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="form">How they are written.</param>
    public static Either<DataError, Bins> Of(ReadOnlySpan<double> sorted, CellForm form) => new Histogram(new(sorted, form)).Learn();

    private Either<DataError, Bins> Learn()
    {
        Add(first > 0 ? numbers.Cut(first) : numbers[first] - numbers.Half(first));
        var runs = new List<(int First, int End)>();
        for (var start = first; start < end;)
        {
            if (numbers.IsAtom(start))
            {
                if (start > first) Add(numbers[start] - numbers.Half(start));
                if (start + 1 < end) Add(numbers[start] + numbers.Half(start));
                start++;
                continue;
            }

            var stop = start + 1;
            while (stop < end && !numbers.IsAtom(stop)) stop++;
            runs.AddRange(Quantiles(start, stop));
            start = stop;
        }

        Add(end < numbers.Count ? numbers.Cut(end) : numbers[end - 1] + numbers.Half(end - 1));
        Split(runs);
        var kept = Apart();
        return Bins.Create(kept, below.Distance(first, kept[0]), above.Distance(numbers.Count - end, kept[^1]), Bins.LearnedFar);
    }

    /// <summary>The edges without those that are the same but for rounding.</summary>
    private List<double> Apart()
    {
        edges.Sort();
        var (kept, least) = (new List<double>(), (numbers.Step ?? (numbers.Spread * BinSettings.AtomWidth)) * BinSettings.SameEdge);
        foreach (var edge in edges)
            if (kept.Count == 0 || edge > kept[^1] + least)
                kept.Add(edge);
        return kept;
    }

    /// <summary>Cuts numbers into bins of about equal numbers of rows.</summary>
    private IEnumerable<(int First, int End)> Quantiles(int start, int stop)
    {
        var rows = numbers.RowsOf(start, stop);
        var bins = Math.Max(1, (int)Math.Round((double)rows * BinSettings.Bins(numbers.Rows) / numbers.Rows));
        var from = start;
        for (var index = start + 1; index < stop; index++)
        {
            // the edge nearest to the next quantile: one number more would be farther from it
            var wanted = rows / (double)bins;
            var (without, with) = (numbers.RowsOf(from, index), numbers.RowsOf(from, index + 1));
            if (Math.Abs(without - wanted) > Math.Abs(with - wanted) || numbers.RowsOf(index, stop) < wanted / 2) continue;
            Add(numbers.Cut(index));
            yield return (from, index);
            (rows, bins, from) = (numbers.RowsOf(index, stop), Math.Max(1, bins - 1), index);
        }

        yield return (from, stop);
    }

    /// <summary>Splits the bins whose numbers are not even, the most uneven ones first.</summary>
    private void Split(IEnumerable<(int First, int End)> runs)
    {
        var open = new PriorityQueue<(int First, int At, int End), double>();
        void See(int start, int stop)
        {
            var (at, gain) = Best(start, stop);
            if (gain > BinSettings.SplitGain) open.Enqueue((start, at, stop), -gain);
        }

        foreach (var (start, stop) in runs) See(start, stop);
        var most = BinSettings.MostBins(numbers.Rows);
        while (edges.Count < most && open.TryDequeue(out var run, out _))
        {
            Add(numbers.Cut(run.At));
            See(run.First, run.At);
            See(run.At, run.End);
        }
    }

    /// <summary>Where a split makes the rows of a bin most probable, and by how many nats.</summary>
    private (int At, double Gain) Best(int start, int stop)
    {
        var (low, high) = (Lower(start), Upper(stop));
        var (rows, best, most) = (numbers.RowsOf(start, stop), start, 0.0);
        for (var at = start + 1; at < stop; at++)
        {
            var (left, right) = (numbers.RowsOf(start, at), numbers.RowsOf(at, stop));
            if (Math.Min(left, right) < BinSettings.SplitRows) continue;
            var part = (numbers.Between(at) - low) / (high - low);
            var gain = (left * Math.Log(left / (rows * part))) + (right * Math.Log(right / (rows * (1 - part))));
            if (gain > most) (best, most) = (at, gain);
        }

        return (best, most);
    }

    private double Lower(int index) => index == 0 ? numbers[index] - numbers.Half(index) : index == first || !numbers.IsAtom(index - 1) ? numbers.Between(index) : numbers[index - 1] + numbers.Half(index - 1);

    private double Upper(int index) => index == numbers.Count ? numbers[index - 1] + numbers.Half(index - 1) : index == end || !numbers.IsAtom(index) ? numbers.Between(index) : numbers[index] - numbers.Half(index);

    private void Add(double edge)
    {
        // without what rounding left on a grid of decimals
        var near = numbers.Step is null ? edge : double.Parse(edge.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        edges.Add(numbers.Step is { } step && Math.Abs(near - edge) > step * BinSettings.SameEdge ? edge : near);
    }
}
