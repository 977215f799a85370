namespace Pics.Numerics;

/// <summary>Where the weights of a net's kernels lie, and what their gradients are computed from.</summary>
/// <param name="weights">W, [heads, rows, columns].</param>
/// <param name="gradients">Its gradient.</param>
/// <param name="sums">What each row of W was divided by, [heads, rows].</param>
/// <param name="dots">The sum of gradient times weight of each row, [heads, rows], if rows are split; else null.</param>
internal readonly unsafe struct WeightMemory<T>(T* weights, T* gradients, T* sums, T* dots)
    where T : unmanaged
{
    /// <summary>W, [heads, rows, columns].</summary>
    public readonly T* Weights = weights;

    /// <summary>Its gradient.</summary>
    public readonly T* Gradients = gradients;

    /// <summary>What each row of W was divided by, [heads, rows].</summary>
    public readonly T* Sums = sums;

    /// <summary>The sum of gradient times weight of each row, [heads, rows], if rows are split; else null.</summary>
    public readonly T* Dots = dots;
}
