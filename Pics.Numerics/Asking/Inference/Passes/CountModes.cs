namespace Pics.Numerics;

/// <summary>The most probable count of mixtures of the same Poisson distributions; exact, up to rounding in float64.</summary>
/// <remarks>
/// A mixture rises below its smallest rate and falls above its largest; between them runs of whole numbers are split, and those are left out whose bound,
/// the mixture of the largest probability of each component in the run, is below a value that is known.
/// </remarks>
internal sealed class CountModes
{
    private const double MostCounts = 1L << 53; // beyond it not every whole number is one of float64
    private const int Few = 4096; // runs of counts to begin with
    private const int Pieces = 8; // that a run is split into
    private const int RowsAtOnce = 16; // where runs are split, so that few are looked at for the sake of another row
    private const double Slack = 1e-6; // relative, of bounds: above the rounding of probabilities of counts of a billion
    private const int Budget = 1 << 22; // numbers at once

    private readonly double[] logRates;
    private readonly double low;
    private readonly double high;
    private readonly double[] modes; // of each component, [N]

    /// <param name="logRates">[N].</param>
    /// <param name="largest">What is above it is left out.</param>
    /// <param name="least">What is below it is left out.</param>
    public CountModes(double[] logRates, double largest, double least)
    {
        this.logRates = logRates;
        var rates = System.Array.ConvertAll(logRates, Math.Exp);
        high = Math.Max(least, Math.Min(Math.Floor(rates.Max()) + 1, Math.Min(largest, MostCounts)));
        low = Math.Clamp(Math.Ceiling(rates.Min()) - 1, Math.Min(least, high), high);
        modes = System.Array.ConvertAll(rates, rate => Math.Clamp(Math.Floor(rate), low, high));
    }

    /// <summary>Of each row, [B].</summary>
    /// <param name="weights">[B, N].</param>
    /// <param name="rows">B, at least one.</param>
    public double[] Of(double[] weights, int rows)
    {
        var nodes = logRates.Length;
        var length = Math.Ceiling((high - low + 1) / Math.Clamp(Budget / nodes, Pieces, Few));
        var starts = Every(low, high, length).ToArray();
        var heights = Table(0, starts.Length, (_, run) => starts[run]);
        var bounds = length > 1 ? Table(0, starts.Length, (node, run) => Top(node, starts[run], length)) : [];
        var known = length > 1 ? Mix(weights, rows, nodes, (_, place) => modes[place]) : [];
        var found = new double[rows];
        Workers.Run(Workers.Count, (rows + RowsAtOnce - 1) / RowsAtOnce, (task, _) =>
        {
            var (first, count) = (task * RowsAtOnce, Math.Min(RowsAtOnce, rows - (task * RowsAtOnce)));
            var own = weights[(first * nodes)..((first + count) * nodes)];
            var best = new double[count];
            for (var row = 0; length > 1 && row < count; row++) best[row] = Most(known, first + row, nodes);
            Split(own, best, new(starts, length, WeightedSums.Of(own, count, heights, starts.Length), WeightedSums.Of(own, count, bounds, bounds.Length / nodes))).CopyTo(found, first);
        });
        return found;
    }

    /// <summary>Splits runs until each is one count, and gives the most probable of each row.</summary>
    private double[] Split(double[] weights, double[] best, Runs runs)
    {
        var rows = best.Length;
        while (runs.Length > 1)
        {
            var count = runs.Starts.Length;
            for (var row = 0; row < rows; row++) best[row] = Math.Max(best[row], Most(runs.Heights, row, count));
            var length = Math.Ceiling(runs.Length / Pieces);
            var kept = Enumerable.Range(0, count).Where(run => Enumerable.Range(0, rows).Any(row => runs.Bounds[(row * count) + run] >= best[row] * (1 - Slack)));
            double[] starts = [.. kept.SelectMany(run => Every(runs.Starts[run], End(runs.Starts[run], runs.Length), length))];
            runs = new(starts, length, Mix(weights, rows, starts.Length, (_, run) => starts[run]), length > 1 ? Mix(weights, rows, starts.Length, (node, run) => Top(node, starts[run], length)) : []);
        }

        return [.. Enumerable.Range(0, rows).Select(row => runs.Starts[Largest(runs.Heights.AsSpan(row * runs.Starts.Length, runs.Starts.Length))])];
    }

    /// <summary>Numbers that are so far apart, from one to another.</summary>
    private static IEnumerable<double> Every(double first, double last, double apart)
    {
        for (var next = first; next <= last; next += apart) yield return next;
    }

    /// <summary>The last count of a run.</summary>
    private double End(double start, double length) => Math.Min(start + length - 1, high);

    /// <summary>Where a component is largest in a run.</summary>
    private double Top(int node, double start, double length) => Math.Min(Math.Max(modes[node], start), End(start, length));

    private static double Most(double[] numbers, int row, int count)
    {
        var own = numbers.AsSpan(row * count, count);
        return own[Largest(own)];
    }

    private static int Largest(ReadOnlySpan<double> numbers)
    {
        var best = 0;
        for (var place = 1; place < numbers.Length; place++)
            if (numbers[place] > numbers[best])
                best = place;
        return best;
    }

    /// <summary>The mixture of each row at some counts, [B, I].</summary>
    /// <param name="weights">[B, N].</param>
    /// <param name="rows">B.</param>
    /// <param name="width">I.</param>
    /// <param name="count">By component and place.</param>
    private double[] Mix(double[] weights, int rows, int width, Func<int, int, double> count)
    {
        var (size, all) = (Math.Max(1, Budget / logRates.Length), new double[rows * width]);
        for (var first = 0; first < width; first += size)
        {
            var part = Math.Min(size, width - first);
            var sums = WeightedSums.Of(weights, rows, Table(first, part, count), part);
            for (var row = 0; row < rows; row++) sums.AsSpan(row * part, part).CopyTo(all.AsSpan((row * width) + first));
        }

        return all;
    }

    /// <summary>The probability at each component of some counts, [N, width].</summary>
    private double[] Table(int first, int width, Func<int, int, double> count)
    {
        var all = new double[logRates.Length * width];
        Workers.Run(Workers.Count, logRates.Length, (node, _) =>
        {
            for (var place = 0; place < width; place++) all[(node * width) + place] = Math.Exp(PoissonRun.LogProbability(count(node, first + place), logRates[node]));
        });
        return all;
    }

    /// <summary>Runs of counts of one length.</summary>
    /// <param name="Starts">Their first counts, [I].</param>
    /// <param name="Length">Counts of each.</param>
    /// <param name="Heights">The mixture of each row at these, [B, I].</param>
    /// <param name="Bounds">What it is at most in each, [B, I]; nothing where each is one count.</param>
    private readonly record struct Runs(double[] Starts, double Length, double[] Heights, double[] Bounds);
}
