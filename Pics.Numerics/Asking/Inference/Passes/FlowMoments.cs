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
        var isVariable = new bool[evidence.Variables];
        foreach (var variable in model.Families.Keys) isVariable[variable] = true;
        Workers.Run(Workers.Count, evidence.Rows, (row, _) =>
        {
            for (var place = 0; place < width; place++)
            {
                var (to, value) = (((first + row) * width) + place, isVariable[place / channels] ? evidence[row, place] : double.NaN);
                means[to] = value;
                variances[to] = double.IsNaN(value) ? double.NaN : 0;
            }
        });

        var from = Enumerable.Range(0, evidence.Rows).Select(rowOf).ToArray();
        var byVariable = Enumerable.Range(0, shares.Units.Length).GroupBy(unit => shares.Units[unit].Variable).Select(group => group.ToArray()).ToArray();
        var ofFunctions = shares.Units.Select(unit => model.Host.Moments(unit.Function.Group)).ToArray();
        var rooms = Enumerable.Range(0, Workers.Count).Select(_ => new Room()).ToArray();
        Workers.Run(rooms.Length, byVariable.Length, (task, worker) =>
        {
            var (units, room) = (byVariable[task], rooms[worker]);
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

            for (var row = 0; row < from.Length; row++)
                for (var channel = 0; channel < channels; channel++)
                {
                    var place = (shares.Units[units[0]].Variable * channels) + channel;
                    if (!double.IsNaN(evidence[row, place])) continue;
                    var (to, part) = (((first + row) * width) + place, joined[(channel * rows) + from[row]]);
                    (means[to], variances[to]) = (part.Mean, part.Sum / part.Weight);
                }
        });
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
