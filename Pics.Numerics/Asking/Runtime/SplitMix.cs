using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>A small seeded generator that gives the same numbers on every platform and version.</summary>
/// <remarks>Source: SplitMix64 (Steele, Lea and Flood, 2014).</remarks>
public sealed class SplitMix(ulong seed)
{
    /// <summary>The step from state to state.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(state += Step);

    /// <summary>The output of a state: one to one, and each bit depends on all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [from, to).</summary>
    public double Uniform(double from, double to) => from + ((to - from) * Uniform());

    /// <summary>A whole number in [0, count).</summary>
    internal int Below(int count) => (int)(((UInt128)Next() * (ulong)count) >> 64);
}

/// <summary>Seeded permutations.</summary>
internal static class Permutation
{
    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in a random order (Fisher and Yates).</summary>
    public static int[] Of(int count, int seed) => Of(count, new SplitMix((ulong)seed));

    /// <summary>The order of the rows in an epoch: a function of seed and epoch, so that a run can go on anywhere.</summary>
    public static int[] OfEpoch(int count, int seed, int epoch) =>
        Of(count, new SplitMix(new SplitMix((ulong)seed).Next() + (ulong)epoch));

    private static int[] Of(int count, SplitMix random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
