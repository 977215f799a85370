namespace Pics.Numerics;

/// <summary>The samples of an answer that is not exact; equal ones give equal answers.</summary>
/// <param name="Samples">How many, at least two.</param>
/// <param name="Seed">Of what is drawn.</param>
public readonly record struct Chance(int Samples, long Seed)
{
    /// <summary>10,000 samples.</summary>
    public static Chance Default { get; } = new(10_000, 0);
}
