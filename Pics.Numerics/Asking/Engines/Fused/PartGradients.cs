using System.Numerics;

namespace Pics.Numerics;

/// <summary>Gradients of functions on a batch in parts: those of each part, added in one balanced tree, ((a + b) + (c + d)) + ..., as if each part had been evaluated alone.</summary>
/// <remarks>What a function gets in several layers is kept part by part until the last of them. Functions may be asked for by several threads at once, each by one.</remarks>
internal sealed unsafe class PartGradients<TLanes, T>(FusedPlan plan, FusedBatch<T> batch, CircuitMemory<T> memory) : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<(int Group, int Head), NativeBuffer<T>> kept = plan.Parts
        .SelectMany(part => part.Kernels)
        .Where(use => !use.IsFirst || !use.IsLast)
        .Select(use => (use.Group, use.Head))
        .Distinct()
        .ToDictionary(function => function, _ => new NativeBuffer<T>());

    /// <summary>Adds what a function gets in a layer; its gradient is in place after the last layer that uses it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="use">The function, and where the layer uses it.</param>
    /// <param name="scratch">Working memory.</param>
    public void Take(FusedLayer<TLanes, T> layer, FusedPlan.Use use, Scratch<T> scratch)
    {
        var size = memory.Stride(use.Group);
        var target = memory.Gradient(use.Group, use.Head);
        var spare = scratch.Sums.Reserve(BitOperations.Log2((uint)batch.Parts) * size);
        if (!kept.TryGetValue((use.Group, use.Head), out var buffer))
        {
            Sum(0, batch.Parts, target, spare, size, (part, to) => layer.KernelGradient(use, part, (T*)to, add: false, scratch));
            return;
        }

        var own = buffer.Reserve(batch.Parts * size);
        for (var part = 0; part < batch.Parts; part++) layer.KernelGradient(use, part, own + (part * size), !use.IsFirst, scratch);
        if (use.IsLast) Sum(0, batch.Parts, target, spare, size, (part, to) => Buffer.MemoryCopy(own + (part * size), (T*)to, size * sizeof(T), size * sizeof(T)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in kept.Values) buffer.Dispose();
    }

    /// <summary>The sum over some parts, a power of two of them.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="spare">Room for as many sums as the tree is high.</param>
    /// <param name="size">Numbers of a sum.</param>
    /// <param name="find">Puts that of a part into place.</param>
    private static void Sum(int first, int count, T* to, T* spare, long size, Action<int, nint> find)
    {
        if (count == 1)
        {
            find(first, (nint)to);
            return;
        }

        var half = count / 2;
        Sum(first, half, to, spare + size, size, find);
        Sum(first + half, half, spare, spare + size, size, find);
        Add(spare, to, size);
    }

    /// <summary>to += from, of numbers that need not be padded.</summary>
    private static void Add(T* from, T* to, long count)
    {
        var whole = count / TLanes.Count * TLanes.Count;
        Rows<TLanes, T>.Add(from, to, whole);
        for (var k = whole; k < count; k++) to[k] += from[k];
    }
}
