namespace Pics.Numerics;

/// <summary>Runs layers one after the other, and differentiates the result by autograd.</summary>
/// <param name="layers">The layers; owned.</param>
/// <param name="keep">Moves the values of a layer to the outer dispose scope.</param>
/// <param name="root">The log-likelihood of each row, [B], from the values of the last layer.</param>
internal sealed class LayerWalk<TValues>(TensorLayers<TValues> layers, Func<TValues, TValues> keep, Func<TValues, Tensor> root) : IDisposable
{
    /// <inheritdoc cref="ICircuitEngine.LogLikelihood"/>
    public Tensor LogLikelihood(CircuitTensors parameters, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return Forward(group => parameters[group], evidence).MoveToOuterDisposeScope();
    }

    /// <inheritdoc cref="ICircuitEngine.Differentiate"/>
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
        foreach (var layer in layers.Layers) layer.Dispose();
    }

    private Tensor Forward(Func<int, Tensor> parameters, Tensor evidence)
    {
        var outputs = new List<TValues>();
        var observed = layers.Constants.Extend(evidence);
        foreach (var layer in layers.Layers)
        {
            // What autograd does not need goes at the end of the layer.
            using var scope = NewDisposeScope();
            outputs.Add(keep(layer.Forward(parameters, observed, index => outputs[index])));
        }

        return root(outputs[^1]);
    }
}
