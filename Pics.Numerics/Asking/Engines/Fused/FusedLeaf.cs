using System.Numerics;

namespace Pics.Numerics;

/// <summary>What the input layers of the fused engine have in common: they read evidence, and nothing below them waits for a gradient.</summary>
internal abstract unsafe class FusedLeaf<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLayer<TLanes, T>(plan, index, batch, memory)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The column of the first constant.</summary>
    private int Constants { get; } = plan.Constants.Variables;

    /// <summary>The input units.</summary>
    protected FoldedLayer.Input Units { get; } = (FoldedLayer.Input)plan.Parts[index].Layer;

    /// <inheritdoc/>
    /// <remarks>Keeps g times the values where the values were: nothing reads those any more.</remarks>
    public override void Backward(int fold, T* gradient, Scratch<T> scratch) =>
        Rows<TLanes, T>.MultiplyBy(Batch.Values(Index, fold), gradient, Batch.Rows(Index, fold) * Width);

    /// <summary>Channels, and numbers per channel, of the functions of a group.</summary>
    protected (int Channels, int Entries) Sizes(int group)
    {
        var shape = Memory.Shape(group);
        return ((int)shape[2], (int)shape[3]);
    }

    /// <summary>The evidence of all channels in the first row of a class.</summary>
    protected long* Observed(int fold, int row) =>
        Batch.Evidence + ((((long)Batch.First(Index, fold, row) * Batch.Variables) + Units.Variables[fold]) * Batch.Channels);

    /// <summary>Whether what is not observed of a fold is at its mode; a variable that is summed out in the circuit never is.</summary>
    protected bool IsAtMode(int fold) => Batch.TakesMaxima && Units.Variables[fold] < Constants;
}
