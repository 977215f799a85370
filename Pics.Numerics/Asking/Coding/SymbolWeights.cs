using System.Numerics;

namespace Pics.Numerics;

/// <summary>The distributions of one symbol of some rows, in whole numbers: mixtures of the distributions of the nodes of its input units.</summary>
/// <remarks>
/// The weights of the nodes sum to a power of two, so the parts of all symbols sum to one too, and each symbol has at least one. Weights times parts are
/// whole numbers below 2^53, which float64 has all, so that sums of them are exact in any order.
/// </remarks>
internal sealed unsafe class SymbolWeights : IDisposable
{
    private const int WeightBits = 28;
    private const double AllWeights = 1L << WeightBits;
    private const int Stride = CodingRun.MostRows;

    private readonly NativeBuffer<double> worths = new(); // [K, rows]
    private readonly NativeBuffer<double> weights = new(); // [rows of a register, K, rows in it], whole numbers
    private readonly NativeBuffer<double> sums = new();
    private readonly int[] guesses = new int[Stride]; // the last value that was found in each row: neighbours are often alike
    private ImmutableArray<(CodedDensity Density, int Head)> units = [];
    private int count;
    private int channel;

    /// <summary>Takes the input units of a variable.</summary>
    public void Begin(ImmutableArray<(CodedDensity Density, int Head)> of)
    {
        (units, count) = (of, 0);
        foreach (var (density, _) in of) count += density.Nodes;
        worths.Reserve((long)count * Stride);
        weights.Reserve((long)count * Stride);
        sums.Reserve(SymbolBlocks.Size);
    }

    /// <summary>What each node of each input unit is worth in each row, [K, rows], one unit after the other; not negative.</summary>
    public double* Worths => worths.Reserve(0);

    /// <summary>From what nodes are worth to the weights of a channel's mixtures: all alike if nothing is worth anything.</summary>
    public void Weigh(int of, int rows)
    {
        channel = of;
        for (var row = 0; row < rows; row += Vector<double>.Count) Weigh(Worths + row, Weights(row));
    }

    /// <summary>The first part of the whole that a value has in a row, and how many it has.</summary>
    public (uint Start, uint Parts) Range(int row, int value)
    {
        if (value % SymbolBlocks.Size == SymbolBlocks.Size - 1) return (Start(row, value), Start(row, value + 1) - Start(row, value));
        var (first, next) = Both(row, value, areBlocks: false);
        return (first, next - first);
    }

    /// <summary>The value that has a part of the whole in a row, its first part, and how many it has.</summary>
    public (int Value, uint Start, uint Parts) Find(int row, uint part)
    {
        var guess = guesses[row] < units[0].Density.Values ? guesses[row] : 0;
        if (guess % SymbolBlocks.Size < SymbolBlocks.Size - 1 && Both(row, guess, areBlocks: false) is var value && Has(value, part)) return (guess, value.First, value.Next - value.First);
        var (low, high, near) = (0, units[0].Density.Blocks.Count, guess / SymbolBlocks.Size);
        if (high > 1 && Has(Both(row, near, areBlocks: true), part)) (low, high) = (near, near + 1);
        while (high - low > SymbolBlocks.Size)
        {
            var middle = (low + high) / 2;
            if (Start(row, middle * SymbolBlocks.Size) <= part) low = middle;
            else high = middle;
        }

        if (high - low > 1) low += Last(row, part, low, areBlocks: true);
        var within = Last(row, part, low, areBlocks: false);
        var found = sums.Reserve(0);
        var start = Parts(found[within]);
        guesses[row] = (low * SymbolBlocks.Size) + within;
        return (guesses[row], start, (within + 1 < SymbolBlocks.Size ? Parts(found[within + 1]) : Start(row, guesses[row] + 1)) - start);
    }

