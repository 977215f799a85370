namespace Pics.Numerics;

/// <summary>The reference engine: a folded circuit as layers of plain libtorch operations in log space, differentiated by autograd.</summary>
/// <remarks>Kept simple for good: it is the oracle of faster engines.</remarks>
public sealed class LayerStack : ICircuitEngine
{
    private readonly ImmutableArray<Layer> layers;

    internal LayerStack(ImmutableArray<Layer> layers) => this.layers = layers;

    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Reference;

    /// <inheritdoc/>
    public Tensor LogLikelihood(CircuitTensors parameters, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return Forward(group => parameters[group], evidence).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Differentiate(CircuitTensors parameters, Tensor evidence, CircuitTensors gradients, double scale, bool accumulate)
    {
        using var scope = NewDisposeScope();
        using var tracked = enable_grad();
        var leaves = parameters.Groups.ToDictionary(group => group, group => parameters[group].detach().requires_grad_(true));
        var logLikelihood = Forward(group => leaves[group], evidence);
        (logLikelihood.sum() * scale).backward();
        foreach (var (group, leaf) in leaves) gradients.Put(group, leaf.grad, accumulate);
        return logLikelihood.detach().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in layers) layer.Dispose();
    }

    private Tensor Forward(Func<int, Tensor> parameters, Tensor evidence)
    {
        var outputs = new List<Tensor>();
        foreach (var layer in layers)
        {
            // What autograd does not need goes at the end of the layer.
            using var scope = NewDisposeScope();
            outputs.Add(layer.Forward(parameters, evidence, index => outputs[index]).MoveToOuterDisposeScope());
        }

        return outputs[^1].view(-1);
    }
}
