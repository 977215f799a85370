using System.Numerics;

namespace Pics.Numerics;

/// <summary>The distribution of one symbol of one row, in whole numbers: a mixture of the distributions of the nodes of its input units.</summary>
/// <remarks>
/// The weights of the nodes sum to a power of two, so the parts of all symbols sum to one too, and each symbol has at least one. Weights times parts are
/// whole numbers below 2^53, which float64 has all, so that sums of them are exact in any order.
/// </remarks>
internal sealed class SymbolWeights
{
    private const int WeightBits = 28;
    private const double AllWeights = 1L << WeightBits;

    private readonly List<(CodedDensity Density, int Head)> units = [];
    private double[] worths = [];
    private double[] weights = []; // whole numbers
    private int count;
    private int channel;

    /// <summary>Values of the symbol.</summary>
    public int Values => units[0].Density.Values;

    /// <summary>Takes the input units of a variable.</summary>
    public void Begin(ImmutableArray<(CodedDensity Density, int Head)> of)
    {
        units.Clear();
        units.AddRange(of);
        count = of.Sum(unit => unit.Density.Nodes);
        if (worths.Length < count) (worths, weights) = (new double[count], new double[count]);
    }

    /// <summary>What each node of each input unit is worth, one unit after the other; not negative.</summary>
    public Span<double> Worths => worths.AsSpan(0, count);

    /// <summary>From what nodes are worth to the weights of a channel's mixture: all alike if nothing is worth anything.</summary>
    public void Weigh(int channel)
    {
        this.channel = channel;
        var sum = 0.0;
        for (var k = 0; k < count; k++) sum += worths[k];
        if (!(sum > 0) || !double.IsFinite(sum))
        {
            System.Array.Fill(worths, 1, 0, count);
            sum = count;
        }

        var (factor, left, best) = (AllWeights / sum, AllWeights, 0);
        for (var k = 0; k < count; k++)
        {
            left -= weights[k] = Math.Floor(worths[k] * factor);
            if (worths[k] > worths[best]) best = k;
        }

        weights[best] += left;
    }

    /// <summary>The parts of all smaller values, of <see cref="CodedDensity.WholeBits"/> bits; of the number of values, the whole.</summary>
    public uint Start(int value)
    {
        var (sum, first) = (0.0, 0);
        foreach (var (density, head) in units)
        {
            var parts = density.Cumulative(head, channel, value);
            sum += Sum(weights.AsSpan(first, parts.Length), parts);
            first += parts.Length;
        }

        return (uint)((long)sum >> WeightBits);
    }

    private static double Sum(ReadOnlySpan<double> weights, ReadOnlySpan<float> parts)
    {
        var (sums, sum, k) = (Vector<double>.Zero, 0.0, 0);
        for (; k + Vector<float>.Count <= parts.Length; k += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(parts[k..]), out var low, out var high);
            sums += (low * new Vector<double>(weights[k..])) + (high * new Vector<double>(weights[(k + Vector<double>.Count)..]));
        }

        for (; k < parts.Length; k++) sum += weights[k] * parts[k];
        return sum + Vector.Sum(sums);
    }

    /// <summary>The value that has a part of the whole, its first part, and how many it has.</summary>
    public (int Value, uint Start, uint Parts) Find(uint part)
    {
        var (low, high, start, end) = (0, Values, 0u, 1u << CodedDensity.WholeBits);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            var at = Start(middle);
            if (at <= part) (low, start) = (middle, at);
            else (high, end) = (middle, at);
        }

        return (low, start, end - start);
    }

    /// <summary>The value of the channel is known: nodes under which it is likelier are worth more.</summary>
    public void Know(int value)
    {
        var k = 0;
        foreach (var (density, head) in units)
            foreach (var probability in density.Probabilities(head, channel, value)) worths[k++] *= probability;
    }
}
