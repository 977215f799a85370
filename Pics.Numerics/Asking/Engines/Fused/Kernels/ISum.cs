using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>How the products of a matrix product are joined; known to the compiler.</summary>
internal interface ISum<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged
{
    /// <summary>What there is so far, joined with the product of two numbers.</summary>
    static abstract TLanes Next(TLanes first, TLanes second, TLanes sum);
}

/// <summary>Products are added, each rounded once with its sum.</summary>
internal readonly struct Sums<TLanes, T> : ISum<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Next(TLanes first, TLanes second, TLanes sum) => TLanes.MultiplyAdd(first, second, sum);
}

/// <summary>The largest product counts, of numbers that are not negative.</summary>
internal readonly struct Maxima<TLanes, T> : ISum<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Next(TLanes first, TLanes second, TLanes sum) => TLanes.Max(first * second, sum);
}
