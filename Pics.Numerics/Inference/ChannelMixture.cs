namespace Pics.Numerics;

/// <summary>The distribution of one channel in some rows as a mixture: of each row how probable each node of each function of the variable is, and what the channel is there.</summary>
/// <param name="Family">The family.</param>
/// <param name="Weights">[B, N] of float64; each row sums to one.</param>
/// <param name="Numbers">The parameters of the nodes, [N, V] of float64.</param>
internal sealed record ChannelMixture(InputFamily Family, Tensor Weights, Tensor Numbers) : IDisposable
{
    /// <summary>The probability of each of finitely many values, [B, V].</summary>
    public Tensor Probabilities() => Weights.matmul(Numbers.exp());

    /// <summary>log p of a value in each row, [B] in nats.</summary>
    /// <param name="values">[B] of float64.</param>
    public Tensor LogDensity(Tensor values)
    {
        using var scope = NewDisposeScope();
        return LogDensities(Family, Numbers, values).Plus(Weights.log()).logsumexp(1).MoveToOuterDisposeScope();
    }

    /// <summary>log p of a value in each row at each node, [B, N] in nats.</summary>
    /// <param name="family">The family.</param>
    /// <param name="numbers">[N, V].</param>
    /// <param name="values">[B] of float64; 0 is taken where it is NaN.</param>
    public static Tensor LogDensities(InputFamily family, Tensor numbers, Tensor values)
    {
        using var scope = NewDisposeScope();
        var (count, length) = (numbers.shape[0], values.shape[0]);
        return InputLayer.LogDensity(family, numbers.view(1, count, 1, -1), values.view(1, 1, 1, length)).view(count, length).transpose(0, 1).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Nodes with probability of their own.</summary>
    public static Tensor Normalised(Tensor logWeights)
    {
        using var scope = NewDisposeScope();
        return logWeights.sub(logWeights.logsumexp(1, true)).exp().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Numbers.Dispose();
    }
}
