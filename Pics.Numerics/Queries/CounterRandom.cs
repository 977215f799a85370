namespace Pics.Numerics;

/// <summary>Random numbers by counter: each is a function of seed, row and place alone, so that rows can be drawn in any order and company.</summary>
/// <remarks>Source: the mixing function of SplitMix64 (Steele, Lea and Flood, 2014), once a part of the counter.</remarks>
internal static class CounterRandom
{
    private const double Unit = 1.0 / (1L << 52);

    /// <summary>A number in (0, 1), both ends excluded.</summary>
    /// <param name="seed">The seed of all rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="place">What the number is for within the row.</param>
    public static double Uniform(ulong seed, long row, long place) => ((Bits(seed, row, place) >> 12) + 0.5) * Unit;

    /// <summary>64 random bits.</summary>
    public static ulong Bits(ulong seed, long row, long place) => Next(Next(Next(seed) ^ (ulong)row) ^ (ulong)place);

    private static ulong Next(ulong state) => SplitMix.Mix(state + SplitMix.Step);
}
