namespace Pics.Numerics;

/// <summary>Folded QPC to engine: a walk over the layers without decisions of its own; preserves the denotation exactly.</summary>
public static class Compile
{
    /// <summary>An engine of the given kind for a folded circuit.</summary>
    /// <param name="folded">The circuit.</param>
    /// <param name="kind">Which engine.</param>
    /// <param name="device">Where it is evaluated; null is the CPU.</param>
    public static ICircuitEngine ToEngine(FoldedQpc folded, EngineKind kind, Device? device = null) => kind switch
    {
        EngineKind.Scaled => ToScaledStack(folded, device),
        EngineKind.Fused => new FusedEngine(folded),
        _ => ToLayerStack(folded, device),
    };

    /// <summary>The layer stack of a folded circuit.</summary>
    /// <param name="folded">The circuit.</param>
    /// <param name="device">Where it is evaluated; null is the CPU.</param>
    public static LayerStack ToLayerStack(FoldedQpc folded, Device? device = null) => new(Layers<Tensor>(folded, device, (layer, wiring) => layer.Match<Layer>(
        input => new InputLayer(wiring.Functions(input.Functions), wiring.Integers(input.Variables), input.Family),
        cp => new CpLayer(wiring.Inputs(cp), wiring.Functions(cp.Functions), cp.Arity),
        tucker => new TuckerLayer(wiring.InputByInput(tucker), wiring.Functions(tucker.Functions)),
        hadamard => new HadamardLayer(wiring.Inputs(hadamard), hadamard.Arity),
        kronecker => new KroneckerLayer(wiring.InputByInput(kronecker)),
        mixing => new MixingLayer(wiring.Inputs(mixing), wiring.Weights(mixing, Math.Log)))));

    /// <summary>The scaled stack of a folded circuit.</summary>
    /// <param name="folded">The circuit.</param>
    /// <param name="device">Where it is evaluated; null is the CPU.</param>
    internal static ScaledStack ToScaledStack(FoldedQpc folded, Device? device = null) => new(Layers<ScaledValues>(folded, device, (layer, wiring) => layer.Match<Layer<ScaledValues>>(
        input => input.Family.Values.IsSome ? ScaledInputLayer.Of(input, wiring) : new ScaledDensityLayer(wiring.Functions(input.Functions), wiring.Integers(input.Variables), input.Family),
        cp => new ScaledCpLayer(wiring.Inputs(cp), wiring.Functions(cp.Functions), cp.Arity),
        tucker => new ScaledTuckerLayer(wiring.InputByInput(tucker), wiring.Functions(tucker.Functions)),
        hadamard => new ScaledHadamardLayer(wiring.Inputs(hadamard), hadamard.Arity),
        kronecker => new ScaledKroneckerLayer(wiring.InputByInput(kronecker)),
        mixing => new ScaledMixingLayer(wiring.Inputs(mixing), wiring.Weights(mixing, weight => weight)))));

    /// <summary>The layers of a folded circuit with maxima in place of sums.</summary>
    internal static MaxStack ToMaxStack(FoldedQpc folded, Device? device = null) => new(Layers<Tensor>(folded, device, (layer, wiring) => layer.Match<Layer>(
        input => new MaxInputLayer(wiring.Functions(input.Functions), wiring.Integers(input.Variables), wiring.IsFree(input), input.Family),
        cp => new MaxCpLayer(wiring.Inputs(cp), wiring.Functions(cp.Functions), cp.Arity),
        tucker => new MaxTuckerLayer(wiring.InputByInput(tucker), wiring.Functions(tucker.Functions)),
        hadamard => new HadamardLayer(wiring.Inputs(hadamard), hadamard.Arity),
        kronecker => new KroneckerLayer(wiring.InputByInput(kronecker)),
        mixing => new MaxMixingLayer(wiring.Inputs(mixing), wiring.Weights(mixing, Math.Log)))));

    private static TensorLayers<TValues> Layers<TValues>(FoldedQpc folded, Device? device, Func<FoldedLayer, Wiring, Layer<TValues>> compile)
    {
        using var scope = NewDisposeScope();
        var wiring = new Wiring(folded, device ?? CPU);
        var constants = new ConstantColumns(folded);
        return new([.. constants.Layers.Select(layer => compile(layer, wiring))], constants);
    }
}
