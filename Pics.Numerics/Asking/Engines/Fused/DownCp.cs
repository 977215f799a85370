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
    /// <remarks>Of many slots: the products of those before each, then those after each taken in from behind.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Begin(int fold, Scratch<T> scratch)
    {
        if (!Down.IsShared(Index, fold)) return;
        var (arity, width) = (layer.Arity, Width);
        var wires = stackalloc Wire<T>[arity];
        Find(fold, wires);
        var behind = scratch.Slots.Reserve(width);
        nint* slots = stackalloc nint[arity], scales = stackalloc nint[arity];
        for (var h = 0; h < arity; h++) (slots[h], scales[h]) = ((nint)Down.SlotSlopes(Index, (fold * arity) + h), (nint)Down.SlotExponents(Index, (fold * arity) + h));
        var own = Down.Exponents(Index, fold);
        var slopes = Down.Slopes(Index, fold);
        for (var row = 0; row < Down.Rows; row++, slopes += width)
        {
            var at = (long)row * width;
            new ReadOnlySpan<T>(slopes, width).CopyTo(new((T*)slots[0] + at, width));
            ((int*)scales[0])[row] = own[row];
            for (var h = 1; h < arity; h++)
                ((int*)scales[h])[row] = Product((T*)slots[h - 1] + at, ((int*)scales[h - 1])[row], wires[h - 1].SlotOf(row), wires[h - 1].ExponentOf(row), (T*)slots[h] + at, width);
            var (after, exponent) = ((nint)wires[arity - 1].SlotOf(row), wires[arity - 1].ExponentOf(row));
            for (var h = arity - 2; h >= 0; h--)
            {
                ((int*)scales[h])[row] = Product((T*)after, exponent, (T*)slots[h] + at, ((int*)scales[h])[row], (T*)slots[h] + at, width);
                if (h > 0) exponent = Product(wires[h].SlotOf(row), wires[h].ExponentOf(row), (T*)after, exponent, behind, width);
                after = (nint)behind;
            }
        }
    }

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

        T* slopes;
        if (Down.IsShared(Index, slot / layer.Arity))
        {
            slopes = Down.SlotSlopes(Index, slot);
            new ReadOnlySpan<int>(Down.SlotExponents(Index, slot), Down.Rows).CopyTo(new(exponents, Down.Rows));
        }
        else
        {
            slopes = scratch.Slots.Reserve((long)Down.Rows * Width);
            Multiply(slot, slopes, exponents);
        }

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

    /// <summary>The entrywise product of two rows with exponents, one of which may be nothing; the second may lie where the product goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Product(T* first, int exponent, T* second, int scale, T* to, int width) =>
        exponent == DownBatch<T>.Nothing || scale == DownBatch<T>.Nothing ? Cleared(to, width) : Times(first, second, to, width, exponent + scale, isFirst: true);

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
