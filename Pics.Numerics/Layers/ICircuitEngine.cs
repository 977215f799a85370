namespace Pics.Numerics;

/// <summary>Evaluates a folded circuit: the numbers of the circuit and evidence in, log-likelihoods and gradients out.</summary>
/// <remarks>
/// Evidence is [B, variables, C] of int64: row, column number of the variable, channel; -1 means not observed and is marginalised
/// exactly. Engines must agree with <see cref="LayerStack"/>.
/// </remarks>
public interface ICircuitEngine : IDisposable
{
    /// <summary>The log-likelihood of each row in nats, [B]; minus the logarithm of nothing else (divide by Z yourself).</summary>
    Tensor LogLikelihood(CircuitTensors parameters, Tensor evidence);

    /// <summary>The log-likelihoods, and the gradient of their sum by each number of the circuit.</summary>
    (Tensor LogLikelihood, CircuitTensors Gradients) Differentiate(CircuitTensors parameters, Tensor evidence);
}
