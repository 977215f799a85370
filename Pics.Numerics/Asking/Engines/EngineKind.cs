namespace Pics.Numerics;

/// <summary>The ways to evaluate a folded circuit; they agree up to rounding.</summary>
public enum EngineKind
{
    /// <summary>Log space, plain libtorch operations, autograd: <c>LayerStack</c>, the oracle of the others.</summary>
    Reference,

    /// <summary>Scaled linear space on libtorch, for any device.</summary>
    Scaled,

    /// <summary>Scaled linear space in vector code on the CPU, each part of a row evaluated once per batch.</summary>
    Fused,
}
