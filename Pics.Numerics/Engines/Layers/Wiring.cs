namespace Pics.Numerics;

/// <summary>What layers read, as indices into the tensors of earlier layers and of function groups.</summary>
/// <param name="folded">The circuit.</param>
/// <param name="device">Where it is evaluated.</param>
internal sealed class Wiring(FoldedQpc folded, Device device)
{
    private readonly Dictionary<int, long> heads =
        folded.Groups.ToDictionary(group => group.Id, group => (long)(group.Sharing == Sharing.Full ? 1 : group.Functions));

    /// <summary>All inputs of a layer, slot by slot.</summary>
    public Gather Inputs(FoldedLayer layer) => Inputs(layer.Sources);

    /// <summary>Input h of all folds of a layer, for each h.</summary>
    public ImmutableArray<Gather> InputByInput(FoldedLayer layer) =>
        [.. Enumerable.Range(0, layer.Arity).Select(h => Inputs(Enumerable.Range(0, layer.Folds).Select(f => layer.Sources[(f * layer.Arity) + h])))];

    /// <summary>The parameters of functions, one row per function.</summary>
    public Gather Functions(IEnumerable<FunctionSpec> functions) =>
        new(functions.Select(function => (function.Group, function.Head)), group => heads[group], device);

    /// <summary>Whole numbers on the device, outside any dispose scope.</summary>
    public Tensor Integers(IEnumerable<int> numbers) => tensor(numbers.Select(number => (long)number).ToArray(), device: device).DetachFromDisposeScope();

    /// <summary>The weights of a mixing layer after a function of each, [F, H, 1, 1], outside any dispose scope.</summary>
    public Tensor Weights(FoldedLayer.Mixing layer, Func<double, double> function) =>
        tensor(layer.Weights.Map(function).ToArray(), [layer.Folds, layer.Arity, 1, 1], device: device).DetachFromDisposeScope();

    /// <summary>Whether each fold of an input layer reads a variable of the circuit and not a constant column, [F, 1, 1, 1], outside any dispose scope.</summary>
    public Tensor IsFree(FoldedLayer.Input layer) =>
        tensor(layer.Variables.Map(variable => variable < folded.Scope.Columns).ToArray(), [layer.Folds, 1, 1, 1], device: device).DetachFromDisposeScope();

    private Gather Inputs(IEnumerable<FoldAddress> sources) =>
        new(sources.Select(source => (source.Layer, source.Fold)), layer => folded.Layers[layer].Folds, device);
}
