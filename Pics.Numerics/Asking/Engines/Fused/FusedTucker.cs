using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Tucker: out[r, o] = sum over (i, j) of W[o, (i, j)] u_1[r, i] u_2[r, j], on a tile of rows at a time.</summary>
/// <remarks>
/// The outer products of a tile stay in the cache. Back: with g by the unscaled output, d W = g^T (u_1 x u_2), computed when the tile is
/// made again, and d (u_1 x u_2) = g W, contracted with the other inputs.
/// </remarks>
internal sealed unsafe class FusedTucker<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLayer<TLanes, T>(plan, index, batch, memory), IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FoldedLayer.Tucker layer = (FoldedLayer.Tucker)plan.Parts[index].Layer;
    private readonly int combinations = ((FoldedLayer.Tucker)plan.Parts[index].Layer).InputWidths.Aggregate(1, (product, width) => product * width);

    private readonly HeldWeights<T> held = new();

    private int PaddedCombinations => Batch.Padded(combinations);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var wires = stackalloc Wire<T>[layer.Arity];
        Batch.Find(Index, fold, wires);
        var transposed = Transposed(fold, scratch);
        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var start = 0; start < rows; start += TileSizes.TuckerRows)
        {
            var count = Math.Min(TileSizes.TuckerRows, rows - start);
            var tile = Outer(wires, start, count, scratch);
            Sum(
                new(tile, count, combinations, PaddedCombinations),
                new(transposed, combinations, Width, Width),
                new(values + ((long)start * Width), count, Width, Width));
        }

        for (var row = 0; row < rows; row++, values += Width)
            exponents[row] = InputExponent(wires, row) + Rows<TLanes, T>.Normalise(values, Width);
    }

    /// <inheritdoc/>
    public override void Hold() => held.Make(layer.Folds, (long)combinations * Width, Batch.Scratch.Length, Transpose);

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    /// <inheritdoc/>
    /// <remarks>Keeps the gradient by the unscaled output where the values were: nothing reads those any more.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int fold, T* gradient, Scratch<T> scratch)
    {
        var wires = stackalloc Wire<T>[layer.Arity];
        Batch.Find(Index, fold, wires);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++)
            Rows<TLanes, T>.Scale(gradient + ((long)row * Width), Width, InputExponent(wires, row) - exponents[row]);
        var kept = Batch.Values(Index, fold);
        Buffer.MemoryCopy(gradient, kept, (long)rows * Width * sizeof(T), (long)rows * Width * sizeof(T));
        ClearSlots(wires);

        var function = layer.Functions[fold];
        var weights = Memory.Parameters(function.Group, function.Head);
        if (PaddedCombinations != combinations)
        {
            var padded = scratch.Weights.Reserve((long)layer.Width * PaddedCombinations);
            Rows<TLanes, T>.Pad(weights, layer.Width, combinations, padded, PaddedCombinations);
            weights = padded;
        }

        for (var start = 0; start < rows; start += TileSizes.TuckerRows)
        {
            var count = Math.Min(TileSizes.TuckerRows, rows - start);
            var tile = scratch.Tile.Reserve((long)TileSizes.TuckerRows * PaddedCombinations);
            Products<TLanes, T>.Multiply(
                new(kept + ((long)start * Width), count, layer.Width, Width),
                new(weights, layer.Width, PaddedCombinations, PaddedCombinations),
                new(tile, count, PaddedCombinations, PaddedCombinations),
                add: false);
            for (var row = 0; row < count; row++) Contract(wires, start + row, tile + ((long)row * PaddedCombinations));
        }
    }

    /// <inheritdoc/>
    public override void KernelGradient(FusedPlan.Use use, int part, T* gradient, bool add, Scratch<T> scratch)
    {
        var isDense = PaddedCombinations == combinations;
        var sum = isDense ? gradient : scratch.Weights.Reserve((long)layer.Width * PaddedCombinations);
        var adding = isDense && add;
        var wires = stackalloc Wire<T>[layer.Arity];
        foreach (var fold in use.Slots)
        {
            Batch.Find(Index, fold, wires);
            var (first, rows) = Batch.RowsIn(part, Index, fold);
            var kept = Batch.Values(Index, fold);
            for (var start = first; start < first + rows; start += TileSizes.TuckerRows)
            {
                var count = Math.Min(TileSizes.TuckerRows, first + rows - start);
                var tile = Outer(wires, start, count, scratch);
                Products<TLanes, T>.Multiply(
                    new(kept + ((long)start * Width), layer.Width, count, 1, Width),
                    new(tile, count, PaddedCombinations, PaddedCombinations),
                    new(sum, layer.Width, PaddedCombinations, PaddedCombinations),
                    adding);
                adding = true;
            }
        }

        if (!adding) Rows<TLanes, T>.Clear(sum, (long)layer.Width * PaddedCombinations); // a part without rows
        if (!isDense) Rows<TLanes, T>.Unpad(sum, layer.Width, combinations, PaddedCombinations, gradient, add);
    }

    /// <summary>The weights of a fold as [combinations, padded K_out].</summary>
    private T* Transposed(int fold, Scratch<T> scratch)
    {
        if (IsHeld && held.IsMade) return held.Of(fold);
        var transposed = scratch.Weights.Reserve((long)combinations * Width);
        Transpose(fold, transposed);
        return transposed;
    }

    private void Transpose(int fold, T* transposed)
    {
        var function = layer.Functions[fold];
        if (Width != layer.Width) Rows<TLanes, T>.Clear(transposed, (long)combinations * Width);
        Transposition.Run(Memory.Parameters(function.Group, function.Head), combinations, layer.Width, combinations, transposed, Width);
    }

    /// <summary>The outer products of the inputs of some rows, [rows, padded combinations].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T* Outer(Wire<T>* wires, int start, int count, Scratch<T> scratch)
    {
        var tile = scratch.Tile.Reserve((long)TileSizes.TuckerRows * PaddedCombinations);
        var inputs = stackalloc nint[layer.Arity];
        for (var row = 0; row < count; row++)
        {
            for (var h = 0; h < layer.Arity; h++) inputs[h] = (nint)wires[h].ValuesOf(start + row);
            OuterProducts<TLanes, T>.Make(inputs, layer.InputWidths, tile + ((long)row * PaddedCombinations));
            new Span<T>(tile + ((long)row * PaddedCombinations) + combinations, PaddedCombinations - combinations).Clear();
        }

        return tile;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Contract(Wire<T>* wires, int row, T* gradient)
    {
        nint* inputs = stackalloc nint[layer.Arity];
        nint* sums = stackalloc nint[layer.Arity];
        for (var h = 0; h < layer.Arity; h++)
        {
            inputs[h] = (nint)wires[h].ValuesOf(row);
            sums[h] = (nint)wires[h].SlotOf(row);
        }

        OuterProducts<TLanes, T>.Contract(inputs, layer.InputWidths, gradient, sums);
    }
}
