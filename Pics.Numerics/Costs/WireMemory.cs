namespace Pics.Numerics;

/// <summary>Which rows of earlier layers and of groups the layers of a libtorch engine copy, as they read them.</summary>
internal sealed class WireMemory(FoldedQpc circuit)
{
    private readonly Dictionary<int, long> heads = circuit.Groups.ToDictionary(group => group.Id, group => group.Sharing == Sharing.Full ? 1L : group.Functions);

    /// <summary>All inputs of a layer, slot by slot.</summary>
    public GatherPlan Inputs(FoldedLayer layer) => Plan(layer.Sources);

    /// <summary>Input h of all folds of a layer, for each h.</summary>
    public IReadOnlyList<GatherPlan> InputByInput(FoldedLayer layer) =>
        [.. Enumerable.Range(0, layer.Arity).Select(h => Plan(Enumerable.Range(0, layer.Folds).Select(fold => layer.Sources[(fold * layer.Arity) + h])))];

    /// <summary>The parameters of functions, one row per function.</summary>
    public GatherPlan Functions(IEnumerable<FunctionSpec> functions) => new(functions.Select(function => (function.Group, function.Head)), group => heads[group]);

    private GatherPlan Plan(IEnumerable<FoldAddress> sources) => new(sources.Select(source => (source.Layer, source.Fold)), layer => circuit.Layers[layer].Folds);
}
