namespace Pics.Numerics;

/// <summary>The parameters of a model in the host's memory, and what sampling and completion read of them; each made once per model.</summary>
/// <param name="circuit">The circuit.</param>
/// <param name="numbers">The parameters of its functions; owned by somebody else, who keeps them longer.</param>
internal sealed class HostParameters(FoldedQpc circuit, CircuitNumbers numbers) : IDisposable
{
    private readonly Dictionary<int, NumberTable> cumulative = [];
    private readonly Dictionary<int, NumberTable> modes = [];
    private readonly Dictionary<int, (double[] Means, double[] Variances)> moments = [];

    /// <summary>The parameters of a group, as in <see cref="CircuitNumbers"/>.</summary>
    public NumberTable Plain(int group) => numbers[group];

    /// <summary>Running sums along the last axis: of the weights of a kernel, of the probabilities of a density with finitely many values.</summary>
    public NumberTable Cumulative(int group)
    {
        if (!cumulative.TryGetValue(group, out var found)) cumulative.Add(group, found = RunningSums(numbers[group], Signature(group) is FunctionSignature.Density));
        return found;
    }

    /// <summary>A mode of each function at each node, [H, K, C, 1].</summary>
    public NumberTable Modes(int group)
    {
        if (!modes.TryGetValue(group, out var found)) modes.Add(group, found = Modes(numbers[group], Family(group)));
        return found;
    }

    /// <summary>A function of an input unit; valid while the parameters are.</summary>
    public HostFunction Function(FunctionSpec function, InputFamily family) => numbers.Function(function, family);

    /// <summary>Mean and variance of each function of a group at each node, [H, C, K] each.</summary>
    public (double[] Means, double[] Variances) Moments(int group)
    {
        if (!moments.TryGetValue(group, out var found)) moments.Add(group, found = Moments(numbers[group], Family(group)));
        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in cumulative.Values.Concat(modes.Values)) table.Dispose();
    }

    /// <remarks>Sums are taken in float64, and each is rounded to the precision of the table.</remarks>
    private static NumberTable RunningSums(NumberTable table, bool areLogarithms)
    {
        var (sums, last) = (NumberTable.New(table.IsDouble, table.Shape), table.Shape[^1]);
        ForHeads(table, head =>
        {
            for (var start = head * table.Stride; start < (head + 1) * table.Stride; start += last)
            {
                var sum = 0.0;
                for (var place = start; place < start + last; place++)
                {
                    var number = areLogarithms ? Math.Exp(table[place]) : table[place];
                    sum += table.IsDouble ? number : (float)number;
                    sums[place] = sum;
                }
            }
        });
        return sums;
    }

    private static NumberTable Modes(NumberTable table, InputFamily family)
    {
        var (entries, isFinite) = (table.Shape[3], family.Values.IsSome);
        var modes = NumberTable.New(table.IsDouble, table.Shape.SetItem(3, 1));
        ForHeads(modes, head =>
        {
            for (var place = head * modes.Stride; place < (head + 1) * modes.Stride; place++)
                modes[place] = isFinite ? Largest(table, place * entries, entries)
                    : family is InputFamily.Gaussian ? table[place * entries]
                    : Math.Max(0, Math.Ceiling(Math.Exp(table[place * entries])) - 1);
        });
        return modes;
    }

    private static (double[] Means, double[] Variances) Moments(NumberTable table, InputFamily family)
    {
        var (nodes, channels, entries, isFinite) = ((int)table.Shape[1], (int)table.Shape[2], table.Shape[3], family.Values.IsSome);
        var (means, variances) = (new double[table.Count / entries], new double[table.Count / entries]);
        ForHeads(table, head =>
        {
            var (start, probabilities) = (head * nodes * channels, new double[isFinite ? entries : 0]);
            for (var node = 0; node < nodes; node++)
                for (var channel = 0; channel < channels; channel++)
                {
                    var (from, to) = ((start + ((long)node * channels) + channel) * entries, start + (channel * nodes) + node);
                    (means[to], variances[to]) = isFinite ? Moments(table, from, probabilities)
                        : family is InputFamily.Gaussian ? (table[from], Math.Exp(2 * table[from + 1]))
                        : (Math.Exp(table[from]), Math.Exp(table[from]));
                }
        });
        return (means, variances);
    }

    /// <summary>Of a table of log-probabilities.</summary>
    private static (double Mean, double Variance) Moments(NumberTable table, long start, double[] probabilities)
    {
        var (mean, variance) = (0.0, 0.0);
        for (var value = 0; value < probabilities.Length; value++) mean += value * (probabilities[value] = Math.Exp(table[start + value]));
        for (var value = 0; value < probabilities.Length; value++) variance += probabilities[value] * (value - mean) * (value - mean);
        return (mean, variance);
    }

    /// <summary>The first of the largest of some numbers of a table.</summary>
    private static long Largest(NumberTable table, long start, long count)
    {
        var best = 0L;
        for (var place = 1L; place < count; place++)
            if (table[start + place] > table[start + best]) best = place;
        return best;
    }

    private static void ForHeads(NumberTable table, Action<int> each) => Workers.Run(Workers.Count, (int)table.Shape[0], (head, _) => each(head));

    private FunctionSignature Signature(int group) => circuit.Groups.First(entry => entry.Id == group).Signature;

    private InputFamily Family(int group) => Signature(group).Match(density => density.Family, _ => throw new InvalidOperationException("only densities have modes and moments"));
}
