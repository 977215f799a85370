using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Mean and variance of each channel of each variable that a row does not observe, from flows.</summary>
/// <remarks>
/// The mean of the variances at the nodes, and the variance of the means (law of total variance), of each unit by itself; then those of the units of a variable
/// are joined two by two (Chan, Golub and LeVeque, 1979), so that nothing is a difference of large numbers.
/// </remarks>
internal static class FlowMoments
{
    private const int MostNeighbours = 8; // numbers of a cache line

    /// <summary>Writes them, [B, variables, C] each: what is observed has its value and no variance, and a column that is no variable NaN.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shares">Shares of its units.</param>
    /// <param name="rowOf">The number of a row among those of the shares.</param>
    /// <param name="evidence">The rows.</param>
    /// <param name="means">Where means go.</param>
    /// <param name="variances">Where variances go.</param>
    /// <param name="first">The first row there.</param>
    public static void Write(AskedCircuit model, IShares shares, Func<int, int> rowOf, EvidenceRows evidence, double[] means, double[] variances, int first = 0)
    {
        var (channels, rows, width) = (model.Channels, shares.Rows, evidence.Width);
        int[] others = [.. Enumerable.Range(0, evidence.Variables).Where(variable => !model.Families.ContainsKey(variable))];
        Workers.Run(Workers.Count, evidence.Rows, (row, _) => Observed(evidence.Row(row), others, channels, means.AsSpan((first + row) * width, width), variances.AsSpan((first + row) * width, width)));
        var from = Enumerable.Range(0, evidence.Rows).Select(rowOf).ToArray();
        var byVariable = Enumerable.Range(0, shares.Units.Length).GroupBy(unit => shares.Units[unit].Variable).OrderBy(group => group.Key).Select(group => group.ToArray()).ToArray();
        var neighbours = byVariable.Chunk(Math.Clamp(byVariable.Length / (2 * Workers.Count), 1, MostNeighbours)).ToArray();
        var ofFunctions = shares.Units.Select(unit => model.Host.Moments(unit.Function.Group)).ToArray();
        var rooms = Enumerable.Range(0, Workers.Count).Select(_ => new Room()).ToArray();
        Workers.Run(rooms.Length, neighbours.Length, (task, worker) =>
        {
            foreach (var units in neighbours[task]) OfVariable(units, rooms[worker]);
        });

        void OfVariable(int[] units, Room room)
        {
            var joined = room.Parts(channels * rows);
            foreach (var unit in units)
            {
                var of = shares.Units[unit];
                var own = room.Shares(rows * of.Nodes);
                shares.Shares(unit, own);
                for (var channel = 0; channel < channels; channel++)
                {
                    var start = ((of.Function.Head * channels) + channel) * of.Nodes;
                    Join(own, ofFunctions[unit].Means.AsSpan(start, of.Nodes), ofFunctions[unit].Variances.AsSpan(start, of.Nodes), joined.Slice(channel * rows, rows));
                }
            }

            for (var channel = 0; channel < channels; channel++)
            {
                var place = (shares.Units[units[0]].Variable * channels) + channel;
                Hidden(joined.Slice(channel * rows, rows), from, means.AsSpan((first * width) + place), variances.AsSpan((first * width) + place), width);
            }
        }
    }

    /// <summary>What a row observes has its value and no variance; what it does not, and what is no variable, NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Observed(ReadOnlySpan<double> row, int[] others, int channels, Span<double> means, Span<double> variances)
    {
        row.CopyTo(means);
        foreach (var variable in others) means.Slice(variable * channels, channels).Fill(double.NaN);
        for (var place = 0; place < means.Length; place++) variances[place] = means[place] - means[place]; // NaN where it is NaN, as values are finite
    }

    /// <summary>Moments of a channel where a row does not observe it, one row a stride.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Hidden(ReadOnlySpan<Part> joined, int[] from, Span<double> means, Span<double> variances, int stride)
    {
        for (var (row, to) = (0, 0); row < from.Length; row++, to += stride)
        {
            if (!double.IsNaN(means[to])) continue;
            var part = joined[from[row]];
            (means[to], variances[to]) = (part.Mean, part.Sum / part.Weight);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(ReadOnlySpan<double> shares, ReadOnlySpan<double> means, ReadOnlySpan<double> variances, Span<Part> joined)
    {
        for (var row = 0; row < joined.Length; row++) joined[row] = joined[row].And(Of(shares.Slice(row * means.Length, means.Length), means, variances));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Part Of(ReadOnlySpan<double> shares, ReadOnlySpan<double> means, ReadOnlySpan<double> variances)
    {
        var (weights, ones) = (Vector<double>.Zero, Vector<double>.Zero);
        var k = 0;
        for (; k + Vector<double>.Count <= shares.Length; k += Vector<double>.Count)
        {
            var share = new Vector<double>(shares[k..]);
            weights += share;
            ones += share * new Vector<double>(means[k..]);
        }

        var (weight, one) = (Vector.Sum(weights), Vector.Sum(ones));
        for (; k < shares.Length; k++) (weight, one) = (weight + shares[k], one + (shares[k] * means[k]));
        if (weight == 0) return default;
        var (mean, sums) = (one / weight, Vector<double>.Zero);
        var centre = new Vector<double>(mean);
        for (k = 0; k + Vector<double>.Count <= shares.Length; k += Vector<double>.Count)
        {
            var apart = new Vector<double>(means[k..]) - centre;
            sums += new Vector<double>(shares[k..]) * (new Vector<double>(variances[k..]) + (apart * apart));
        }

        var sum = Vector.Sum(sums);
        for (; k < shares.Length; k++) sum += shares[k] * (variances[k] + ((means[k] - mean) * (means[k] - mean)));
        return new(weight, mean, sum);
    }

    /// <summary>A part of a distribution.</summary>
    /// <param name="Weight">Its probability.</param>
    /// <param name="Mean">Its mean.</param>
    /// <param name="Sum">Its variance times its probability.</param>
    private readonly record struct Part(double Weight, double Mean, double Sum)
    {
        public Part And(Part other)
        {
            if (other.Weight == 0) return this;
            if (Weight == 0) return other;
            var (weight, apart) = (Weight + other.Weight, other.Mean - Mean);
            return new(weight, Mean + (apart * other.Weight / weight), Sum + other.Sum + (apart * apart * Weight * other.Weight / weight));
        }
    }

    /// <summary>Working memory of a thread.</summary>
    private sealed class Room
    {
        private double[] shares = [];
        private Part[] parts = [];

        public Span<double> Shares(int count)
        {
            if (shares.Length < count) shares = new double[count];
            return shares.AsSpan(0, count);
        }

        /// <summary>Parts of nothing.</summary>
        public Span<Part> Parts(int count)
        {
            if (parts.Length < count) parts = new Part[count];
            parts.AsSpan(0, count).Clear();
            return parts.AsSpan(0, count);
        }
    }
}
