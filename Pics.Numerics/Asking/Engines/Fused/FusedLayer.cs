using System.Numerics;

namespace Pics.Numerics;

/// <summary>One layer of the fused engine: its folds are evaluated, and their gradients sent back, one by one on any thread.</summary>
/// <remarks>
/// In the backward pass a fold collects its gradient from its readers (<see cref="Collect"/>) and leaves a gradient with each of its slots, so no
/// two threads write to one place. Gradients are by scaled values; scales count as constants, which is exact since the circuit is
/// homogeneous in each fold.
/// </remarks>
internal abstract unsafe class FusedLayer<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The place of the layer.</summary>
    protected int Index => index;

    /// <summary>The layer with its wires.</summary>
    protected FusedPlan.Part Part { get; } = plan.Parts[index];

    /// <summary>The batch at hand.</summary>
    protected FusedBatch<T> Batch => batch;

    /// <summary>The parameters of the circuit.</summary>
    protected CircuitMemory<T> Memory => memory;

    /// <summary>The padded width of a fold.</summary>
    protected int Width { get; } = batch.Padded(plan.Parts[index].Layer.Width);

    /// <summary>Whether the parameters are those that were held, so that what was made of them then can be read.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Makes what depends on the parameters alone, because they will stay as they are.</summary>
    public virtual void Hold()
    {
    }

    /// <summary>What is common to all folds, once per batch.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Values and exponents of a fold.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="scratch">Working memory.</param>
    /// <param name="keep">Whether what slots give is kept for the backward pass.</param>
    public abstract void Forward(int fold, Scratch<T> scratch, bool keep);

    /// <summary>From the gradient of a fold to those of its slots.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="gradient">[rows, width], may be overwritten.</param>
    /// <param name="scratch">Working memory.</param>
    public abstract void Backward(int fold, T* gradient, Scratch<T> scratch);

    /// <summary>Adds the gradient that a slot holds to that of the fold it reads, [rows, width].</summary>
    public virtual void Collect(int slot, T* gradient, int rows, Scratch<T> scratch) =>
        Rows<TLanes, T>.Add(batch.Slot(index, slot), gradient, (long)rows * batch.SlotWidth(index, slot));

    /// <summary>The gradient of a function by its uses in this layer, on the rows of a part of the batch.</summary>
    /// <param name="use">The function.</param>
    /// <param name="part">The part.</param>
    /// <param name="gradient">Its place, of the shape of its parameters.</param>
    /// <param name="add">Whether to add to what is there.</param>
    /// <param name="scratch">Working memory.</param>
    public virtual void KernelGradient(FusedPlan.Use use, int part, T* gradient, bool add, Scratch<T> scratch)
    {
    }

    /// <summary>The sum, or the maximum, over the nodes of an input: result = values weights.</summary>
    /// <param name="values">[rows, K_in].</param>
    /// <param name="weights">[K_in, K_out].</param>
    /// <param name="result">[rows, K_out].</param>
    protected void Sum(in Matrix<T> values, in Matrix<T> weights, in Matrix<T> result)
    {
        if (batch.TakesMaxima) Products<TLanes, T>.Largest(values, weights, result);
        else Products<TLanes, T>.Multiply(values, weights, result, add: false);
    }

    /// <summary>Sets the gradients of a fold's slots to zero, to sum them.</summary>
    protected void ClearSlots(Wire<T>* wires)
    {
        for (var h = 0; h < Part.Layer.Arity; h++) Rows<TLanes, T>.Clear(wires[h].Slot, (long)wires[h].Rows * wires[h].SlotWidth);
    }

    /// <summary>The sum of the exponents of a fold's inputs.</summary>
    protected int InputExponent(Wire<T>* wires, int row)
    {
        var exponent = 0;
        for (var h = 0; h < Part.Layer.Arity; h++) exponent += wires[h].ExponentOf(row);
        return exponent;
    }
}
