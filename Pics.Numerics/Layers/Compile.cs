namespace Pics.Numerics;

/// <summary>Folded QPC to layer stack: a walk over the layers without decisions of its own; preserves the denotation exactly.</summary>
public static class Compile
{
    /// <summary>An engine of the given kind for a folded circuit.</summary>
    /// <param name="folded">The circuit.</param>
    /// <param name="kind">Which engine.</param>
    /// <param name="device">Where it is evaluated; null is the CPU.</param>
    public static ICircuitEngine ToEngine(FoldedQpc folded, EngineKind kind, Device? device = null) => kind switch
    {
        EngineKind.Fused => new FusedEngine(folded),
        _ => ToLayerStack(folded, device),
    };

    /// <summary>The layer stack of a folded circuit.</summary>
    /// <param name="folded">The circuit.</param>
    /// <param name="device">Where it is evaluated; null is the CPU.</param>
    public static LayerStack ToLayerStack(FoldedQpc folded, Device? device = null)
    {
        var place = device ?? CPU;
        var heads = folded.Groups.ToDictionary(group => group.Id, group => (long)(group.Sharing == Sharing.Full ? 1 : group.Functions));

        Gather Inputs(IEnumerable<FoldAddress> sources) =>
            new(sources.Select(source => (source.Layer, source.Fold)), layer => folded.Layers[layer].Folds, place);

        Gather Functions(IEnumerable<FunctionSpec> functions) =>
            new(functions.Select(function => (function.Group, function.Head)), group => heads[group], place);

        ImmutableArray<Gather> InputByInput(FoldedLayer layer) =>
            [.. Enumerable.Range(0, layer.Arity).Select(h => Inputs(Enumerable.Range(0, layer.Folds).Select(f => layer.Sources[(f * layer.Arity) + h])))];

        Tensor Numbers(IEnumerable<double> numbers, params long[] shape) => tensor(numbers.ToArray(), shape, device: place).DetachFromDisposeScope();

        using var scope = NewDisposeScope();
        return new([.. folded.Layers.Select(layer => layer.Match<Layer>(
            input => new InputLayer(
                Functions(input.Functions),
                tensor(input.Variables.Map(variable => (long)variable).ToArray(), device: place).DetachFromDisposeScope(),
                input.Folds),
            cp => new CpLayer(Inputs(cp.Sources), Functions(cp.Functions), cp.Arity),
            tucker => new TuckerLayer(InputByInput(tucker), Functions(tucker.Functions)),
            hadamard => new HadamardLayer(Inputs(hadamard.Sources), hadamard.Arity),
            kronecker => new KroneckerLayer(InputByInput(kronecker)),
            mixing => new MixingLayer(Inputs(mixing.Sources), Numbers(mixing.Weights.Map(Math.Log), mixing.Folds, mixing.Arity, 1, 1))))]);
    }
}
