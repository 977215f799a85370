using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>Draws from running sums.</summary>
internal static unsafe class Cumulative
{
    private const int Few = 64; // numbers that are looked at all
    private const int Distance = 16; // of landmarks

    /// <summary>The first place whose running sum is above a part of the whole; its own weight is positive.</summary>
    /// <param name="sums">Running sums of weights that are not negative.</param>
    /// <param name="count">How many.</param>
    /// <param name="level">The part, in [0, 1).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<T>(T* sums, int count, double level)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Place(sums, count, level);

    /// <summary>As the other, in a row of its own for each level.</summary>
    /// <param name="sums">The rows.</param>
    /// <param name="row">Which row, of each level.</param>
    /// <param name="levels">Parts of the whole.</param>
    /// <param name="places">Of each level, out.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find<T>(in CumulativeRows<T> sums, ReadOnlySpan<int> row, ReadOnlySpan<double> levels, Span<int> places)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var index = 0; index < row.Length; index++)
            places[index] = sums.Landmarks is null
                ? Place(sums.Start + ((long)row[index] * sums.Stride), sums.Count, levels[index])
                : PlaceByLandmarks(sums, row[index], levels[index]);
    }

    /// <summary>Every so many running sums of some rows, so that two registers are looked at in place of a long row.</summary>
    /// <param name="rows">[count, width].</param>
    /// <param name="count">How many rows.</param>
    /// <param name="width">Running sums of a row.</param>
    /// <returns>[count, width / distance], at a place that does not move; empty where rows are short.</returns>
    public static T[] Landmarks<T>(T* rows, long count, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (width <= Few) return [];
        var marks = Marks(width);
        var all = GC.AllocateUninitializedArray<T>(checked((int)(count * marks)), pinned: true);
        for (var row = 0L; row < count; row++)
            for (var mark = 0; mark < marks; mark++) all[(row * marks) + mark] = rows[(row * width) + Math.Min(((mark + 1) * Distance) - 1, width - 1)];
        return all;
    }

    /// <summary>Landmarks of a row.</summary>
    public static int Marks(int width) => (width + Distance - 1) / Distance;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlaceByLandmarks<T>(in CumulativeRows<T> sums, int row, double level)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var start = sums.Start + ((long)row * sums.Stride);
        var marks = Marks(sums.Count);
        var wanted = Of<T>(level) * start[sums.Count - 1];
        var first = Math.Min(CountBelow(sums.Landmarks + ((long)row * sums.LandmarkStride), marks, wanted), marks - 1) * Distance;
        return Settle(start, Math.Min(first + NotAbove(start + first, Math.Min(Distance, sums.Count - first), wanted), sums.Count - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place<T>(T* sums, int count, double level)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wanted = Of<T>(level) * sums[count - 1];
        return Settle(sums, Math.Min(CountBelow(sums, count, wanted), count - 1));
    }

    /// <summary>How many of some numbers in ascending order are not above another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountBelow<T>(T* numbers, int count, T bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (low, high) = (0, count);
        while (high - low > Few)
        {
            var middle = (low + high) / 2;
            if (numbers[middle] > bound) high = middle;
            else low = middle + 1;
        }

        // Counting has no branch that a processor could guess wrong.
        return low + NotAbove(numbers + low, high - low, bound);
    }

    /// <summary>Rounding may put the wanted sum at the last one: then the place is past the last weight that is positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Settle<T>(T* sums, int place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        while (place > 0 && sums[place] == sums[place - 1]) place--;
        return place;
    }

    /// <summary>A number in the precision of the sums; conversions of generic numbers are calls where much is compiled at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Of<T>(double number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? (T)(object)(float)number : T.CreateTruncating(number);

    /// <summary>How many of some numbers are not above another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NotAbove<T>(T* numbers, int count, T bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (index, found) = (0, 0);
        if (Vector512.IsHardwareAccelerated)
        {
            var bounds = Vector512.Create(bound);
            for (; index + Vector512<T>.Count <= count; index += Vector512<T>.Count)
                found += BitOperations.PopCount(Vector512.ExtractMostSignificantBits(Vector512.LessThanOrEqual(Vector512.Load(numbers + index), bounds)));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            var bounds = Vector256.Create(bound);
            for (; index + Vector256<T>.Count <= count; index += Vector256<T>.Count)
                found += BitOperations.PopCount(Vector256.ExtractMostSignificantBits(Vector256.LessThanOrEqual(Vector256.Load(numbers + index), bounds)));
        }

        for (; index < count; index++) found += numbers[index] <= bound ? 1 : 0;
        return found;
    }
}

/// <summary>Rows of running sums.</summary>
/// <param name="start">The first row.</param>
/// <param name="stride">From one row to the next that is asked about.</param>
/// <param name="count">Running sums of a row.</param>
/// <param name="landmarks">Those of <see cref="Cumulative.Landmarks"/> from the first row on; null where rows are short.</param>
/// <param name="landmarkStride">From those of one row to those of the next.</param>
internal readonly unsafe struct CumulativeRows<T>(T* start, int stride, int count, T* landmarks, int landmarkStride)
    where T : unmanaged
{
    /// <summary>The first row.</summary>
    public T* Start => start;

    /// <summary>From one row to the next.</summary>
    public int Stride => stride;

    /// <summary>Running sums of a row.</summary>
    public int Count => count;

    /// <summary>Every so many of them.</summary>
    public T* Landmarks => landmarks;

    /// <summary>From those of one row to those of the next.</summary>
    public int LandmarkStride => landmarkStride;
}
