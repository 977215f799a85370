using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>What layers do to one padded row of values.</summary>
internal static unsafe class Rows<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Below two to the power of this, a largest value may stand for others that were lost; products are then made step by step.</summary>
    public const int Tiny = -90;

    private const double MostExponent = 1 << 20; // what is smaller than two to minus this counts as impossible, so that sums of exponents fit

    private const int LargestStep = 100; // a power of two that float32 holds with room on both sides

    private static readonly T Smallest = T.CreateTruncating(typeof(T) == typeof(float) ? 1e-37 : 1e-300);

    private static readonly T Impossible = T.CreateTruncating(-1e5);

    /// <summary>Divides a row by a power of two so that its largest value is in [1/2, 1); gives the exponent, or 0 for a row of zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Normalise(T* row, int width)
    {
        var exponent = Exponent(Largest(row, width));
        Scale(row, width, -exponent);
        return exponent;
    }

    /// <summary>The largest value of a row of non-negative values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(T* row, int width)
    {
        var largest = TLanes.Load(row);
        for (var k = TLanes.Count; k < width; k += TLanes.Count) largest = TLanes.Max(largest, TLanes.Load(row + k));
        return TLanes.MaxAcross(largest);
    }

    /// <summary>The sum of a padded row, in one order whatever the width of registers: halves of 512 bits apart, then lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T* row, int width)
    {
        var (first, second) = (TLanes.Load(row), TLanes.Of(T.Zero));
        if (typeof(TLanes) == typeof(Lanes512<T>))
        {
            for (var k = TLanes.Count; k < width; k += TLanes.Count) first += TLanes.Load(row + k);
            return TLanes.SumAcross(first);
        }

        for (var k = TLanes.Count; k < width; k += 2 * TLanes.Count)
        {
            second += TLanes.Load(row + k);
            if (k + TLanes.Count < width) first += TLanes.Load(row + k + TLanes.Count);
        }

        return TLanes.SumAcross(first) + TLanes.SumAcross(second);
    }

    /// <summary>e with value = f 2^e and f in [1/2, 1); 0 for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exponent(T value)
    {
        var number = double.CreateTruncating(value);
        var biased = (int)(BitConverter.DoubleToInt64Bits(number) >> 52);
        return biased > 0 ? biased - 1022 : number > 0 ? Math.ILogB(number) + 1 : 0;
    }

    /// <summary>Multiplies a row by 2^exponent, in steps that do not overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(T* row, int width, int exponent)
    {
        while (exponent != 0)
        {
            var step = Math.Clamp(exponent, -LargestStep, LargestStep);
            var factor = TLanes.Of(PowerOfTwo(step));
            for (var k = 0; k < width; k += TLanes.Count) TLanes.Store(TLanes.Load(row + k) * factor, row + k);
            exponent -= step;
        }
    }

    /// <summary>Values from their logarithms, divided by a power of two, which is given; zeros and 0 where all are impossible.</summary>
    /// <param name="logarithms">[width], padded.</param>
    /// <param name="values">[width], padded with zeros.</param>
    /// <param name="width">How many count.</param>
    /// <param name="padded">The width in memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FromLogarithms(T* logarithms, T* values, int width, int padded)
    {
        var largest = T.NegativeInfinity;
        for (var k = 0; k < width; k++) largest = T.Max(largest, logarithms[k]);
        if (!T.IsFinite(largest) || largest < T.CreateTruncating(-MostExponent * Math.Log(2)))
        {
            // Impossible under every node, or not a number, which must not get lost.
            new Span<T>(values, padded).Fill(T.IsNaN(largest) ? T.NaN : T.Zero);
            return 0;
        }

        var exponent = (int)Math.Ceiling(double.CreateTruncating(largest) / Math.Log(2));
        var shift = T.CreateTruncating(exponent * Math.Log(2));
        for (var k = 0; k < width; k++) logarithms[k] -= shift;
        new Span<T>(logarithms + width, padded - width).Clear();
        for (var k = 0; k < padded; k += TLanes.Count) TLanes.Store(Elementary<TLanes, T>.Exp(TLanes.Max(TLanes.Load(logarithms + k), TLanes.Of(Impossible))), values + k);
        new Span<T>(values + width, padded - width).Clear();

        // The vector function stops at the smallest normal number; what is impossible must be zero.
        for (var k = 0; k < width; k++)
            if (values[k] < Smallest) values[k] = T.Exp(logarithms[k]);
        return exponent;
    }

    /// <summary>2^exponent for exponents of at most a few hundred.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowerOfTwo(int exponent) => T.CreateTruncating(BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52));

    /// <summary>row += by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Shift(T* row, int width, T by)
    {
        var lanes = TLanes.Of(by);
        for (var k = 0; k < width; k += TLanes.Count) TLanes.Store(TLanes.Load(row + k) + lanes, row + k);
    }

    /// <summary>to += from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(T* from, T* to, long count)
    {
        for (var k = 0L; k < count; k += TLanes.Count) TLanes.Store(TLanes.Load(to + k) + TLanes.Load(from + k), to + k);
    }

    /// <summary>to += factor * from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddMultiple(T* from, T factor, T* to, int width)
    {
        var lanes = TLanes.Of(factor);
        for (var k = 0; k < width; k += TLanes.Count) TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(from + k), lanes, TLanes.Load(to + k)), to + k);
    }

    /// <summary>to = the larger of to and factor * from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TakeMultiple(T* from, T factor, T* to, int width)
    {
        var lanes = TLanes.Of(factor);
        for (var k = 0; k < width; k += TLanes.Count) TLanes.Store(TLanes.Max(TLanes.Load(from + k) * lanes, TLanes.Load(to + k)), to + k);
    }

    /// <summary>row *= other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyBy(T* row, T* other, int width)
    {
        for (var k = 0; k < width; k += TLanes.Count) TLanes.Store(TLanes.Load(row + k) * TLanes.Load(other + k), row + k);
    }

    /// <summary>to = factor * from, for rows that need not be padded; if reversed, back to front.</summary>
    /// <param name="from">Padded.</param>
    /// <param name="factor">What each number is multiplied by.</param>
    /// <param name="to">Not padded.</param>
    /// <param name="count">How many numbers.</param>
    /// <param name="isReversed">Whether the last comes first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Place(T* from, T factor, T* to, int count, bool isReversed)
    {
        var (lanes, k) = (TLanes.Of(factor), 0);
        for (; k + TLanes.Count <= count; k += TLanes.Count)
        {
            var value = TLanes.Load(from + k) * lanes;
            if (isReversed) TLanes.Store(TLanes.Reverse(value), to + count - TLanes.Count - k);
            else TLanes.Store(value, to + k);
        }

        for (; k < count; k++) to[isReversed ? count - 1 - k : k] = from[k] * factor;
    }

    /// <summary>to = first * second of numbers that are not negative; gives the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T* first, T* second, T* to, int width)
    {
        var largest = TLanes.Of(T.Zero);
        for (var k = 0; k < width; k += TLanes.Count)
        {
            var product = TLanes.Load(first + k) * TLanes.Load(second + k);
            TLanes.Store(product, to + k);
            largest = TLanes.Max(largest, product);
        }

        return TLanes.MaxAcross(largest);
    }

    /// <summary>Sets numbers to zero.</summary>
    public static void Clear(T* from, long count)
    {
        for (; count > int.MaxValue; from += int.MaxValue, count -= int.MaxValue) new Span<T>(from, int.MaxValue).Clear();
        new Span<T>(from, (int)count).Clear();
    }

    /// <summary>Copies rows into padded ones, with zeros behind.</summary>
    public static void Pad(T* from, int rows, int columns, T* to, int padded)
    {
        for (var row = 0; row < rows; row++)
        {
            new ReadOnlySpan<T>(from + ((long)row * columns), columns).CopyTo(new(to + ((long)row * padded), columns));
            new Span<T>(to + ((long)row * padded) + columns, padded - columns).Clear();
        }
    }

    /// <summary>Copies padded rows into dense ones, or adds them.</summary>
    public static void Unpad(T* from, int rows, int columns, int padded, T* to, bool add)
    {
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var place = to + ((long)row * columns) + column;
                *place = add ? *place + from[((long)row * padded) + column] : from[((long)row * padded) + column];
            }
    }
}
