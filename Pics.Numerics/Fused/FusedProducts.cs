using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Hadamard and Kronecker products that no sum layer has taken in.</summary>
internal sealed unsafe class FusedProduct<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLayer<TLanes, T>(plan, index, batch, memory)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FoldedLayer layer = plan.Parts[index].Layer;
    private readonly Arr<int> widths = plan.Parts[index].Layer is FoldedLayer.Kronecker kronecker ? kronecker.InputWidths : default;

    private bool IsOuter => layer is FoldedLayer.Kronecker;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        var inputs = stackalloc nint[layer.Arity];
        for (var row = 0; row < rows; row++, values += Width)
        {
            Find(fold, row, inputs);
            exponents[row] = Batch.InputExponent(Index, fold, row);
            if (IsOuter)
            {
                OuterProducts<TLanes, T>.Make(inputs, widths, values);
                new Span<T>(values + layer.Width, Width - layer.Width).Clear();
                exponents[row] += Rows<TLanes, T>.Normalise(values, Width);
                continue;
            }

            new ReadOnlySpan<T>((T*)inputs[0], Width).CopyTo(new(values, Width));
            for (var h = 1; h < layer.Arity; h++)
            {
                Rows<TLanes, T>.MultiplyBy(values, (T*)inputs[h], Width);
                exponents[row] += Rows<TLanes, T>.Normalise(values, Width);
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int fold, T* gradient, Scratch<T> scratch)
    {
        ClearSlots(fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        nint* inputs = stackalloc nint[layer.Arity];
        nint* sums = stackalloc nint[layer.Arity];
        var product = scratch.Tile.Reserve(Width);
        for (var row = 0; row < rows; row++, gradient += Width)
        {
            Find(fold, row, inputs);
            for (var h = 0; h < layer.Arity; h++) sums[h] = (nint)Batch.SlotRow(Index, fold, h, row);
            Rows<TLanes, T>.Scale(gradient, Width, Batch.InputExponent(Index, fold, row) - exponents[row]);
            if (IsOuter)
            {
                OuterProducts<TLanes, T>.Contract(inputs, widths, gradient, sums);
                continue;
            }

            for (var h = 0; h < layer.Arity; h++)
            {
                new ReadOnlySpan<T>(gradient, Width).CopyTo(new(product, Width));
                for (var other = 0; other < layer.Arity; other++)
                    if (other != h) Rows<TLanes, T>.MultiplyBy(product, (T*)inputs[other], Width);
                Rows<TLanes, T>.Add(product, (T*)sums[h], Width);
            }
        }
    }

    private void Find(int fold, int row, nint* inputs)
    {
        for (var h = 0; h < layer.Arity; h++) inputs[h] = (nint)Batch.Input(Index, fold, h, row);
    }
}

/// <summary>Mixing: out[r] = sum over inputs h of a_h in_h[r], with all inputs brought to the largest exponent first.</summary>
internal sealed unsafe class FusedMixing<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLayer<TLanes, T>(plan, index, batch, memory)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Negligible = -900; // two to the power of this is zero beside one, and still a normal double

    private readonly FoldedLayer.Mixing layer = (FoldedLayer.Mixing)plan.Parts[index].Layer;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++, values += Width)
        {
            var largest = int.MinValue;
            for (var h = 0; h < layer.Arity; h++)
                if (!T.IsZero(Rows<TLanes, T>.Largest(Batch.Input(Index, fold, h, row), Width))) largest = Math.Max(largest, Batch.InputExponent(Index, fold, h, row));
            if (largest == int.MinValue) largest = 0;
            new Span<T>(values, Width).Clear();
            for (var h = 0; h < layer.Arity; h++)
                Rows<TLanes, T>.AddMultiple(Batch.Input(Index, fold, h, row), Factor(fold, h, row, largest), values, Width);
            exponents[row] = largest + Rows<TLanes, T>.Normalise(values, Width);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int fold, T* gradient, Scratch<T> scratch)
    {
        ClearSlots(fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++, gradient += Width)
            for (var h = 0; h < layer.Arity; h++)
                Rows<TLanes, T>.AddMultiple(gradient, Factor(fold, h, row, exponents[row]), Batch.SlotRow(Index, fold, h, row), Width);
    }

    /// <summary>a_h times two to the power of how much smaller the scale of an input is.</summary>
    private T Factor(int fold, int h, int row, int exponent) => T.CreateTruncating(
        layer.Weights[(fold * layer.Arity) + h] * BitConverter.Int64BitsToDouble((long)(Math.Clamp(Batch.InputExponent(Index, fold, h, row) - exponent, Negligible, -Negligible) + 1023) << 52));
}
