using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Sums of the rows of a table with weights of their own in each row of a batch: products of matrices of float64.</summary>
/// <remarks>Each sum is taken in the order of the table by one thread, so that it depends neither on the number of threads nor on the other rows of the batch.</remarks>
internal static class WeightedSums
{
    private const int RowsAtOnce = 8; // that find the same part of the table in the cache

    /// <summary>The sums of each row, [B, V].</summary>
    /// <param name="weights">[B, N].</param>
    /// <param name="rows">B.</param>
    /// <param name="table">[N, V].</param>
    /// <param name="width">V.</param>
    public static double[] Of(double[] weights, int rows, double[] table, int width)
    {
        var sums = new double[checked(rows * width)];
        if (sums.Length == 0) return sums;
        var nodes = weights.Length / rows;
        Workers.Run(Workers.Count, (rows + RowsAtOnce - 1) / RowsAtOnce, (task, _) =>
        {
            var (first, count) = (task * RowsAtOnce, Math.Min(RowsAtOnce, rows - (task * RowsAtOnce)));
            Add(weights.AsSpan(first * nodes, count * nodes), nodes, table, width, sums.AsSpan(first * width, count * width));
        });
        return sums;
    }

    /// <summary>The sums of some rows, four registers of columns after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<double> weights, int nodes, ReadOnlySpan<double> table, int width, Span<double> sums)
    {
        var (rows, lanes, column) = (sums.Length / width, Vector<double>.Count, 0);
        for (; column + (4 * lanes) <= width; column += 4 * lanes)
            for (var row = 0; row < rows; row++)
            {
                var (first, second, third, fourth) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
                for (var node = 0; node < nodes; node++)
                {
                    var weight = new Vector<double>(weights[(row * nodes) + node]);
                    var part = table.Slice((node * width) + column, 4 * lanes);
                    first += weight * new Vector<double>(part);
                    second += weight * new Vector<double>(part[lanes..]);
                    third += weight * new Vector<double>(part[(2 * lanes)..]);
                    fourth += weight * new Vector<double>(part[(3 * lanes)..]);
                }

                var to = sums.Slice((row * width) + column, 4 * lanes);
                first.CopyTo(to);
                second.CopyTo(to[lanes..]);
                third.CopyTo(to[(2 * lanes)..]);
                fourth.CopyTo(to[(3 * lanes)..]);
            }

        for (; column < width; column++)
            for (var row = 0; row < rows; row++)
            {
                var sum = 0.0;
                for (var node = 0; node < nodes; node++) sum += weights[(row * nodes) + node] * table[(node * width) + column];
                sums[(row * width) + column] = sum;
            }
    }
}
