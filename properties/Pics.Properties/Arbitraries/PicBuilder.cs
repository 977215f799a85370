namespace Pics.Properties;

/// <summary>What the tests build circuits with: the builders of Pics.Laws, and results without their errors.</summary>
internal static class PicBuilder
{
    public static InputFamily Binary => CircuitBuilder.Binary;

    public static T Get<T>(Either<PicsError, T> result) => result.IfLeft(error => throw new InvalidOperationException(error.Explain()));

    public static Pass<RegionGraph, Pic> RandomMerge(int seed) => CircuitBuilder.RandomMerge(seed);

    public static Pass<RegionGraph, Pic> RandomMerge(int seed, Func<int, InputFamily> family) => CircuitBuilder.RandomMerge(seed, family);

    public static Pic Random(Random random, int variables) => CircuitBuilder.Random(random, variables);

    public static Pic Random(int seed, int variables) => CircuitBuilder.Random(seed, variables);
}
