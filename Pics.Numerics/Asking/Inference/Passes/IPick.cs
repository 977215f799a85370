using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>How a top-down pass through a circuit decides.</summary>
internal unsafe interface IPick<TSelf>
    where TSelf : struct, IPick<TSelf>
{
    /// <summary>One of some alternatives.</summary>
    /// <param name="first">Not negative.</param>
    /// <param name="second">Not negative; the weight of an alternative is the product of both.</param>
    /// <param name="products">Room for the products.</param>
    /// <param name="count">How many; one weight at least is positive.</param>
    /// <param name="place">Which choice of the circuit this is.</param>
    int Alternative<T>(T* first, T* second, T* products, int count, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>One of some alternatives by the running sums of their weights.</summary>
    int Alternative<T>(T* sums, int count, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>As the other by running sums, for some rows.</summary>
    /// <param name="visits">The rows, their picks, and the places that are found.</param>
    /// <param name="sums">Running sums, a row a node.</param>
    /// <param name="place">Which choice of the circuit this is.</param>
    static abstract void Alternatives<T>(in Visits<TSelf> visits, in CumulativeRows<T> sums, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>A value of one channel of an input unit.</summary>
    double Value<T>(LeafFunction<T> leaf, int node, int channel, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Rows that read one fold, and what is found for each.</summary>
/// <param name="picks">How rows decide.</param>
/// <param name="rows">Which rows read it.</param>
/// <param name="nodes">The node at which each does.</param>
/// <param name="levels">Working memory, of that length at least.</param>
/// <param name="found">What is found, of the same length.</param>
internal readonly ref struct Visits<TPick>(ReadOnlySpan<TPick> picks, ReadOnlySpan<byte> rows, ReadOnlySpan<int> nodes, Span<double> levels, Span<int> found)
{
    public readonly ReadOnlySpan<TPick> Picks = picks;
    public readonly ReadOnlySpan<byte> Rows = rows;
    public readonly ReadOnlySpan<int> Nodes = nodes;
    public readonly Span<double> Levels = levels;
    public readonly Span<int> Found = found;
}

/// <summary>Draws each alternative with its probability.</summary>
/// <param name="key">What the random numbers start from.</param>
internal readonly unsafe struct Draw(ulong key) : IPick<Draw>
{
    private ulong Key => key;

    /// <inheritdoc/>
    public int Alternative<T>(T* first, T* second, T* products, int count, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var level = CounterRandom.Uniform(key, place);
        var left = T.CreateTruncating(level) * Products.Of(first, second, products, count);
        for (var start = 0; start < count; start += Vector<T>.Count)
        {
            // Whole registers are passed over at once.
            if (start + Vector<T>.Count <= count && Vector.Sum(Vector.Load(products + start)) is var sum && sum <= left)
            {
                left -= sum;
                continue;
            }

            for (var index = start; index < Math.Min(start + Vector<T>.Count, count); index++)
            {
                left -= products[index];
                if (left < T.Zero) return index; // so its weight is positive
            }
        }

        // Rounding may leave a little: then it is the last that is possible.
        for (var index = count - 1; index >= 0; index--)
            if (products[index] > T.Zero)
                return index;
        return Small(first, second, count, level);
    }

    /// <inheritdoc/>
    public int Alternative<T>(T* sums, int count, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cumulative.Find(sums, count, CounterRandom.Uniform(key, place));

    /// <inheritdoc/>
    public double Value<T>(LeafFunction<T> leaf, int node, int channel, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => leaf.IsPlain
        ? Cumulative.Find(leaf.Row(node, channel), leaf.Entries, CounterRandom.Uniform(key, place))
        : Other(leaf, node, channel, CounterRandom.Uniform(key, place));

    /// <inheritdoc/>
    /// <remarks>Loop by loop, so that a processor does many at a time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Alternatives<T>(in Visits<Draw> visits, in CumulativeRows<T> sums, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var visit = 0; visit < visits.Rows.Length; visit++) visits.Levels[visit] = CounterRandom.Uniform(visits.Picks[visits.Rows[visit]].Key, place);
        Cumulative.Find(sums, visits.Nodes, visits.Levels, visits.Found);
    }

    /// <summary>Of a part of the values, or of a density.</summary>
    private static double Other<T>(LeafFunction<T> leaf, int node, int channel, double uniform)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (leaf.Within is { } within) return within(node, channel, uniform);
        var row = leaf.Row(node, channel);
        Span<double> parameters = [double.CreateTruncating(row[0]), leaf.Entries > 1 ? double.CreateTruncating(row[1]) : 0];
        return ValueDraw.Draw(leaf.Family, parameters, uniform);
    }

    /// <summary>Where all products are too small for the type.</summary>
    private static int Small<T>(T* first, T* second, int count, double level)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double Weight(int index) => double.CreateTruncating(first[index]) * double.CreateTruncating(second[index]);
        var total = 0.0;
        for (var index = 0; index < count; index++) total += Weight(index);
        var (left, last) = (level * total, 0);
        for (var index = 0; index < count; index++)
        {
            if (Weight(index) <= 0) continue;
            last = index;
            left -= Weight(index);
            if (left < 0) break;
        }

        return last;
    }
}

/// <summary>Takes the alternative of the largest weight, the first of several.</summary>
internal readonly unsafe struct Largest : IPick<Largest>
{
    /// <inheritdoc/>
    public int Alternative<T>(T* first, T* second, T* products, int count, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Products.Of(first, second, products, count);
        var (largest, index) = (Vector<T>.Zero, 0);
        for (; index + Vector<T>.Count <= count; index += Vector<T>.Count) largest = Vector.Max(largest, Vector.Load(products + index));
        var most = T.Zero;
        for (var lane = 0; lane < Vector<T>.Count; lane++) most = T.Max(most, largest[lane]);
        for (; index < count; index++) most = T.Max(most, products[index]);
        if (most < Normal<T>.Smallest) return Small(first, second, count);
        for (index = 0; products[index] != most; index++)
        {
        }

        return index;
    }

    /// <summary>Where all products are too small for the type.</summary>
    private static int Small<T>(T* first, T* second, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (best, most) = (0, double.NegativeInfinity);
        for (var index = 0; index < count; index++)
            if (double.CreateTruncating(first[index]) * double.CreateTruncating(second[index]) is var weight && weight > most) (best, most) = (index, weight);
        return best;
    }

    /// <inheritdoc/>
    public int Alternative<T>(T* sums, int count, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotSupportedException("the largest is looked for among weights");

    /// <inheritdoc/>
    public static void Alternatives<T>(in Visits<Largest> visits, in CumulativeRows<T> sums, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotSupportedException("the largest is looked for among weights");

    /// <inheritdoc/>
    public double Value<T>(LeafFunction<T> leaf, int node, int channel, long place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateTruncating(*leaf.Row(node, channel));
}

/// <summary>The smallest number of a type that has all digits.</summary>
internal static class Normal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Above it products are rounded as others are.</summary>
    public static readonly T Smallest = T.CreateTruncating(typeof(T) == typeof(float) ? 1.2e-38 : 2.3e-308);
}

/// <summary>Entrywise products in vectors.</summary>
internal static unsafe class Products
{
    /// <summary>Writes the products and gives their sum.</summary>
    public static T Of<T>(T* first, T* second, T* products, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (index, sums) = (0, Vector<T>.Zero);
        for (; index + Vector<T>.Count <= count; index += Vector<T>.Count)
        {
            var product = Vector.Load(first + index) * Vector.Load(second + index);
            product.Store(products + index);
            sums += product;
        }

        var sum = Vector.Sum(sums);
        for (; index < count; index++) sum += products[index] = first[index] * second[index];
        return sum;
    }
}
