namespace Pics.Laws;

/// <summary>Random numbers that FsCheck drew one by one, so that its own seed alone decides what is built of them; after the last come the smallest.</summary>
internal sealed class Choices : Random
{
    private readonly int[] drawn;
    private int place;

    private Choices(int[] drawn) => this.drawn = drawn;

    /// <summary>What a builder makes of drawn numbers.</summary>
    /// <param name="build">The builder.</param>
    /// <param name="most">No fewer than it takes; a circuit of up to five variables takes fewer than 128.</param>
    public static Gen<T> Draw<T>(Func<Random, T> build, int most = 128) => Gen.Choose(0, int.MaxValue - 1).ArrayOf(most).Select(drawn => build(new Choices(drawn)));

    public override int Next() => place < drawn.Length ? drawn[place++] : 0;

    public override int Next(int maxValue) => Next() % maxValue;

    public override int Next(int minValue, int maxValue) => minValue + Next(maxValue - minValue);

    public override double NextDouble() => Sample();

    protected override double Sample() => Next() / (double)int.MaxValue;
}
