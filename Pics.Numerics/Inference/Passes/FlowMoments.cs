using System.Numerics;

namespace Pics.Numerics;

/// <summary>Mean and variance of each channel of each variable that a row does not observe, from flows.</summary>
/// <remarks>
/// The mean of the variances at the nodes, and the variance of the means (law of total variance), of each unit by itself; then those of the units of a variable
/// are joined two by two (Chan, Golub and LeVeque, 1979), so that nothing is a difference of large numbers.
/// </remarks>
internal static class FlowMoments
{
    /// <summary>[rows of the shares, variables, C] each; NaN where no unit is known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="flows">Shares of its units.</param>
    public static (double[] Means, double[] Variances) Of(QpcModel model, IShares flows)
    {
        var (variables, channels, rows) = (model.Variables, model.Channels, flows.Rows);
        var (means, variances) = (Filled(rows * variables * channels), Filled(rows * variables * channels));
        var byVariable = Enumerable.Range(0, flows.Units.Length).GroupBy(unit => flows.Units[unit].Variable).Select(group => group.ToArray()).ToArray();
        var ofFunctions = flows.Units.Select(unit => model.Host.Moments(unit.Function.Group)).ToArray();
        var workers = Workers.Count;
        var scratch = new double[workers][];
        Workers.Run(workers, byVariable.Length, (task, worker) =>
        {
            var units = byVariable[task];
            var joined = new Part[channels * rows];
            foreach (var unit in units)
            {
                var of = flows.Units[unit];
                var size = rows * of.Nodes;
                if (scratch[worker] is null || scratch[worker].Length < size) scratch[worker] = new double[size];
                var shares = scratch[worker].AsSpan(0, size);
                flows.Shares(unit, shares);
                for (var channel = 0; channel < channels; channel++)
                {
                    var (nodeMeans, nodeVariances) = (Column(ofFunctions[unit].Means, of, channel, channels), Column(ofFunctions[unit].Variances, of, channel, channels));
                    for (var row = 0; row < rows; row++)
                        joined[(channel * rows) + row] = joined[(channel * rows) + row].And(Of(shares.Slice(row * of.Nodes, of.Nodes), nodeMeans, nodeVariances));
                }
            }

            for (var row = 0; row < rows; row++)
                for (var channel = 0; channel < channels; channel++)
                {
                    var place = (((row * variables) + flows.Units[units[0]].Variable) * channels) + channel;
                    var part = joined[(channel * rows) + row];
                    (means[place], variances[place]) = (part.Mean, part.Sum / part.Weight);
                }
        });
        return (means, variances);
    }

    private static double[] Filled(int count)
    {
        var all = new double[count];
        System.Array.Fill(all, double.NaN);
        return all;
    }

    /// <summary>One channel of a function, [K].</summary>
    private static double[] Column(double[] all, FlowUnit unit, int channel, int channels)
    {
        var (column, start) = (new double[unit.Nodes], unit.Function.Head * unit.Nodes);
        for (var node = 0; node < column.Length; node++) column[node] = all[((start + node) * channels) + channel];
        return column;
    }

    private static Part Of(ReadOnlySpan<double> shares, double[] means, double[] variances)
    {
        var (weights, ones) = (Vector<double>.Zero, Vector<double>.Zero);
        var k = 0;
        for (; k + Vector<double>.Count <= shares.Length; k += Vector<double>.Count)
        {
            var share = new Vector<double>(shares[k..]);
            weights += share;
            ones += share * new Vector<double>(means, k);
        }

        var (weight, one) = (Vector.Sum(weights), Vector.Sum(ones));
        for (; k < shares.Length; k++) (weight, one) = (weight + shares[k], one + (shares[k] * means[k]));
        if (weight == 0) return default;
        var (mean, sums) = (one / weight, Vector<double>.Zero);
        var centre = new Vector<double>(mean);
        for (k = 0; k + Vector<double>.Count <= shares.Length; k += Vector<double>.Count)
        {
            var apart = new Vector<double>(means, k) - centre;
            sums += new Vector<double>(shares[k..]) * (new Vector<double>(variances, k) + (apart * apart));
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
}
