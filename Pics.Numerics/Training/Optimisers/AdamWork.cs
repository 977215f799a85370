using System.Numerics;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The parameters that have gradients, and their numbers cut into blocks that threads take one by one.</summary>
/// <remarks>Blocks are the same for every number of threads, and no block depends on another: so neither do results.</remarks>
internal sealed unsafe class AdamWork
{
    private const int BlockLength = 1 << 15;

    private readonly List<Place> places = [];
    private int blocks;

    /// <summary>Gathers the gradients that there are; to be used inside a dispose scope.</summary>
    public static AdamWork Of(IEnumerable<AdamSlot> slots)
    {
        var work = new AdamWork();
        foreach (var slot in slots)
            if (slot.Parameter.grad is { } gradient)
                work.Add(slot, gradient);
        return work;
    }

    /// <summary>Whether every gradient is finite.</summary>
    public bool IsFinite()
    {
        var found = 0;
        Workers.Run(Workers.Count, blocks, (block, _) =>
        {
            var (place, start, length) = Find(block);
            var isFinite = place.IsDouble ? IsFinite<double>(place.At.Gradient, start, length) : IsFinite<float>(place.At.Gradient, start, length);
            if (!isFinite) Interlocked.Exchange(ref found, 1);
        });
        return found == 0 && places.TrueForAll(place => place.Slot.IsInMemory || place.Tensor.isfinite().all().item<bool>());
    }

    /// <summary>Makes a step of each parameter; says whether all in memory came out finite, and asks nothing of a device.</summary>
    public bool Update(double learningRate, double weightDecay)
    {
        var found = 0;
        AdamUpdate Next(AdamSlot slot) => new(learningRate, weightDecay, slot.Steps + 1);
        Workers.Run(Workers.Count, blocks, (block, _) =>
        {
            var (place, start, length) = Find(block);
            var isFinite = place.IsDouble ? Update<double>(place, Next(place.Slot), start, length) : Update<float>(place, Next(place.Slot), start, length);
            if (!isFinite) Interlocked.Exchange(ref found, 1);
        });
        foreach (var place in places)
        {
            if (!place.Slot.IsInMemory) Next(place.Slot).OnTensors(place.Slot.Parameter, place.Tensor, place.Slot.First, place.Slot.Second);
            place.Slot.Steps++;
        }

        return found == 0;
    }

    /// <summary>Whether the parameters that are not reached by address are finite, and their second moments.</summary>
    public bool IsOthersFinite() => places.TrueForAll(place => place.Slot.IsInMemory || (place.Slot.Parameter.isfinite().all().item<bool>() && place.Slot.Second.isfinite().all().item<bool>()));

    private static bool IsFinite<T>(nint gradient, long start, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Zero times a number is NaN where the number is not finite, and NaN stays in a sum.
        var numbers = new ReadOnlySpan<T>((T*)gradient + start, length);
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(numbers);
        var sums = Vector<T>.Zero;
        foreach (var vector in vectors) sums += vector * Vector<T>.Zero;
        var sum = Vector.Sum(sums);
        foreach (var number in numbers[(vectors.Length * Vector<T>.Count)..]) sum += number * T.Zero;
        return T.IsFinite(sum);
    }

    private static bool Update<T>(Place place, AdamUpdate update, long start, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> At(nint address) => new((T*)address + start, length);
        return update.InMemory(At(place.At.Parameter), At(place.At.Gradient), At(place.At.First), At(place.At.Second));
    }

    private void Add(AdamSlot slot, Tensor gradient)
    {
        var numbers = slot.Parameter.numel();
        if (numbers == 0) return;
        if (!slot.IsInMemory)
        {
            places.Add(new(slot, gradient, blocks, false, default));
            return;
        }

        var isDouble = slot.Parameter.dtype == ScalarType.Float64;
        nint Address(Tensor tensor) => isDouble ? (nint)TensorMemory.Pointer<double>(tensor) : (nint)TensorMemory.Pointer<float>(tensor);
        places.Add(new(slot, gradient, blocks, isDouble, new(Address(slot.Parameter), Address(gradient.contiguous()), Address(slot.First), Address(slot.Second))));
        blocks += checked((int)((numbers + BlockLength - 1) / BlockLength));
    }

    private (Place Place, long Start, int Length) Find(int block)
    {
        var place = places.FindLast(candidate => candidate.FirstBlock <= block)!;
        var start = (long)BlockLength * (block - place.FirstBlock);
        return (place, start, (int)Math.Min(BlockLength, place.Tensor.numel() - start));
    }

    /// <summary>A parameter, its gradient, its first block, and where its numbers lie if they are in memory.</summary>
    private sealed record Place(AdamSlot Slot, Tensor Tensor, int FirstBlock, bool IsDouble, Addresses At);

    /// <summary>Where the numbers of a parameter lie, those of its gradient and of its moments.</summary>
    private readonly record struct Addresses(nint Parameter, nint Gradient, nint First, nint Second);
}
