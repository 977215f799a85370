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

    private int InputWidth => Batch.Padded(layer.InputWidth);

    /// <inheritdoc/>
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
        for (var row = 0; row < Down.Rows; row++, to += InputWidth)
            if (exponents[row] != DownBatch<T>.Nothing)
                exponents[row] = Normalise(to, InputWidth, exponents[row]);
    }

    /// <summary>The slopes by what a slot gives: those of the fold times what the other slots give.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int slot, T* to, int* exponents)
    {
        var fold = slot / layer.Arity;
        var wires = stackalloc Wire<T>[layer.Arity];
        Find(fold, wires);
        var (from, own) = ((nint)Down.Slopes(Index, fold), (nint)Down.Exponents(Index, fold));
        for (var row = 0; row < Down.Rows; row++, to += Width)
        {
            var slopes = (T*)from + ((long)row * Width);
            exponents[row] = ((int*)own)[row];
            if (exponents[row] == DownBatch<T>.Nothing)
            {
                new Span<T>(to, Width).Clear();
                continue;
            }

            var source = slopes;
            var isFirst = true;
            for (var h = 0; h < layer.Arity && exponents[row] != DownBatch<T>.Nothing; h++)
            {
                if ((fold * layer.Arity) + h == slot) continue;
                exponents[row] = Times(source, wires[h].SlotOf(row), to, exponents[row] + wires[h].ExponentOf(row), isFirst);
                source = to;
                isFirst = false;
            }

            if (isFirst) new ReadOnlySpan<T>(slopes, Width).CopyTo(new(to, Width));
        }
    }

    /// <summary>The entrywise product of two rows, brought near one where it is small; gives its exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Times(T* first, T* second, T* to, int exponent, bool isFirst)
    {
        var largest = TLanes.Of(T.Zero);
        for (var k = 0; k < Width; k += TLanes.Count)
        {
            var product = TLanes.Load(first + k) * TLanes.Load(second + k);
            TLanes.Store(product, to + k);
            largest = TLanes.Max(largest, product);
        }

        var most = TLanes.MaxAcross(largest);
        if (T.IsZero(most) || T.IsSubnormal(most)) return isFirst ? Again(first, second, to, exponent) : Normalise(to, Width, exponent);
        var size = Rows<TLanes, T>.Exponent(most);
        if (size > Rows<TLanes, T>.Tiny / 2) return exponent;
        Rows<TLanes, T>.Scale(to, Width, -size);
        return exponent + size;
    }

    /// <summary>The same where the numbers of both are so small that their products are lost: each is brought near one before.</summary>
    private int Again(T* first, T* second, T* to, int exponent)
    {
        var largest = Rows<TLanes, T>.Largest(second, Width);
        if (T.IsZero(largest) || T.IsSubnormal(largest)) return Cleared(to);
        var size = Rows<TLanes, T>.Exponent(largest);
        new ReadOnlySpan<T>(second, Width).CopyTo(new(to, Width));
        Rows<TLanes, T>.Scale(to, Width, -size);
        Rows<TLanes, T>.MultiplyBy(to, first, Width);
        return Normalise(to, Width, exponent + size);
    }

    private int Cleared(T* to)
    {
        new Span<T>(to, Width).Clear();
        return DownBatch<T>.Nothing;
    }
}
