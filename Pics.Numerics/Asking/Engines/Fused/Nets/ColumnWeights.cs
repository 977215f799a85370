using System.Numerics;

namespace Pics.Numerics;

/// <summary>The quadrature weights of the columns of W, the products of those of the latents that are integrated, and what divides by them.</summary>
internal sealed unsafe class ColumnWeights<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeBuffer<T> memory = new();

    /// <param name="rule">The rule of every latent.</param>
    /// <param name="latents">How many are integrated.</param>
    public ColumnWeights(QuadratureRule rule, int latents)
    {
        Count = NetGrid.Combinations(rule, latents);
        Weights = memory.Reserve(2L * (Count + TLanes.Count));
        Reciprocals = Weights + Count + TLanes.Count;
        for (var column = 0; column < Count; column++)
        {
            var (weight, rest) = (1.0, column);
            for (var latent = 0; latent < latents; latent++, rest /= rule.Count) weight *= rule.Weights[rest % rule.Count];
            Weights[column] = T.CreateTruncating(weight);
        }

        new Span<T>(Weights + Count, TLanes.Count).Fill(T.One);
        for (var column = 0; column < Count + TLanes.Count; column++) Reciprocals[column] = T.IsFinite(T.One / Weights[column]) ? T.One / Weights[column] : T.Zero;
    }

    /// <summary>Columns.</summary>
    public int Count { get; }

    /// <summary>The weight of each column, and ones for one register behind them.</summary>
    public T* Weights { get; }

    /// <summary>One over the weight of each column; zero where that is too small for its numbers, as the tails of Gauss-Hermite are, and so counts for nothing.</summary>
    public T* Reciprocals { get; }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();
}
