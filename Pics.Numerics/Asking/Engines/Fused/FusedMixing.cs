using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Mixing: out[r] = sum, or maximum, over inputs h of a_h in_h[r], with all inputs brought to the largest exponent first.</summary>
internal sealed unsafe class FusedMixing<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLayer<TLanes, T>(plan, index, batch, memory)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Near = 60; // powers of two: far less than a float has below one
    private const int Negligible = -900; // two to the power of this is zero beside one, and still a normal double

    private readonly FoldedLayer.Mixing layer = (FoldedLayer.Mixing)plan.Parts[index].Layer;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var wires = stackalloc Wire<T>[layer.Arity];
        Batch.Find(Index, fold, wires);
        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++, values += Width)
        {
            if (layer.Arity == 2 && !Batch.TakesMaxima && IsOfTwo(fold, wires, row, values, out exponents[row])) continue;
            var largest = int.MinValue;
            for (var h = 0; h < layer.Arity; h++)
                if (!T.IsZero(Rows<TLanes, T>.Largest(wires[h].ValuesOf(row), Width))) largest = Math.Max(largest, wires[h].ExponentOf(row));
            if (largest == int.MinValue) largest = 0;
            new Span<T>(values, Width).Clear();
            for (var h = 0; h < layer.Arity; h++)
            {
                // Only zeros may have a larger exponent, whose factor may be infinite.
                if (wires[h].ExponentOf(row) > largest) continue;
                var factor = Factor(fold, h, wires[h].ExponentOf(row) - largest);
                if (Batch.TakesMaxima) Rows<TLanes, T>.TakeMultiple(wires[h].ValuesOf(row), factor, values, Width);
                else Rows<TLanes, T>.AddMultiple(wires[h].ValuesOf(row), factor, values, Width);
            }

            exponents[row] = largest + Rows<TLanes, T>.Normalise(values, Width);
        }
    }

    /// <summary>Two inputs of scales near each other in one go: neither can be lost, and zeros need not be looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsOfTwo(int fold, Wire<T>* wires, int row, T* values, out int exponent)
    {
        var (first, second) = (wires[0].ExponentOf(row), wires[1].ExponentOf(row));
        exponent = Math.Max(first, second);
        if (Math.Min(first, second) < exponent - Near) return false;
        var (one, two) = (TLanes.Of(Factor(fold, 0, first - exponent)), TLanes.Of(Factor(fold, 1, second - exponent)));
        var left = wires[0].ValuesOf(row);
        var right = wires[1].ValuesOf(row);
        var largest = TLanes.Of(T.Zero);
        for (var k = 0; k < Width; k += TLanes.Count)
        {
            var sum = TLanes.MultiplyAdd(TLanes.Load(right + k), two, TLanes.Load(left + k) * one);
            largest = TLanes.Max(largest, sum);
            TLanes.Store(sum, values + k);
        }

        var most = TLanes.MaxAcross(largest);
        if (!(most > T.Zero)) return false;
        var size = Rows<TLanes, T>.Exponent(most);
        Rows<TLanes, T>.Scale(values, Width, -size);
        exponent += size;
        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int fold, T* gradient, Scratch<T> scratch)
    {
        var wires = stackalloc Wire<T>[layer.Arity];
        Batch.Find(Index, fold, wires);
        ClearSlots(wires);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++, gradient += Width)
            for (var h = 0; h < layer.Arity; h++)
            {
                var larger = wires[h].ExponentOf(row) - exponents[row];
                if (larger > Near && T.IsZero(Rows<TLanes, T>.Largest(wires[h].ValuesOf(row), Width))) continue; // lost zeros have no slope
                Rows<TLanes, T>.AddMultiple(gradient, Factor(fold, h, larger), wires[h].SlotOf(row), Width);
            }
    }

    /// <summary>a_h times two to the power of how much larger the scale of an input is.</summary>
    private T Factor(int fold, int h, int exponent) => T.CreateTruncating(
        layer.Weights[(fold * layer.Arity) + h] * BitConverter.Int64BitsToDouble((long)(Math.Clamp(exponent, Negligible, -Negligible) + 1023) << 52));
}
