namespace Pics.Numerics;

/// <summary>The distributions of one function group as the coder has them: with the same bits on every machine.</summary>
/// <remarks>Symbols are the values of a channel. Each has at least one part of the whole, so that whatever can be is coded.</remarks>
internal sealed class CodedDensity
{
    /// <summary>The whole, as a power of two: a distribution has so many parts. Float32 has all whole numbers up to it.</summary>
    public const int WholeBits = 24;

    private const long Whole = 1L << WholeBits;

    private readonly float[] probabilities; // [H, C, V, K]

    /// <summary>Distributions from probabilities, [H, K, C, V].</summary>
    public CodedDensity(double[] given, int heads, int nodes, int channels, int values)
    {
        (Nodes, Channels, Values) = (nodes, channels, values);
        probabilities = new float[checked(heads * channels * values * nodes)];
        Blocks = new(heads, nodes, channels, values);
        for (var h = 0; h < heads; h++)
            for (var k = 0; k < nodes; k++)
                for (var c = 0; c < channels; c++) Fill(given.AsSpan(((((h * nodes) + k) * channels) + c) * values, values), (h, c, k));
    }

    /// <summary>K.</summary>
    public int Nodes { get; }

    /// <summary>Channels of the variable.</summary>
    public int Channels { get; }

    /// <summary>Values of a channel.</summary>
    public int Values { get; }

    /// <summary>The probability of a value at each node, [K].</summary>
    public ReadOnlySpan<float> Probabilities(int head, int channel, int value) => probabilities.AsSpan(((((head * Channels) + channel) * Values) + value) * Nodes, Nodes);

    /// <summary>The parts of all smaller values at each node.</summary>
    public SymbolBlocks Blocks { get; }

    /// <summary>Adds all numbers to a checksum.</summary>
    public void Sum(System.Security.Cryptography.IncrementalHash hash)
    {
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(probabilities.AsSpan()));
        Blocks.Sum(hash);
    }

    /// <summary>The distribution of a channel at a node; what is lost by rounding goes to the first of the likeliest values.</summary>
    private void Fill(ReadOnlySpan<double> of, (int Head, int Channel, int Node) at)
    {
        var parts = new long[of.Length];
        var (left, best, place) = (Whole, 0, (at.Head * Channels) + at.Channel);
        for (var v = 0; v < of.Length; v++)
        {
            var p = of[v] is >= 0 and <= 1 ? of[v] : of[v] > 1 ? 1 : 0;
            left -= parts[v] = 1 + (long)(p * (Whole - of.Length));
            if (of[v] > of[best]) best = v;
            probabilities[(((place * Values) + v) * Nodes) + at.Node] = (float)p;
        }

        parts[best] += left;
        if (parts[best] < 1) throw new InvalidOperationException("probabilities of one distribution sum to more than one");
        var sum = 0L;
        for (var v = 0; v < of.Length; v++)
        {
            Blocks[at.Head, at.Channel, v, at.Node] = sum;
            sum += parts[v];
        }
    }
}
