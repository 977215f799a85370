using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>What one layer sends down to the folds that it reads: from the slope of a log-likelihood by its own values to that by theirs.</summary>
/// <remarks>
/// The likelihood is linear in the values of each fold, so slopes are products and sums of what went up, and scales are added as exponents; a slope that is far
/// too large or small for the precision is held like any other.
/// </remarks>
internal abstract unsafe class DownLayer<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, DownBatch<T> down)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The place of the layer.</summary>
    protected int Index => index;

    /// <summary>The layer.</summary>
    protected FoldedLayer Layer { get; } = plan.Parts[index].Layer;

    /// <summary>What went up.</summary>
    protected FusedBatch<T> Batch => batch;

    /// <summary>What goes down.</summary>
    protected DownBatch<T> Down => down;

    /// <summary>The padded width of a fold.</summary>
    protected int Width { get; } = batch.Padded(plan.Parts[index].Layer.Width);

    /// <summary>What is common to the slots of a fold, when its slopes are there.</summary>
    public virtual void Begin(int fold, Scratch<T> scratch)
    {
    }

    /// <summary>The slopes by the values of the fold that a slot reads, as far as this slot goes.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="to">[rows, padded width of the fold that is read]; the largest number of a row is near one, or it is zero.</param>
    /// <param name="exponents">[rows].</param>
    /// <param name="scratch">Working memory.</param>
    public abstract void Send(int slot, T* to, int* exponents, Scratch<T> scratch);

    /// <summary>The inputs of a fold, whose rows belong to the rows that go down.</summary>
    protected void Find(int fold, Wire<T>* wires)
    {
        Batch.Find(index, fold, wires);
        for (var h = 0; h < Layer.Arity; h++)
        {
            var source = Layer.Sources[(fold * Layer.Arity) + h];
            wires[h].Map = down.Map(source.Layer, source.Fold);
        }
    }

    /// <summary>Divides a row by a power of two so that its largest number is in [1/2, 1), and gives its exponent, or that of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static int Normalise(T* row, int width, int exponent)
    {
        var largest = Rows<TLanes, T>.Largest(row, width);
        if (T.IsZero(largest)) return DownBatch<T>.Nothing;
        var size = Rows<TLanes, T>.Exponent(largest);
        Rows<TLanes, T>.Scale(row, width, -size);
        return exponent + size;
    }
}
