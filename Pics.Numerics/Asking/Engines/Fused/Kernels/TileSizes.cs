namespace Pics.Numerics;

/// <summary>How much is computed together, so that it stays in the caches.</summary>
internal static class TileSizes
{
    /// <summary>Rows of outer products in a Tucker layer.</summary>
    public const int TuckerRows = 48;

    /// <summary>Heads of a net.</summary>
    public const int Heads = 96;
}
