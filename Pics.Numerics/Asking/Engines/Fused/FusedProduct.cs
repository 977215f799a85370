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
        var wires = stackalloc Wire<T>[layer.Arity];
        Batch.Find(Index, fold, wires);
        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        var inputs = stackalloc nint[layer.Arity];
        for (var row = 0; row < rows; row++, values += Width)
        {
            Find(wires, row, inputs);
            exponents[row] = InputExponent(wires, row);
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
        var wires = stackalloc Wire<T>[layer.Arity];
        Batch.Find(Index, fold, wires);
        ClearSlots(wires);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        nint* inputs = stackalloc nint[layer.Arity];
        nint* sums = stackalloc nint[layer.Arity];
        var product = scratch.Tile.Reserve(Width);
        for (var row = 0; row < rows; row++, gradient += Width)
        {
            Find(wires, row, inputs);
            for (var h = 0; h < layer.Arity; h++) sums[h] = (nint)wires[h].SlotOf(row);
            Rows<TLanes, T>.Scale(gradient, Width, InputExponent(wires, row) - exponents[row]);
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

    private void Find(Wire<T>* wires, int row, nint* inputs)
    {
        for (var h = 0; h < layer.Arity; h++) inputs[h] = (nint)wires[h].ValuesOf(row);
    }
}
