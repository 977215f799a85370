namespace Pics.Numerics;

/// <summary>The distribution of one channel in some rows as a mixture: of each row how probable each node of each function of the variable is, and what the channel is there.</summary>
/// <param name="Family">The family.</param>
/// <param name="Weights">[B, N]; each row sums to one.</param>
/// <param name="Numbers">The parameters of the nodes, [N, V].</param>
/// <param name="Rows">B.</param>
internal sealed record ChannelMixture(InputFamily Family, double[] Weights, double[] Numbers, int Rows)
{
    private static readonly double LogRoot = Math.Log(2 * Math.PI) / 2;

    /// <summary>V: values of the channel, or the parameters of its density.</summary>
    public int Entries => Family.Values.IfNone(Family.ParametersAChannel);

    /// <summary>N.</summary>
    public int Nodes => Numbers.Length / Entries;

    /// <summary>The probability of each node in a row, [N].</summary>
    public double[] Row(int row) => Weights[(row * Nodes)..((row + 1) * Nodes)];

    /// <summary>The probability of each of finitely many values, [B, V].</summary>
    public double[] Probabilities() => WeightedSums.Of(Weights, Rows, System.Array.ConvertAll(Numbers, Math.Exp), Entries);

    /// <summary>log p of a value in each row, [B] in nats.</summary>
    /// <param name="values">[B]; of NaN nothing follows.</param>
    public double[] LogDensity(double[] values)
    {
        var (nodes, logs) = (Nodes, LogDensities(Family, Numbers, Entries, values));
        for (var place = 0; place < logs.Length; place++) logs[place] += Math.Log(Weights[place]);
        return [.. values.Select((_, row) => LogSums.Of(logs.AsSpan(row * nodes, nodes)))];
    }

    /// <summary>log p of a value in each row at each node, [B, N] in nats.</summary>
    /// <param name="family">The family.</param>
    /// <param name="numbers">[N, V].</param>
    /// <param name="entries">V.</param>
    /// <param name="values">[B]; NaN gives 0 at all nodes.</param>
    public static double[] LogDensities(InputFamily family, double[] numbers, int entries, double[] values)
    {
        var nodes = numbers.Length / entries;
        var logs = new double[checked(values.Length * nodes)];
        Workers.Run(Workers.Count, values.Length, (row, _) =>
        {
            if (double.IsNaN(values[row])) return;
            for (var node = 0; node < nodes; node++) logs[(row * nodes) + node] = LogDensity(family, numbers.AsSpan(node * entries, entries), values[row]);
        });
        return logs;
    }

    /// <summary>Makes the logarithms of weights probabilities, in place: those of each row sum to one; NaN in a row of zeros.</summary>
    /// <param name="logWeights">[B, N].</param>
    /// <param name="nodes">N.</param>
    public static void Normalise(Span<double> logWeights, int nodes)
    {
        for (var start = 0; start < logWeights.Length; start += nodes)
        {
            var row = logWeights.Slice(start, nodes);
            var sum = LogSums.Of(row);
            foreach (ref var weight in row) weight = Math.Exp(weight - sum);
        }
    }

    /// <summary>As <see cref="HostFunction.LogDensity"/> has it.</summary>
    private static double LogDensity(InputFamily family, ReadOnlySpan<double> numbers, double value)
    {
        if (family.Values.IsSome) return value >= 0 && value < numbers.Length ? numbers[(int)value] : double.NegativeInfinity;
        if (family is not InputFamily.Gaussian) return PoissonRun.LogProbability(value, numbers[0]);
        var apart = (value - numbers[0]) * Math.Exp(-numbers[1]);
        return (apart * apart / -2) - numbers[1] - LogRoot;
    }
}
