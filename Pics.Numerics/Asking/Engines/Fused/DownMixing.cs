using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Mixing on the way down: the slope by an input is its weight times that by the sum.</summary>
internal sealed unsafe class DownMixing<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, DownBatch<T> down)
    : DownLayer<TLanes, T>(plan, index, batch, down)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Small = 1e-3; // a weight below it takes slopes far from one

    private readonly FoldedLayer.Mixing layer = (FoldedLayer.Mixing)plan.Parts[index].Layer;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Send(int slot, T* to, int* exponents, Scratch<T> scratch)
    {
        var fold = slot / layer.Arity;
        var factor = T.CreateTruncating(layer.Weights[slot]);
        var from = Down.Slopes(Index, fold);
        var own = Down.Exponents(Index, fold);
        var (rows, width, isSmall) = (Down.Rows, Width, layer.Weights[slot] < Small);
        for (var row = 0; row < rows; row++, to += width, from += width)
        {
            var lanes = TLanes.Of(factor);
            for (var k = 0; k < width; k += TLanes.Count) TLanes.Store(TLanes.Load(from + k) * lanes, to + k);
            exponents[row] = own[row];
            if (isSmall && exponents[row] != DownBatch<T>.Nothing) exponents[row] = Normalise(to, width, exponents[row]);
        }
    }
}
