using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Hadamard products on the way down: the slope by an input is that by the product times the other inputs.</summary>
internal sealed unsafe class DownProduct<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, DownBatch<T> down)
    : DownLayer<TLanes, T>(plan, index, batch, down)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Send(int slot, T* to, int* exponents, Scratch<T> scratch)
    {
        var fold = slot / Layer.Arity;
        var wires = stackalloc Wire<T>[Layer.Arity];
        Find(fold, wires);
        var from = Down.Slopes(Index, fold);
        for (var row = 0; row < Down.Rows; row++, to += Width, from += Width)
        {
            exponents[row] = Down.Exponents(Index, fold)[row];
            new ReadOnlySpan<T>(from, Width).CopyTo(new(to, Width));
            for (var h = 0; h < Layer.Arity && exponents[row] != DownBatch<T>.Nothing; h++)
            {
                if ((fold * Layer.Arity) + h == slot) continue;
                Rows<TLanes, T>.MultiplyBy(to, wires[h].ValuesOf(row), Width);
                exponents[row] = Normalise(to, Width, exponents[row] + wires[h].ExponentOf(row));
            }
        }
    }
}
