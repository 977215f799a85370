namespace Pics.Numerics;

/// <summary>One layer on tensors: earlier outputs and parameters of the circuit in, values out.</summary>
/// <typeparam name="TValues">How an engine holds the values of a layer.</typeparam>
internal abstract class Layer<TValues> : IDisposable
{
    /// <param name="parameters">The parameters of each function group.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="outputs">The outputs of earlier layers.</param>
    /// <returns>The values of all folds.</returns>
    public abstract TValues Forward(Func<int, Tensor> parameters, Tensor evidence, Func<int, TValues> outputs);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A layer in log space.</summary>
/// <remarks>Values are [F, K, B]: fold, quadrature value, row; natural logarithms.</remarks>
internal abstract class Layer : Layer<Tensor>
{
    /// <summary>log(W exp(input)) along the K axis, with the largest input taken out first.</summary>
    /// <param name="weights">[N, K_out, K_in], not in log space.</param>
    /// <param name="input">[N, K_in, B].</param>
    public static Tensor LogMatmulExp(Tensor weights, Tensor input)
    {
        // Where all inputs are zero (log -inf) the scale must stay finite, or -inf minus -inf would give NaN.
        var largest = input.detach().amax([1], true).clamp_min(Held.Of(-1e30));
        return weights.bmm((input - largest).exp()).log().Plus(largest);
    }
}