    /// <summary>The values of the channel are known: nodes under which they are likelier are worth more.</summary>
    /// <param name="symbols">Of each row; minus one where missing.</param>
    /// <param name="of">The channel.</param>
    public void Know(ReadOnlySpan<int> symbols, int of)
    {
        for (var row = 0; row < symbols.Length; row++)
        {
            if (symbols[row] < 0) continue;
            var worth = Worths + row;
            foreach (var (density, head) in units)
                foreach (var probability in density.Probabilities(head, of, symbols[row]))
                {
                    *worth *= probability;
                    worth += Stride;
                }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        worths.Dispose();
        weights.Dispose();
        sums.Dispose();
    }

    private static bool Has((uint First, uint Next) of, uint part) => of.First <= part && part < of.Next;

    /// <summary>The parts below a value that is not the last of its block, and below the next one; or those below a block and the next one.</summary>
    private (uint First, uint Next) Both(int row, int at, bool areBlocks)
    {
        var (first, next) = (0.0, 0.0);
        var weight = Weights(row);
        foreach (var (density, head) in units)
        {
            var both = areBlocks ? density.Blocks.BelowBlocks((head, channel), at, weight, Vector<double>.Count) : density.Blocks.BelowValues((head, channel), at, weight, Vector<double>.Count);
            (first, next) = (first + both.First, next + both.Next);
            weight += density.Nodes * Vector<double>.Count;
        }

        return (Parts(first), Parts(next));
    }

    private static uint Parts(double sum) => (uint)((long)sum >> WeightBits);

    /// <summary>The weights of a row, each a register's width behind the one before.</summary>
    private double* Weights(int row) => weights.Reserve(0) + ((long)(row / Vector<double>.Count * Vector<double>.Count) * count) + (row % Vector<double>.Count);

    /// <summary>The weights of the rows of a register; what is lost by rounding goes to the first of the worthiest nodes.</summary>
    private void Weigh(double* from, double* to)
    {
        var wide = Vector<double>.Count;
        var sum = Sum(from);
        if (!Vector.GreaterThanAll(sum, Vector<double>.Zero) || !Vector.LessThanAll(sum, Vector.Create(double.PositiveInfinity)))
        {
            for (var lane = 0; lane < wide; lane++)
                if (!(sum[lane] > 0) || !double.IsFinite(sum[lane]))
                    for (var k = 0; k < count; k++) from[(k * Stride) + lane] = 1;
            sum = Sum(from);
        }

        var (factor, left, most, best) = (Vector.Create(AllWeights) / sum, Vector.Create(AllWeights), Vector.Load(from), Vector<double>.Zero);
        for (var k = 0; k < count; k++)
        {
            var worth = Vector.Load(from + (k * Stride));
            var weight = Vector.Floor(worth * factor);
            var isMore = Vector.GreaterThan(worth, most);
            left -= weight;
            best = Vector.ConditionalSelect(isMore, Vector.Create((double)k), best);
            most = Vector.ConditionalSelect(isMore, worth, most);
            Vector.Store(weight, to + (k * wide));
        }

        for (var lane = 0; lane < wide; lane++) to[((int)best[lane] * wide) + lane] += left[lane];
    }

    private Vector<double> Sum(double* from)
    {
        var sum = Vector<double>.Zero;
        for (var k = 0; k < count; k++) sum += Vector.Load(from + (k * Stride));
        return sum;
    }

    /// <summary>The parts of all smaller values, of <see cref="CodedDensity.WholeBits"/> bits; of the number of values, the whole.</summary>
    private uint Start(int row, int value)
    {
        if (value == units[0].Density.Values) return 1u << CodedDensity.WholeBits;
        var sum = 0.0;
        var weight = Weights(row);
        foreach (var (density, head) in units)
        {
            sum += density.Blocks.Below(head, channel, value, weight, Vector<double>.Count);
            weight += density.Nodes * Vector<double>.Count;
        }

        return Parts(sum);
    }

    /// <summary>The last of neighbouring blocks, or of the values of one, whose first part is not beyond a part.</summary>
    private int Last(int row, uint part, int block, bool areBlocks)
    {
        double* weight = Weights(row), found = sums.Reserve(0);
        new Span<double>(found, SymbolBlocks.Size).Clear();
        foreach (var (density, head) in units)
        {
            if (areBlocks) density.Blocks.AddBlocks((head, channel), block, weight, Vector<double>.Count, found);
            else density.Blocks.AddValues((head, channel), block, weight, Vector<double>.Count, found);
            weight += density.Nodes * Vector<double>.Count;
        }

        var (limit, below) = (Vector.Create((part + 1.0) * AllWeights), Vector<long>.Zero);
        for (var at = 0; at < SymbolBlocks.Size; at += Vector<double>.Count) below += Vector.LessThan(Vector.Load(found + at), limit);
        return -(int)Vector.Sum(below) - 1;
    }
}
