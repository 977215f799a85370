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

    /// <summary>Computes the parameters of the circuit with nets evaluated at few nodes a latent and interpolated to those of the rule, for training steps; as <see cref="Materialize(QuadratureRule, bool, EngineKind)"/> where there are no nets.</summary>
    /// <param name="rule">The quadrature rule, on a bounded domain.</param>
    /// <param name="netNodes">Nodes of the nets; null, or nearly as many as the rule has, for those of the rule.</param>
    /// <param name="forGradients">Whether <see cref="Materialization.Backward"/> will be called.</param>
    /// <param name="engine">Which engine they are for.</param>
    Materialization Materialize(QuadratureRule rule, int? netNodes, bool forGradients, EngineKind engine) => Materialize(rule, forGradients, engine);

    /// <summary>The same for some groups only: the tensors of the others have their shapes and whatever is in memory, and nothing goes back through them.</summary>
    /// <param name="rule">The quadrature rule.</param>
    /// <param name="netNodes">Nodes of the nets, or null for those of the rule.</param>
    /// <param name="forGradients">Whether <see cref="Materialization.Backward"/> will be called.</param>
    /// <param name="engine">Which engine they are for.</param>
    /// <param name="owns">Whether a group is wanted; the same function each time, since what depends on it is kept.</param>
    internal Materialization Materialize(QuadratureRule rule, int? netNodes, bool forGradients, EngineKind engine, Func<int, bool> owns) => Materialize(rule, netNodes, forGradients, engine);

    /// <summary>The parameters that some group's tensor, and no other's, is computed from; none where there are no nets.</summary>
    internal IEnumerable<Parameter> Of(int group) => [];

    /// <summary>Puts parameters back into their range after an optimiser step.</summary>
    void Project();
}
