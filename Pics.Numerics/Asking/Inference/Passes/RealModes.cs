using System.Numerics;

namespace Pics.Numerics;

/// <summary>The highest peak of mixtures of the same Gaussians that is found.</summary>
/// <remarks>
/// The density is taken on a grid of half deviations around each component, and the highest peaks of each row are refined by golden section; one that is
/// narrower than the grid and below a part of it is missed.
/// </remarks>
internal sealed class RealModes
{
    private const int Reach = 5; // grid points on each side of a mean
    private const double Step = 0.5; // between them, in deviations
    private const double Closest = 1e-3; // grid points in the smallest deviation: closer ones are as high
    private const int Peaks = 4; // that are refined
    private const int Narrowings = 45; // of a bracket, to a part in 10^9
    private const double Golden = 0.6180339887498949;
    private const int Budget = 1 << 22; // numbers at once

    private readonly double[] means; // [N], and zeros to the next whole register
    private readonly double[] steepness; // one over the deviation, as the means
    private readonly int nodes;
    private readonly double[] points;

    /// <param name="means">[N].</param>
    /// <param name="logDeviations">[N].</param>
    /// <param name="within">What is outside is left out.</param>
    public RealModes(double[] means, double[] logDeviations, (double Low, double High) within)
    {
        nodes = means.Length;
        (this.means, steepness) = (Padded(means), Padded(System.Array.ConvertAll(logDeviations, log => Math.Exp(-log))));
        var (least, most) = (Math.Clamp(means.Min(), within.Low, within.High), Math.Clamp(means.Max(), within.Low, within.High));
        var lattice = Math.Exp(logDeviations.Min()) * Closest;
        points = [.. Enumerable.Range(0, nodes)
            .SelectMany(node => Enumerable.Range(-Reach, (2 * Reach) + 1).Select(step => means[node] + (Math.Exp(logDeviations[node]) * step * Step)))
            .Select(point => Math.Clamp(Math.Round(point / lattice) * lattice, least, most))
            .Distinct()
            .Order()];
    }

    /// <summary>Of each row, [B].</summary>
    /// <param name="weights">[B, N].</param>
    /// <param name="rows">B, at least one.</param>
    public double[] Of(double[] weights, int rows)
    {
        var (peaks, found) = (Find(weights, rows), new double[rows]);
        Workers.Run(Workers.Count, rows, (row, _) =>
        {
            var factors = Padded(weights[(row * nodes)..((row + 1) * nodes)]);
            for (var node = 0; node < nodes; node++) factors[node] *= steepness[node];
            var best = (At: double.NaN, Height: -1.0);
            foreach (var peak in peaks.AsSpan(row * Peaks, Peaks))
                if (peak.Place >= 0 && Refined(factors, peak) is var refined && refined.Height > best.Height) best = refined;
            found[row] = best.At;
        });
        return found;
    }

    /// <summary>The highest peaks of each row on the grid, [B, Peaks]; with place -1 where there are fewer.</summary>
    private (double Height, int Place)[] Find(double[] weights, int rows)
    {
        var peaks = new (double Height, int Place)[rows * Peaks];
        System.Array.Fill(peaks, (-1, -1));
        var size = Math.Max(1, Budget / nodes);
        for (var start = 0; start < points.Length; start += size)
        {
            var last = Math.Min(start + size, points.Length) - 1; // of this part of the grid
            var (from, to) = (Math.Max(start - 1, 0), Math.Min(last + 1, points.Length - 1)); // with what is beside it
            var (width, heights) = (to - from + 1, Heights(weights, rows, from, to));
            Workers.Run(Workers.Count, rows, (row, _) =>
            {
                var own = heights.AsSpan(row * width, width);
                for (var place = start; place <= last; place++)
                    if (own[place - from] is var height && (place == 0 || height > own[place - from - 1]) && (place == points.Length - 1 || height >= own[place - from + 1]))
                        Keep(peaks.AsSpan(row * Peaks, Peaks), (height, place));
            });
        }

        return peaks;
    }

    /// <summary>The density of each row at some points of the grid that follow each other, without a factor, [B, points].</summary>
    private double[] Heights(double[] weights, int rows, int from, int to)
    {
        var width = to - from + 1;
        var table = new double[nodes * width];
        Workers.Run(Workers.Count, nodes, (node, _) =>
        {
            for (var place = 0; place < width; place++)
            {
                var apart = (points[from + place] - means[node]) * steepness[node];
                table[(node * width) + place] = steepness[node] * Math.Exp(apart * apart / -2);
            }
        });
        return WeightedSums.Of(weights, rows, table, width);
    }

    /// <summary>Puts a peak among the highest ones if it is.</summary>
    private static void Keep(Span<(double Height, int Place)> highest, (double Height, int Place) peak)
    {
        if (!(peak.Height > highest[^1].Height)) return;
        var at = highest.Length - 1;
        for (; at > 0 && peak.Height > highest[at - 1].Height; at--) highest[at] = highest[at - 1];
        highest[at] = peak;
    }

    /// <summary>The highest place between the points beside a peak, by golden section, or the peak if that is higher.</summary>
    private (double At, double Height) Refined(double[] factors, (double Height, int Place) peak)
    {
        var (low, high) = (points[Math.Max(peak.Place - 1, 0)], points[Math.Min(peak.Place + 1, points.Length - 1)]);
        var (inner, outer) = (Between(high, low), Between(low, high));
        var (first, second) = (At(factors, inner), At(factors, outer));
        for (var step = 0; step < Narrowings; step++)
        {
            if (first >= second)
            {
                (high, outer, second) = (outer, inner, first);
                inner = Between(high, low);
                first = At(factors, inner);
            }
            else
            {
                (low, inner, first) = (inner, outer, second);
                outer = Between(low, high);
                second = At(factors, outer);
            }
        }

        var middle = (low + high) / 2;
        return At(factors, middle) is var reached && reached >= peak.Height ? (middle, reached) : (points[peak.Place], peak.Height);
    }

    /// <summary>A part of the way from one to the other.</summary>
    private static double Between(double from, double to) => from + ((to - from) * Golden);

    /// <summary>The density of one row, without a factor.</summary>
    private double At(double[] factors, double x)
    {
        var (sums, at) = (Vector<double>.Zero, new Vector<double>(x));
        for (var node = 0; node < factors.Length; node += Vector<double>.Count)
        {
            var apart = (at - new Vector<double>(means, node)) * new Vector<double>(steepness, node);
            sums += new Vector<double>(factors, node) * Vector.Exp(apart * apart * new Vector<double>(-0.5));
        }

        return Vector.Sum(sums);
    }

    private static double[] Padded(double[] numbers)
    {
        var padded = new double[(numbers.Length + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count];
        numbers.CopyTo(padded, 0);
        return padded;
    }
}
