using System.Numerics;

namespace Pics.Numerics;

/// <summary>Draws from running sums.</summary>
internal static unsafe class Cumulative
{
    /// <summary>The first place whose running sum is above a part of the whole; its own weight is positive.</summary>
    /// <param name="sums">Running sums of weights that are not negative.</param>
    /// <param name="count">How many.</param>
    /// <param name="level">The part, in [0, 1).</param>
    public static int Find<T>(T* sums, int count, double level)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wanted = T.CreateTruncating(level) * sums[count - 1];
        var (low, high) = (0, count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sums[middle] > wanted) high = middle;
            else low = middle + 1;
        }

        // Rounding may put the wanted sum at the last one: then the place is past the last weight that is positive.
        while (low > 0 && sums[low] == sums[low - 1]) low--;
        return low;
    }
}
