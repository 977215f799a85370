namespace Pics.Algebra;

/// <summary>Limits that keep a mistyped size from filling the memory.</summary>
public static class RegionLimits
{
    /// <summary>The largest number of variables that a structure is built for: a 4096 x 4096 image.</summary>
    public const int MaxVariables = 1 << 24;
}
