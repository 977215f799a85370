namespace Pics.Algebra;

/// <summary>Limits that keep a mistyped size from filling the memory.</summary>
public static class RegionLimits
{
    /// <summary>The largest number of variables that a structure is built for: a 4096 x 4096 image.</summary>
    public const int MaxVariables = 1 << 24;

    /// <summary>The largest number of partitions of a structure in which regions are shared by many.</summary>
    public const int MaxPartitions = 1 << 18;

    /// <summary>The largest sum of the sizes of all regions of such a structure: half a gigabyte.</summary>
    public const int MaxListed = 1 << 27;

    /// <summary>The largest number of variables of a structure that may be as deep as it has variables; its scopes take the square of them.</summary>
    public const int MaxDeepVariables = 1 << 14;
}
