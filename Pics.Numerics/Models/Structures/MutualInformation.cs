using System.Numerics;

namespace Pics.Numerics;

/// <summary>Pairwise mutual information of the variables of a data set, estimated from counts: what a Chow-Liu tree is learned from.</summary>
/// <remarks>
/// Categorical variables of many values, counts and real numbers are put into bins of about equal size first. Each pair is counted over the
/// rows that observe both. Smoothing adds a pseudo-count, spread evenly over the cells of the joint table. The channels of a variable count
/// as one variable whose value is the sum of theirs. Unit: nats. Cost: variables squared times rows times bins squared / 64.
/// </remarks>
public sealed class MutualInformation
{
    private readonly ImmutableArray<double> values;
    private readonly ImmutableArray<double> biases;

    private MutualInformation(int variables, ImmutableArray<double> values, ImmutableArray<double> biases) => (Variables, this.values, this.biases) = (variables, values, biases);

    /// <summary>The number of variables.</summary>
    public int Variables { get; }

    /// <summary>The mutual information of two variables, in nats; of a variable with itself, its entropy.</summary>
    public double this[int first, int second] => values[(first * Variables) + second];

    /// <summary>
    /// The mutual information of two different variables less what independent ones would show by chance, (r - 1)(c - 1) / 2n for a table
    /// of r by c values and n rows that observe both; below zero where chance would show more. Unit: nats. Source: Miller (1955).
    /// </summary>
    /// <remarks>Of few rows a pair of many values looks dependent by chance alone, and a Chow-Liu tree would join it before a true one.</remarks>
    public double Corrected(int first, int second) => this[first, second] - biases[(first * Variables) + second];

    /// <summary>Estimates the mutual information of all pairs.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="bins">The most values that a variable is reduced to, at least two.</param>
    /// <param name="smoothing">The pseudo-count of a pair's whole table, zero or more.</param>
    /// <param name="maxRows">Rows looked at; more are thinned out evenly.</param>
    public static MutualInformation Of(Dataset data, int bins = 8, double smoothing = 1, int maxRows = 50_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        if (!(smoothing >= 0)) throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "zero or more");
        var columns = Columns(data, Math.Min(data.Rows, maxRows));
        var sets = columns.Select(column => RowSets(Bins(column, bins))).ToArray();
        var variables = sets.Length;
        var (found, biases) = (new double[variables * variables], new double[variables * variables]);
        Workers.Run(Workers.Count, variables, (first, _) =>
        {
            for (var second = first; second < variables; second++)
            {
                var (here, there) = ((first * variables) + second, (second * variables) + first);
                (found[here], biases[here]) = OfPair(sets[first], sets[second], smoothing);
                (found[there], biases[there]) = (found[here], biases[here]);
            }
        });
        return new(variables, [.. found], [.. biases]);
    }

    /// <summary>The values of each variable, NaN where not observed.</summary>
    private static double[][] Columns(Dataset data, int rows)
    {
        var columns = Enumerable.Range(0, data.Variables).Select(_ => new double[rows]).ToArray();
        var row = new double[data.Dimensions];
        for (var index = 0; index < rows; index++)
        {
            data.Read((int)((long)index * data.Rows / rows), row);
            for (var variable = 0; variable < columns.Length; variable++)
            {
                var sum = 0.0;
                for (var channel = 0; channel < data.Channels; channel++) sum += row[(variable * data.Channels) + channel];
                columns[variable][index] = sum;
            }
        }

        return columns;
    }

    /// <summary>The bin of each row, -1 where not observed: the values themselves where they are few, else runs of values of about equal size.</summary>
    private static int[] Bins(double[] column, int bins)
    {
        var counts = column.Where(value => !double.IsNaN(value)).CountBy(value => value).OrderBy(entry => entry.Key).ToList();
        var total = counts.Sum(entry => (long)entry.Value);
        var bin = new Dictionary<double, int>();
        var below = 0L;
        for (var index = 0; index < counts.Count; index++)
        {
            bin[counts[index].Key] = counts.Count <= bins ? index : (int)Math.Min(bins - 1, bins * (below + (counts[index].Value / 2)) / total);
            below += counts[index].Value;
        }

        return System.Array.ConvertAll(column, value => double.IsNaN(value) ? -1 : bin[value]);
    }

    /// <summary>For each bin that occurs, the set of its rows, a bit a row.</summary>
    private static ulong[][] RowSets(int[] bins)
    {
        var sets = new SortedDictionary<int, ulong[]>();
        for (var row = 0; row < bins.Length; row++)
        {
            if (bins[row] < 0) continue;
            if (!sets.TryGetValue(bins[row], out var set)) sets.Add(bins[row], set = new ulong[(bins.Length + 63) / 64]);
            set[row >> 6] |= 1UL << (row & 63);
        }

        return [.. sets.Values];
    }

    /// <summary>The mutual information of two variables, and what it would be expected to be if they were independent.</summary>
    private static (double Information, double Bias) OfPair(ulong[][] first, ulong[][] second, double smoothing)
    {
        var (rows, columns) = (first.Length, second.Length);
        if (rows == 0 || columns == 0) return (0, 0);
        var cells = new double[rows * columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                cells[(i * columns) + j] = Common(first[i], second[j]) + (smoothing / cells.Length);
        var total = cells.Sum();
        double Row(int i) => Enumerable.Range(0, columns).Sum(j => cells[(i * columns) + j]);
        var rowSums = Enumerable.Range(0, rows).Select(Row).ToArray();
        var columnSums = Enumerable.Range(0, columns).Select(j => Enumerable.Range(0, rows).Sum(i => cells[(i * columns) + j])).ToArray();
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                if (cells[(i * columns) + j] is var cell and > 0)
                    sum += cell / total * Math.Log(cell * total / (rowSums[i] * columnSums[j]));
        var observed = total - smoothing;
        return (Math.Max(0, sum), observed > 0 ? (rows - 1.0) * (columns - 1.0) / (2 * observed) : 0);
    }

    private static int Common(ulong[] first, ulong[] second)
    {
        var count = 0;
        for (var word = 0; word < first.Length; word++) count += BitOperations.PopCount(first[word] & second[word]);
        return count;
    }
}
