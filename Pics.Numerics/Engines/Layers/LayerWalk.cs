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
        logLikelihood.sum().mul(Held.Of(scale)).backward();
        foreach (var (group, leaf) in leaves) gradients.Put(group, leaf.grad, accumulate);
        return logLikelihood.detach().MoveToOuterDisposeScope();
    }

    /// <summary>What each layer gives; to be disposed of.</summary>
    public ImmutableArray<TValues> Outputs(CircuitTensors parameters, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return [.. Layers(group => parameters[group], evidence, (_, values) => values).Select(keep)];
    }

    /// <summary>The log-likelihood of each row, with its history where autograd is on.</summary>
    /// <param name="parameters">The parameters of the circuit.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="tap">Given the place of a layer and its values, what the layers above read in their place.</param>
    public Tensor Tracked(CircuitTensors parameters, Tensor evidence, Func<int, TValues, TValues> tap) =>
        root(Layers(group => parameters[group], evidence, tap)[^1]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in layers.Layers) layer.Dispose();
    }

    private Tensor Forward(Func<int, Tensor> parameters, Tensor evidence) => root(Layers(parameters, evidence, (_, values) => values)[^1]);

    private List<TValues> Layers(Func<int, Tensor> parameters, Tensor evidence, Func<int, TValues, TValues> tap)
    {
        var outputs = new List<TValues>();
        var observed = layers.Constants.Extend(evidence);
        foreach (var layer in layers.Layers)
        {
            // What autograd does not need goes at the end of the layer.
            using var scope = NewDisposeScope();
            outputs.Add(keep(tap(outputs.Count, layer.Forward(parameters, observed, index => outputs[index]))));
        }

        return outputs;
    }
}
