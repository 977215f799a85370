using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Tucker and Kronecker layers on the way down: the slope by the outer product of the inputs, contracted with all inputs but one.</summary>
/// <remarks>All slots of a fold at once, since the slope by the outer product is what costs.</remarks>
internal sealed unsafe class DownOuter<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, DownBatch<T> down, CircuitMemory<T> memory)
    : DownLayer<TLanes, T>(plan, index, batch, down)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Arr<int> widths = plan.Parts[index].Layer.Match(_ => default, _ => default, tucker => tucker.InputWidths, _ => default, kronecker => kronecker.InputWidths, _ => default);

    private int Combinations => widths.Aggregate(1, (product, width) => product * width);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Begin(int fold, Scratch<T> scratch)
    {
        var wires = stackalloc Wire<T>[Layer.Arity];
        Find(fold, wires);
        var padded = Batch.Padded(Combinations);
        var weights = Weights(fold, padded, scratch);
        for (var start = 0; start < Down.Rows; start += TileSizes.TuckerRows)
        {
            var count = Math.Min(TileSizes.TuckerRows, Down.Rows - start);
            var tile = Down.Slopes(Index, fold) + ((long)start * Width);
            if (weights is not null)
            {
                var slopes = tile;
                tile = scratch.Tile.Reserve((long)TileSizes.TuckerRows * padded);
                Products<TLanes, T>.Multiply(new(slopes, count, Layer.Width, Width), new(weights, Layer.Width, padded, padded), new(tile, count, padded, padded), add: false);
            }

            for (var row = 0; row < count; row++) Contract(fold, wires, start + row, tile + ((long)row * padded));
        }
    }

    /// <inheritdoc/>
    public override void Send(int slot, T* to, int* exponents, Scratch<T> scratch)
    {
        new ReadOnlySpan<int>(Down.SlotExponents(Index, slot), Down.Rows).CopyTo(new(exponents, Down.Rows));
        var size = (long)Down.Rows * Down.SourceWidth(Index, slot) * sizeof(T);
        Buffer.MemoryCopy(Down.SlotSlopes(Index, slot), to, size, size);
    }

    /// <summary>The weights of a fold, [K_out, padded combinations]; null for an outer product that no sum has taken in.</summary>
    private T* Weights(int fold, int padded, Scratch<T> scratch)
    {
        if (Layer is not FoldedLayer.Tucker) return null;
        var function = Layer.Functions[fold];
        var weights = memory.Parameters(function.Group, function.Head);
        if (padded == Combinations) return weights;
        var room = scratch.Weights.Reserve((long)Layer.Width * padded);
        Rows<TLanes, T>.Pad(weights, Layer.Width, Combinations, room, padded);
        return room;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Contract(int fold, Wire<T>* wires, int row, T* slopes)
    {
        nint* inputs = stackalloc nint[Layer.Arity];
        nint* sums = stackalloc nint[Layer.Arity];
        var exponent = Down.Exponents(Index, fold)[row];
        for (var h = 0; h < Layer.Arity; h++)
        {
            var slot = (fold * Layer.Arity) + h;
            var width = Down.SourceWidth(Index, slot);
            inputs[h] = (nint)wires[h].ValuesOf(row);
            sums[h] = (nint)(Down.SlotSlopes(Index, slot) + ((long)row * width));
            new Span<T>((T*)sums[h], width).Clear();
        }

        if (exponent != DownBatch<T>.Nothing) OuterProducts<TLanes, T>.Contract(inputs, widths, slopes, sums);
        for (var h = 0; h < Layer.Arity; h++)
        {
            var slot = (fold * Layer.Arity) + h;
            var scale = exponent;
            for (var other = 0; other < Layer.Arity && exponent != DownBatch<T>.Nothing; other++)
                if (other != h) scale += wires[other].ExponentOf(row);
            Down.SlotExponents(Index, slot)[row] = exponent == DownBatch<T>.Nothing ? exponent : Normalise((T*)sums[h], Down.SourceWidth(Index, slot), scale);
        }
    }
}
