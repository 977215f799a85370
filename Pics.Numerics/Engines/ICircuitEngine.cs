namespace Pics.Numerics;

/// <summary>Evaluates a folded circuit: the parameters of the circuit and evidence in, log-likelihoods and gradients out.</summary>
/// <remarks>
/// Evidence is [B, variables, C]: row, column number of the variable, channel; of int64 with -1, or of float64 with NaN, where not observed, which is
/// marginalised exactly. Inputs that are known or hidden in the circuit read none of it. The parameters may be those of a larger circuit that this one was
/// made of; what is not used has gradient zero. Engines must agree with <see cref="LayerStack"/>.
/// </remarks>
public interface ICircuitEngine : IDisposable
{
    /// <summary>Which engine this is; the parameters of the circuit are best computed in the same way.</summary>
    EngineKind Kind { get; }

    /// <summary>The log-likelihood of each row in nats, [B], not normalised: log Z is not subtracted.</summary>
    Tensor LogLikelihood(CircuitTensors parameters, Tensor evidence);

    /// <summary>The log-likelihoods, and the gradient of a multiple of their sum by each parameter of the circuit.</summary>
    /// <param name="parameters">The parameters of the circuit.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="gradients">Where the gradients go, of the shapes of <paramref name="parameters"/>.</param>
    /// <param name="scale">What the sum of the log-likelihoods is multiplied by.</param>
    /// <param name="accumulate">Whether gradients are added to what is there, or replace it.</param>
    Tensor Differentiate(CircuitTensors parameters, Tensor evidence, CircuitTensors gradients, double scale, bool accumulate);
}
