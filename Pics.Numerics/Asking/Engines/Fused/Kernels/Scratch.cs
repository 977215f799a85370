namespace Pics.Numerics;

/// <summary>The working memory of one thread.</summary>
internal sealed class Scratch<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The gradient of the fold at hand.</summary>
    public NativeBuffer<T> Gradient { get; } = new();

    /// <summary>Weights, padded or transposed.</summary>
    public NativeBuffer<T> Weights { get; } = new();

    /// <summary>What slots give where it is not kept, or a copy of it.</summary>
    public NativeBuffer<T> Slots { get; } = new();

    /// <summary>Outer products and other intermediate rows.</summary>
    public NativeBuffer<T> Tile { get; } = new();

    /// <summary>Gradients of a function on parts of a batch.</summary>
    public NativeBuffer<T> Sums { get; } = new();

    /// <summary>Hidden layers of a net where they are not kept.</summary>
    public NativeBuffer<T> Activations { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Activations.Dispose();
        Sums.Dispose();
        Gradient.Dispose();
        Weights.Dispose();
        Slots.Dispose();
        Tile.Dispose();
    }
}
