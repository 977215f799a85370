using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>CP on the way down: with g the slope by the product and y_h = W_h u_h, the slope by u_h is (g times the product of the other y) W_h.</summary>
internal sealed unsafe class DownCp<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, DownBatch<T> down, CircuitMemory<T> memory)
    : DownLayer<TLanes, T>(plan, index, batch, down)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FoldedLayer.Cp layer = (FoldedLayer.Cp)plan.Parts[index].Layer;

    private int InputWidth { get; } = batch.Padded(((FoldedLayer.Cp)plan.Parts[index].Layer).InputWidth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Send(int slot, T* to, int* exponents, Scratch<T> scratch)
    {
        var function = layer.Functions[slot];
        var weights = memory.Parameters(function.Group, function.Head);
        if (InputWidth != layer.InputWidth)
        {
            var padded = scratch.Weights.Reserve((long)layer.Width * InputWidth);
            Rows<TLanes, T>.Pad(weights, layer.Width, layer.InputWidth, padded, InputWidth);
            weights = padded;
        }

        var slopes = scratch.Slots.Reserve((long)Down.Rows * Width);
        Multiply(slot, slopes, exponents);
        Products<TLanes, T>.Multiply(new(slopes, Down.Rows, layer.Width, Width), new(weights, layer.Width, InputWidth, InputWidth), new(to, Down.Rows, InputWidth, InputWidth), add: false);
        var (rows, width) = (Down.Rows, InputWidth);
        for (var row = 0; row < rows; row++, to += width)
            if (exponents[row] != DownBatch<T>.Nothing)
                exponents[row] = Normalise(to, width, exponents[row]);
    }

    /// <summary>The slopes by what a slot gives: those of the fold times what the other slots give.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int slot, T* to, int* exponents)
    {
        var fold = slot / layer.Arity;
        var wires = stackalloc Wire<T>[layer.Arity];
        Find(fold, wires);
        var own = Down.Exponents(Index, fold);
        var slopes = Down.Slopes(Index, fold);
        var (rows, width) = (Down.Rows, Width);
        new ReadOnlySpan<int>(own, rows).CopyTo(new(exponents, rows));
        if (layer.Arity == 1) Buffer.MemoryCopy(slopes, to, (long)rows * width * sizeof(T), (long)rows * width * sizeof(T));
        var isFirst = true;
        for (var h = 0; h < layer.Arity; h++)
        {
            if ((fold * layer.Arity) + h == slot) continue;
            var (other, map) = (wires[h], wires[h].Map);
            for (var row = 0; row < rows; row++)
            {
                var (target, at) = ((nint)(to + ((long)row * width)), map[row]);
                if (exponents[row] == DownBatch<T>.Nothing) new Span<T>((T*)target, width).Clear();
                else exponents[row] = Times(isFirst ? slopes + ((long)row * width) : (T*)target, other.Slot + ((long)at * width), (T*)target, width, exponents[row] + other.Exponents[at], isFirst);
            }

            isFirst = false;
        }
    }

    /// <summary>The entrywise product of two rows, brought near one where it is small; gives its exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Times(T* first, T* second, T* to, int width, int exponent, bool isFirst)
    {
        var most = Rows<TLanes, T>.Multiply(first, second, to, width);
        if (T.IsZero(most) || T.IsSubnormal(most)) return isFirst ? Again(first, second, to, width, exponent) : Normalise(to, width, exponent);
        var size = Rows<TLanes, T>.Exponent(most);
        if (size > Rows<TLanes, T>.Tiny / 2) return exponent;
        Rows<TLanes, T>.Scale(to, width, -size);
        return exponent + size;
    }

    /// <summary>The same where the numbers of both are so small that their products are lost: each is brought near one before.</summary>
    private static int Again(T* first, T* second, T* to, int width, int exponent)
    {
        var largest = Rows<TLanes, T>.Largest(second, width);
        if (T.IsZero(largest) || T.IsSubnormal(largest)) return Cleared(to, width);
        var size = Rows<TLanes, T>.Exponent(largest);
        new ReadOnlySpan<T>(second, width).CopyTo(new(to, width));
        Rows<TLanes, T>.Scale(to, width, -size);
        Rows<TLanes, T>.MultiplyBy(to, first, width);
        return Normalise(to, width, exponent + size);
    }

    private static int Cleared(T* to, int width)
    {
        new Span<T>(to, width).Clear();
        return DownBatch<T>.Nothing;
    }
}
