using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>Draws from running sums.</summary>
internal static unsafe class Cumulative
{
    private const int Few = 64; // numbers that are looked at all

    /// <summary>The first place whose running sum is above a part of the whole; its own weight is positive.</summary>
    /// <param name="sums">Running sums of weights that are not negative.</param>
    /// <param name="count">How many.</param>
    /// <param name="level">The part, in [0, 1).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<T>(T* sums, int count, double level)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wanted = T.CreateTruncating(level) * sums[count - 1];
        var (low, high) = (0, count);
        while (high - low > Few)
        {
            var middle = (low + high) / 2;
            if (sums[middle] > wanted) high = middle;
            else low = middle + 1;
        }

        // Counting has no branch that a processor could guess wrong.
        low = Math.Min(low + NotAbove(sums + low, high - low, wanted), count - 1);

        // Rounding may put the wanted sum at the last one: then the place is past the last weight that is positive.
        while (low > 0 && sums[low] == sums[low - 1]) low--;
        return low;
    }

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
