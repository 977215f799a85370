using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Random numbers by counter: each is a function of seed, row and place alone, so that rows can be drawn in any order and company.</summary>
/// <remarks>Source: the mixing function of SplitMix64 (Steele, Lea and Flood, 2014), once a part of the counter.</remarks>
public static class CounterRandom
{
    private const double Unit = 1.0 / (1L << 52);

    /// <summary>What all numbers of a row are made from.</summary>
    public static ulong Key(ulong seed, long row) => Next(Next(seed) ^ (ulong)row);

    /// <summary>What all numbers of one of several draws for a row are made from.</summary>
    public static ulong Key(ulong seed, long row, long draw) => Next(Key(seed, row) ^ (ulong)draw);

    /// <summary>A number in (0, 1), both ends excluded.</summary>
    /// <param name="key">Of the row.</param>
    /// <param name="place">What the number is for within the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Uniform(ulong key, long place) => ((Next(key ^ (ulong)place) >> 12) + 0.5) * Unit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ulong state) => SplitMix.Mix(state + SplitMix.Step);
}
