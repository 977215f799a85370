using System.Numerics;

namespace Pics.Numerics;

/// <summary>What a sum layer needs of numbers that stay as they are, made once: its weights transposed.</summary>
/// <remarks>
/// Memory: the weights once more, within a budget. A table of the first products for every value of a variable was tried instead of
/// computing them for the values that occur in a batch: reading it from memory took longer.
/// </remarks>
internal sealed unsafe class HeldWeights<T> : IDisposable
    where T : unmanaged, INumber<T>
{
    private const long Budget = 256L << 20; // bytes per layer; past it each batch does its own work

    private readonly NativeBuffer<T> weights = new();
    private long stride;
    private T* start;

    public delegate void Transpose(int slot, T* target);

    /// <summary>Whether the weights were made.</summary>
    public bool IsMade => start != null;

    /// <summary>The weights of a slot, [K_in, padded K_out].</summary>
    public T* Of(int slot) => start + (slot * stride);

    /// <summary>Makes them, if they are within the budget.</summary>
    /// <param name="slots">How many slots.</param>
    /// <param name="size">Numbers of a slot.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="transpose">Writes the transposed weights of a slot.</param>
    public void Make(int slots, long size, int workers, Transpose transpose)
    {
        stride = size;
        start = null;
        if (slots * size * sizeof(T) > Budget) return;
        var memory = weights.Reserve(slots * size);
        Workers.Run(workers, slots, (slot, _) => transpose(slot, memory + (slot * size)));
        start = memory;
    }

    /// <inheritdoc/>
    public void Dispose() => weights.Dispose();
}
