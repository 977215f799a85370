using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The parts of all smaller values, in whole numbers, as they are looked for: blocks of neighbouring values side by side, for each node; beyond the last value is the whole.</summary>
/// <remarks>Weighted sums of them are whole numbers below 2^53, so that they are exact in any order, and with products that are rounded or not.</remarks>
internal sealed unsafe class SymbolBlocks
{
    /// <summary>Values of a block.</summary>
    public const int Size = 16;

    private readonly double[] fine; // [H, C, blocks, K, values of a block]
    private readonly double[] coarse; // [H, C, K, blocks and one block of padding], of the first value of each
    private readonly int nodes;
    private readonly int channels;

    /// <summary>Room for distributions.</summary>
    public SymbolBlocks(int heads, int nodes, int channels, int values)
    {
        (this.nodes, this.channels, Count) = (nodes, channels, (values + Size - 1) / Size);
        fine = new double[(long)heads * channels * Count * nodes * Size]; // too many of them are too little memory
        coarse = new double[(long)heads * channels * nodes * (Count + Size)];
        System.Array.Fill(fine, 1 << CodedDensity.WholeBits);
        System.Array.Fill(coarse, 1 << CodedDensity.WholeBits);
    }

    /// <summary>How many blocks.</summary>
    public int Count { get; }

    /// <summary>The parts of all smaller values at a node.</summary>
    public double this[int head, int channel, int symbol, int node]
    {
        get => fine[Fine(head, channel, symbol) + (node * Size)];
        set
        {
            fine[Fine(head, channel, symbol) + (node * Size)] = value;
            if (symbol % Size == 0) coarse[Coarse(head, channel, symbol / Size) + (node * (Count + Size))] = value;
        }
    }

    /// <summary>Adds all numbers to a checksum.</summary>
    public void Sum(System.Security.Cryptography.IncrementalHash hash) => hash.AppendData(MemoryMarshal.AsBytes(fine.AsSpan()));

    /// <summary>The weighted parts below a value.</summary>
    public double Below(int head, int channel, int value, double* weights, int stride)
    {
        var sum = 0.0;
        ref var from = ref fine[Fine(head, channel, value)];
        for (var k = 0; k < nodes; k++) sum += weights[k * stride] * Unsafe.Add(ref from, k * Size);
        return sum;
    }

    /// <summary>The weighted parts below a value that is not the last of its block, and below the next one.</summary>
    public (double First, double Next) BelowBoth(int head, int channel, int value, double* weights, int stride)
    {
        var (first, next) = (0.0, 0.0);
        ref var from = ref fine[Fine(head, channel, value)];
        for (var k = 0; k < nodes; k++)
        {
            first += weights[k * stride] * Unsafe.Add(ref from, k * Size);
            next += weights[k * stride] * Unsafe.Add(ref from, (k * Size) + 1);
        }

        return (first, next);
    }

    /// <summary>Adds the weighted parts below each value of a block.</summary>
    /// <param name="place">Head and channel.</param>
    /// <param name="block">The block.</param>
    /// <param name="weights">Of the nodes.</param>
    /// <param name="stride">From one of them to the next.</param>
    /// <param name="sums">Where they go, one for each value of a block.</param>
    public void AddValues((int Head, int Channel) place, int block, double* weights, int stride, double* sums) => Add(ref fine[Fine(place.Head, place.Channel, block * Size)], Size, weights, stride, sums);

    /// <summary>Adds those below the first values of neighbouring blocks, as many as a block has values.</summary>
    public void AddBlocks((int Head, int Channel) place, int block, double* weights, int stride, double* sums) => Add(ref coarse[Coarse(place.Head, place.Channel, block)], Count + Size, weights, stride, sums);

    private int Fine(int head, int channel, int value) => (((((head * channels) + channel) * Count) + (value / Size)) * nodes * Size) + (value % Size);

    private int Coarse(int head, int channel, int block) => (((head * channels) + channel) * nodes * (Count + Size)) + block;

    private void Add(ref double from, int step, double* weights, int stride, double* sums)
    {
        var wide = Vector<double>.Count;
        for (var at = 0; at < Size; at += 4 * wide, from = ref Unsafe.Add(ref from, 4 * wide), sums += 4 * wide)
        {
            Vector<double> a = Vector.Load(sums), b = Vector.Load(sums + wide), c = Vector<double>.Zero, d = Vector<double>.Zero;
            var isLong = 4 * wide <= Size;
            if (isLong) (c, d) = (Vector.Load(sums + (2 * wide)), Vector.Load(sums + (3 * wide)));
            ref var next = ref from;
            for (var k = 0; k < nodes; k++, next = ref Unsafe.Add(ref next, step))
            {
                var weight = Vector.Create(weights[k * stride]);
                a = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref next), a);
                b = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref next, (nuint)wide), b);
                if (!isLong) continue;
                c = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref next, (nuint)(2 * wide)), c);
                d = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref next, (nuint)(3 * wide)), d);
            }

            Vector.Store(a, sums);
            Vector.Store(b, sums + wide);
            if (!isLong) continue;
            Vector.Store(c, sums + (2 * wide));
            Vector.Store(d, sums + (3 * wide));
        }
    }
}
