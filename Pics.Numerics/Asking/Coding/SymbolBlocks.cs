using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The parts of all smaller values as a reader looks for them: blocks of neighbouring values side by side, for each node.</summary>
internal sealed class SymbolBlocks
{
    /// <summary>Values of a block.</summary>
    public const int Size = 16;

    private readonly float[] fine; // [H, C, blocks, K, values of a block]
    private readonly float[] coarse; // [H, C, K, blocks and one block of padding], of the first value of each
    private readonly int nodes;
    private readonly int channels;

    /// <summary>Those of a density; beyond the last value is the whole.</summary>
    public SymbolBlocks(CodedDensity of, int heads)
    {
        (nodes, channels, Count) = (of.Nodes, of.Channels, CountOf(of.Values));
        fine = new float[checked(heads * channels * Count * nodes * Size)];
        coarse = new float[checked(heads * channels * nodes * (Count + Size))];
        System.Array.Fill(fine, 1 << CodedDensity.WholeBits);
        System.Array.Fill(coarse, 1 << CodedDensity.WholeBits);
        for (var h = 0; h < heads; h++)
            for (var c = 0; c < channels; c++)
                for (var v = 0; v < of.Values; v++)
                {
                    var parts = of.Cumulative(h, c, v);
                    for (var k = 0; k < nodes; k++)
                    {
                        fine[Fine(h, c, v / Size) + (k * Size) + (v % Size)] = parts[k];
                        if (v % Size == 0) coarse[Coarse(h, c, v / Size) + (k * (Count + Size))] = parts[k];
                    }
                }
    }

    /// <summary>How many blocks.</summary>
    public int Count { get; }

    /// <summary>How many blocks so many values have.</summary>
    public static int CountOf(int values) => (values + Size - 1) / Size;

    /// <summary>Adds the parts below the values of a block, weighted.</summary>
    /// <param name="head">The head.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="block">The block.</param>
    /// <param name="weights">Of the nodes, [K].</param>
    /// <param name="sums">Where they go, one for each value of a block.</param>
    public unsafe void AddValues(int head, int channel, int block, double* weights, double* sums) => Add(ref fine[Fine(head, channel, block)], Size, weights, sums);

    /// <summary>Adds the parts below the first values of neighbouring blocks, as many as a block has values.</summary>
    public unsafe void AddBlocks(int head, int channel, int block, double* weights, double* sums) => Add(ref coarse[Coarse(head, channel, block)], Count + Size, weights, sums);

    private int Fine(int head, int channel, int block) => ((((head * channels) + channel) * Count) + block) * nodes * Size;

    private int Coarse(int head, int channel, int block) => (((head * channels) + channel) * nodes * (Count + Size)) + block;

    private unsafe void Add(ref float from, int stride, double* weights, double* sums)
    {
        var wide = Vector<double>.Count;
        if (4 * wide == Size)
        {
            Vector<double> a0 = Vector.Load(sums), a1 = Vector.Load(sums + wide), a2 = Vector.Load(sums + (2 * wide)), a3 = Vector.Load(sums + (3 * wide));
            Vector<double> b0 = Vector<double>.Zero, b1 = Vector<double>.Zero, b2 = Vector<double>.Zero, b3 = Vector<double>.Zero;
            var k = 0;
            for (; k + 2 <= nodes; k += 2)
            {
                Next(ref from, Vector.Create(weights[k]), ref a0, ref a1);
                Next(ref Unsafe.Add(ref from, 2 * wide), Vector.Create(weights[k]), ref a2, ref a3);
                from = ref Unsafe.Add(ref from, stride);
                Next(ref from, Vector.Create(weights[k + 1]), ref b0, ref b1);
                Next(ref Unsafe.Add(ref from, 2 * wide), Vector.Create(weights[k + 1]), ref b2, ref b3);
                from = ref Unsafe.Add(ref from, stride);
            }

            if (k < nodes)
            {
                Next(ref from, Vector.Create(weights[k]), ref a0, ref a1);
                Next(ref Unsafe.Add(ref from, 2 * wide), Vector.Create(weights[k]), ref a2, ref a3);
            }

            Vector.Store(a0 + b0, sums);
            Vector.Store(a1 + b1, sums + wide);
            Vector.Store(a2 + b2, sums + (2 * wide));
            Vector.Store(a3 + b3, sums + (3 * wide));
            return;
        }

        for (var at = 0; at < Size; at += 2 * wide)
        {
            Vector<double> low = Vector.Load(sums + at), high = Vector.Load(sums + at + wide);
            for (var k = 0; k < nodes; k++) Next(ref Unsafe.Add(ref from, (k * stride) + at), Vector.Create(weights[k]), ref low, ref high);
            Vector.Store(low, sums + at);
            Vector.Store(high, sums + at + wide);
        }
    }

    /// <summary>Whole numbers below 2^53, so that a product that is rounded and one that is not are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Next(ref float from, Vector<double> weight, ref Vector<double> low, ref Vector<double> high)
    {
        Vector.Widen(Vector.LoadUnsafe(ref from), out var first, out var second);
        low = Vector.MultiplyAddEstimate(weight, first, low);
        high = Vector.MultiplyAddEstimate(weight, second, high);
    }
}
