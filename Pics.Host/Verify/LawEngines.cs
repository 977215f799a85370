namespace Pics.Host;

/// <summary>Which engines the laws of a verification ask.</summary>
internal enum LawEngines
{
    /// <summary>Every engine that runs there; they are compared.</summary>
    All,

    /// <summary>The fused engine alone, which needs no libtorch; laws that need others are left out.</summary>
    Fused,
}
