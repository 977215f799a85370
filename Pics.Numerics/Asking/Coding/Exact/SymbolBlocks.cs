using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The parts of all smaller values, in whole numbers, as they are looked for: blocks of neighbouring values side by side, for each node; beyond the last value is the whole.</summary>
/// <remarks>Float32 has them all. Weighted sums of them are whole numbers below 2^53, exact in float64 in any order, and with products that are rounded or not.</remarks>
internal sealed unsafe class SymbolBlocks
{
    /// <summary>Values of a block.</summary>
    public const int Size = 16;

    private readonly float[] fine; // [H, C, blocks, K, values of a block]
    private readonly float[] coarse; // [H, C, K, blocks and one block of padding], of the first value of each
    private readonly int nodes;
    private readonly int channels;

    /// <summary>Room for distributions.</summary>
    public SymbolBlocks(int heads, int nodes, int channels, int values)
    {
        (this.nodes, this.channels, Count) = (nodes, channels, (values + Size - 1) / Size);
        fine = new float[(long)heads * channels * Count * nodes * Size]; // too many of them are too little memory
        coarse = new float[(long)heads * channels * nodes * (Count + Size)];
        System.Array.Fill(fine, 1 << CodedDensity.WholeBits);
        System.Array.Fill(coarse, 1 << CodedDensity.WholeBits);
    }

    /// <summary>How many blocks.</summary>
    public int Count { get; }

    /// <summary>The parts of all smaller values at a node.</summary>
    public float this[int head, int channel, int symbol, int node]
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
    public (double First, double Next) BelowValues((int Head, int Channel) place, int value, double* weights, int stride) => Both(ref fine[Fine(place.Head, place.Channel, value)], Size, weights, stride);

    /// <summary>The weighted parts below the first value of a block, and below that of the next one or, of the last block, the whole.</summary>
    public (double First, double Next) BelowBlocks((int Head, int Channel) place, int block, double* weights, int stride) => Both(ref coarse[Coarse(place.Head, place.Channel, block)], Count + Size, weights, stride);

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

    /// <summary>The weighted sums of neighbours; by two nodes at once, since each sum waits for the one before.</summary>
    private (double First, double Next) Both(ref float from, int step, double* weights, int stride)
    {
        double first = 0, next = 0, otherFirst = 0, otherNext = 0;
        var k = 0;
        for (; k + 2 <= nodes; k += 2, from = ref Unsafe.Add(ref from, 2 * step), weights += 2 * stride)
        {
            (first, next) = (first + (*weights * from), next + (*weights * Unsafe.Add(ref from, 1)));
            (otherFirst, otherNext) = (otherFirst + (weights[stride] * Unsafe.Add(ref from, step)), otherNext + (weights[stride] * Unsafe.Add(ref from, step + 1)));
        }

        return k == nodes ? (first + otherFirst, next + otherNext) : (first + otherFirst + (*weights * from), next + otherNext + (*weights * Unsafe.Add(ref from, 1)));
    }

    private void Add(ref float from, int step, double* weights, int stride, double* sums)
    {
        var wide = Vector<double>.Count;
        for (var at = 0; at < Size; at += 2 * wide, from = ref Unsafe.Add(ref from, 2 * wide), sums += 2 * wide)
        {
            Vector<double> a = Vector.Load(sums), b = Vector.Load(sums + wide), c = Vector<double>.Zero, d = Vector<double>.Zero;
            var k = 0;
            for (; k + 2 <= nodes; k += 2)
            {
                Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)(k * step)), out var low, out var high);
                Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)((k + 1) * step)), out var nextLow, out var nextHigh);
                var (weight, next) = (Vector.Create(weights[k * stride]), Vector.Create(weights[(k + 1) * stride]));
                (a, b) = (Vector.MultiplyAddEstimate(weight, low, a), Vector.MultiplyAddEstimate(weight, high, b));
                (c, d) = (Vector.MultiplyAddEstimate(next, nextLow, c), Vector.MultiplyAddEstimate(next, nextHigh, d));
            }

            if (k < nodes)
            {
                Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)(k * step)), out var low, out var high);
                (a, b) = (a + (Vector.Create(weights[k * stride]) * low), b + (Vector.Create(weights[k * stride]) * high));
            }

            Vector.Store(a + c, sums);
            Vector.Store(b + d, sums + wide);
        }
    }
}
