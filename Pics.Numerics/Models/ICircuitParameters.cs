using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>A source of the parameters of a circuit: the nets of a PIC, or the free weights of a plain circuit.</summary>
public interface ICircuitParameters : IDisposable
{
    /// <summary>The parameters that an optimiser changes.</summary>
    IReadOnlyList<Parameter> Trainable { get; }

    /// <summary>Every tensor that has to be kept, by name.</summary>
    IEnumerable<(string Name, Tensor Tensor)> Named { get; }

    /// <summary>Whether the sum rows sum to one by construction, so that log Z = 0.</summary>
    bool IsNormalised { get; }

    /// <summary>Whether they are functions of the latents, so that there are parameters of the circuit for every rule and K.</summary>
    bool IsOfEveryRule => false;

    /// <summary>Computes the parameters of the circuit.</summary>
    /// <param name="rule">The quadrature rule.</param>
    /// <param name="forGradients">Whether <see cref="Materialization.Backward"/> will be called.</param>
    /// <param name="engine">Which engine they are for; it decides how they are computed, not what they are.</param>
    Materialization Materialize(QuadratureRule rule, bool forGradients, EngineKind engine);

    /// <summary>Puts parameters back into their range after an optimiser step.</summary>
    void Project();
}
