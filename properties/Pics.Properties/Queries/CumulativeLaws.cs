using System.Numerics;
using FsCheck.Xunit;

namespace Pics.Properties;

/// <summary>Draws from running sums, against a walk along them.</summary>
public unsafe class CumulativeLaws
{
    [Property]
    public bool Rows_and_singles_find_the_first_sum_above_the_level_in_float32(ushort width, byte rows, int seed) => IsFound<float>(width, rows, seed);

    [Property]
    public bool Rows_and_singles_find_the_first_sum_above_the_level_in_float64(ushort width, byte rows, int seed) => IsFound<double>(width, rows, seed);

    private static bool IsFound<T>(ushort width, byte rows, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (count, height, random) = (1 + (width % 700), 1 + (rows % 5), new Random(seed));
        var sums = new T[height * count];
        for (var row = 0; row < height; row++)
        {
            var sum = T.Zero;
            for (var place = 0; place < count; place++)
            {
                // Many weights are zero, the last often.
                if (random.Next(3) > 0 || (place == count - 1 && T.IsZero(sum))) sum += T.CreateTruncating(random.NextDouble());
                sums[(row * count) + place] = sum;
            }
        }

        int[] asked = [.. Enumerable.Range(0, 50).Select(_ => random.Next(height))];
        double[] levels = [.. asked.Select((_, index) => index == 0 ? 0 : index == 1 ? 1 - 1e-16 : random.NextDouble())];
        var found = new int[asked.Length];
        fixed (T* start = sums)
        {
            var marks = Cumulative.Landmarks(start, height, count);
            fixed (T* landmarks = marks) Cumulative.Find(new CumulativeRows<T>(start, count, count, landmarks, Cumulative.Marks(count)), asked, levels, found);
            for (var index = 0; index < asked.Length; index++)
                if (found[index] != Cumulative.Find(start + (asked[index] * count), count, levels[index])) return false;
        }

        return asked.Zip(levels, found).All(entry => entry.Third == Walk(sums.AsSpan(entry.First * count, count), entry.Second));
    }

    /// <summary>The first place whose sum is above the level; where rounding leaves none, the last that has a weight.</summary>
    private static int Walk<T>(ReadOnlySpan<T> sums, double level)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wanted = T.CreateTruncating(level) * sums[^1];
        var last = 0;
        for (var place = 0; place < sums.Length; place++)
        {
            if (place == 0 || sums[place] > sums[place - 1]) last = place;
            if (sums[place] > wanted) return place;
        }

        return last;
    }
}
