namespace Pics.Numerics;

/// <summary>What autograd and the walk over the layers hold for one layer, bytes.</summary>
/// <param name="Output">Its values, held until the end.</param>
/// <param name="Saved">What operations keep for the backward pass.</param>
/// <param name="Forward">What else there is while it is evaluated.</param>
/// <param name="Backward">What else there is while its gradients are computed, without the gradient of its values.</param>
internal readonly record struct LayerMemory(long Output, long Saved, long Forward, long Backward)
{
    /// <summary>The layer as if no other one used the blocks that it frees: values with their gradients, what is saved, and the larger of both ways.</summary>
    /// <remarks>
    /// The C library keeps what is freed, between blocks that are still in use. Layers grow in the backward pass, so what one leaves is too small for the next.
    /// The tensors alive at one time alone are about half of this.
    /// </remarks>
    public long Total => (2 * Output) + Saved + Math.Max(Forward, Backward);
}
