namespace Pics.Numerics;

/// <summary>The reference engine: a folded circuit as layers of plain libtorch operations in log space, differentiated by autograd.</summary>
/// <remarks>Kept simple for good: it is the oracle of faster engines.</remarks>
public sealed class LayerStack : ICircuitEngine
{
    private readonly LayerWalk<Tensor> walk;

    internal LayerStack(TensorLayers<Tensor> layers) =>
        walk = new(layers, values => values.MoveToOuterDisposeScope(), values => values.view(-1));

    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Reference;

    /// <inheritdoc/>
    public Tensor LogLikelihood(CircuitTensors parameters, Tensor evidence) => walk.LogLikelihood(parameters, evidence);

    /// <inheritdoc/>
    public Tensor Differentiate(CircuitTensors parameters, Tensor evidence, CircuitTensors gradients, double scale, bool accumulate) =>
        walk.Differentiate(parameters, evidence, gradients, scale, accumulate);

    /// <summary>What each layer gives, [F, K, B]; to be disposed of.</summary>
    internal ImmutableArray<Tensor> Outputs(CircuitTensors parameters, Tensor evidence) => walk.Outputs(parameters, evidence);

    /// <inheritdoc/>
    public void Dispose() => walk.Dispose();
}
