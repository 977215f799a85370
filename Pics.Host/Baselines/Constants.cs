using TorchSharp;

namespace Pics.Host;

/// <summary>Numbers for native calls that live as long as the program, so that none is freed while a call uses it.</summary>
internal static class Constants
{
    /// <summary>1.</summary>
    public static Scalar One { get; } = 1.0.ToScalar();

    /// <summary>-1.</summary>
    public static Scalar MinusOne { get; } = (-1.0).ToScalar();

    /// <summary>2.</summary>
    public static Scalar Two { get; } = 2.0.ToScalar();

    /// <summary>A half.</summary>
    public static Scalar Half { get; } = 0.5.ToScalar();
}
