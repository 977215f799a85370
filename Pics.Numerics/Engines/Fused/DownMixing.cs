using System.Numerics;

namespace Pics.Numerics;

/// <summary>Mixing on the way down: the slope by an input is its weight times that by the sum.</summary>
internal sealed unsafe class DownMixing<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, DownBatch<T> down)
    : DownLayer<TLanes, T>(plan, index, batch, down)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FoldedLayer.Mixing layer = (FoldedLayer.Mixing)plan.Parts[index].Layer;

    /// <inheritdoc/>
    public override void Send(int slot, T* to, int* exponents, Scratch<T> scratch)
    {
        var fold = slot / layer.Arity;
        var factor = T.CreateTruncating(layer.Weights[slot]);
        var from = Down.Slopes(Index, fold);
        for (var row = 0; row < Down.Rows; row++, to += Width, from += Width)
        {
            Rows<TLanes, T>.Clear(to, Width);
            Rows<TLanes, T>.AddMultiple(from, factor, to, Width);
            exponents[row] = Down.Exponents(Index, fold)[row];
            if (exponents[row] != DownBatch<T>.Nothing) exponents[row] = Normalise(to, Width, exponents[row]);
        }
    }
}
