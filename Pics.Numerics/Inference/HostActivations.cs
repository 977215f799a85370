namespace Pics.Numerics;

/// <summary>What every fold gives, from tensors [F, B, K].</summary>
internal sealed class HostActivations : Activations
{
    private readonly ImmutableArray<Tensor> values;
    private readonly ImmutableArray<Tensor> exponents;
    private readonly ImmutableArray<(nint Values, nint Exponents, int Rows, int Width)> starts;
    private readonly int size;

    private HostActivations(ImmutableArray<Tensor> values, ImmutableArray<Tensor> exponents)
    {
        (this.values, this.exponents) = (values, exponents);
        size = (int)values[0].ElementSize;
        starts = [.. values.Zip(exponents, (value, exponent) => (Start(value), Start(exponent), (int)value.shape[1], (int)value.shape[2]))];
    }

    /// <summary>With sums, by an engine itself.</summary>
    public static Activations OfEngine(ICircuitEngine engine, CircuitTensors numbers, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        if (engine is not FusedEngine fused)
            return Of(engine is ScaledStack scaled ? scaled.Outputs(numbers, evidence) : ((LayerStack)engine).Outputs(numbers, evidence).Select(Scaled));
        fused.LogLikelihood(numbers, evidence);
        return new EngineActivations(fused);
    }

    /// <summary>Copies, if need be to the host.</summary>
    public static HostActivations Of(IEnumerable<ScaledValues> layers)
    {
        using var scope = NewDisposeScope();
        Tensor Keep(Tensor tensor) => tensor.cpu().contiguous().DetachFromDisposeScope();
        var all = layers.ToList();
        return new([.. all.Select(layer => Keep(layer.Values))], [.. all.Select(layer => Keep(layer.Exponents.squeeze(2)))]);
    }

    /// <summary>From logarithms [F, K, B].</summary>
    public static ScaledValues Scaled(Tensor logarithms)
    {
        var rows = logarithms.transpose(1, 2);
        var largest = rows.amax([2], true).clamp_min(Held.Of(ScaledValues.Nothing));
        return new((rows - largest).exp(), largest.to(ScalarType.Float64).div(Held.Of(Math.Log(2))));
    }

    /// <inheritdoc/>
    public override FoldValues Of(FoldAddress fold)
    {
        var (start, exponent, rows, width) = starts[fold.Layer];
        return new(start + ((nint)fold.Fold * rows * width * size), width, 0, 0, exponent + ((nint)fold.Fold * rows * sizeof(double)));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var tensor in values.Concat(exponents)) tensor.Dispose();
        base.Dispose();
    }

    private static unsafe nint Start(Tensor tensor) => tensor.dtype == ScalarType.Float64 ? (nint)TensorMemory.Pointer<double>(tensor) : (nint)TensorMemory.Pointer<float>(tensor);

    /// <summary>Those in the working memory of the fused engine on tensors.</summary>
    private sealed class EngineActivations(FusedEngine engine) : Activations
    {
        public override FoldValues Of(FoldAddress fold) => engine.Read(fold);
    }
}
