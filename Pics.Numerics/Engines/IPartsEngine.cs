namespace Pics.Numerics;

/// <summary>An engine that differentiates all parts of a batch at once, to the bits of a tree of parts that were differentiated one by one.</summary>
internal interface IPartsEngine : ICircuitEngine
{
    /// <summary>The log-likelihoods, and the gradient of a multiple of their sum by each parameter of the circuit, which replaces what is there: of each part, added in one balanced tree.</summary>
    /// <param name="parameters">The parameters of the circuit.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="bounds">The first row of each part, a power of two of them, and B.</param>
    /// <param name="gradients">Where the gradients go, of the shapes of <paramref name="parameters"/>.</param>
    /// <param name="scale">What the sum of the log-likelihoods is multiplied by.</param>
    Tensor Differentiate(CircuitTensors parameters, Tensor evidence, ImmutableArray<int> bounds, CircuitTensors gradients, double scale);
}
