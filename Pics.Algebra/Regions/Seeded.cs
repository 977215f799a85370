namespace Pics.Algebra;

/// <summary>Seeded choices as pure functions: the same on every platform and version.</summary>
/// <remarks>Source: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).</remarks>
internal static class Seeded
{
    /// <summary>64 bits that depend on a seed and a number.</summary>
    public static ulong Bits(ulong seed, ulong number)
    {
        var z = seed + ((number + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, count).</summary>
    public static int Below(ulong seed, int count) => (int)(((UInt128)Bits(seed, 0) * (ulong)count) >> 64);

    /// <summary>The items in a random order.</summary>
    public static Arr<int> Shuffle(ulong seed, IEnumerable<int> items) => items.OrderBy(item => Bits(seed, (ulong)item)).ToArr();
}
