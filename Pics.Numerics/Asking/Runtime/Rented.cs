namespace Pics.Numerics;

/// <summary>Memory for some numbers, with whatever is in it, given back to those who need some next: fresh memory of many rows costs as much as a fifth of their scores.</summary>
/// <param name="length">How many numbers.</param>
internal readonly ref struct Rented(int length)
{
    /// <summary>An array that has so many places at least.</summary>
    public double[] Array { get; } = System.Buffers.ArrayPool<double>.Shared.Rent(length);

    /// <summary>The numbers.</summary>
    public Span<double> Values => Array.AsSpan(0, length);

    /// <inheritdoc cref="IDisposable.Dispose"/>
    public void Dispose() => System.Buffers.ArrayPool<double>.Shared.Return(Array);
}
