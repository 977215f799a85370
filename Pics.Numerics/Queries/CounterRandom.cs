namespace Pics.Numerics;

/// <summary>Random numbers by address: the same for the same seed, row, draw and place, in whatever order and number they are asked for.</summary>
/// <remarks>Source: the output function of SplitMix64 on a counter.</remarks>
internal static class CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>What the numbers of one draw for one row start from.</summary>
    public static ulong Key(long seed, long row, long draw) => Mix(Mix(Mix((ulong)seed + Golden) + ((ulong)row * Golden)) + ((ulong)draw * Golden));

    /// <summary>A number in [0, 1).</summary>
    public static double Uniform(ulong key, long place) => (Mix(key + ((ulong)(place + 1) * Golden)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A generator of many numbers at one place.</summary>
    public static Random At(ulong key, long place) => new Stream(new SplitMix(Mix(key + ((ulong)(place + 1) * Golden))));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private sealed class Stream(SplitMix source) : Random(0)
    {
        public override double NextDouble() => source.Uniform();

        protected override double Sample() => source.Uniform();
    }
}
