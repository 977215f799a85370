namespace Pics.Numerics;

/// <summary>What every fold of a circuit gives for some rows, in the host's memory: what a top-down pass reads.</summary>
internal abstract class Activations : IDisposable
{
    /// <summary>The values of a fold; valid until the next use of the model.</summary>
    public abstract FoldValues Of(FoldAddress fold);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>With sums, p(evidence below | node); and the log-likelihood of each row, [B], not yet divided by Z.</summary>
    public static (Activations Activations, Tensor LogLikelihood) OfSums(QpcModel model, Tensor evidence)
    {
        if (model.Engine is FusedEngine fused) return (new FusedActivations(fused), fused.LogLikelihood(model.Parameters, evidence));
        using var scope = NewDisposeScope();
        var outputs = model.Scaled.Outputs(model.Parameters, evidence);
        return (HostActivations.Of(outputs), ScaledStack.LogLikelihood(outputs[^1]).MoveToOuterDisposeScope());
    }

    /// <summary>With sums, by an engine itself.</summary>
    public static Activations OfEngine(ICircuitEngine engine, CircuitTensors numbers, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        if (engine is not FusedEngine fused)
            return HostActivations.Of(engine is ScaledStack scaled ? scaled.Outputs(numbers, evidence) : ((LayerStack)engine).Outputs(numbers, evidence).Select(Scale));
        fused.LogLikelihood(numbers, evidence);
        return new FusedActivations(fused);
    }

    /// <summary>With maxima: the largest value of an induced tree below.</summary>
    public static (Activations Activations, Tensor LogLikelihood) OfMaxima(QpcModel model, Tensor evidence)
    {
        if (model.FusedMaxima is { } fused) return (new FusedActivations(fused), fused.LogLikelihood(model.Parameters, evidence));
        using var scope = NewDisposeScope();
        var outputs = model.Max.Outputs(model.Parameters, evidence);
        return (HostActivations.Of(outputs.Select(Scale)), outputs[^1].view(-1).clone().MoveToOuterDisposeScope());
    }

    /// <summary>From logarithms [F, K, B].</summary>
    private static ScaledValues Scale(Tensor logarithms)
    {
        var rows = logarithms.transpose(1, 2);
        var largest = rows.amax([2], true).clamp_min(Held.Of(ScaledValues.Nothing));
        return new((rows - largest).exp(), largest.to(ScalarType.Float64).div(Held.Of(Math.Log(2))));
    }
}

/// <summary>Those in the working memory of the fused engine.</summary>
internal sealed class FusedActivations(FusedEngine engine) : Activations
{
    /// <inheritdoc/>
    public override FoldValues Of(FoldAddress fold) => engine.Read(fold);

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}

/// <summary>Those of tensors [F, B, K].</summary>
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

    /// <summary>Copies, if need be to the host.</summary>
    public static HostActivations Of(IEnumerable<ScaledValues> layers)
    {
        using var scope = NewDisposeScope();
        Tensor Keep(Tensor tensor) => tensor.cpu().contiguous().DetachFromDisposeScope();
        var all = layers.ToList();
        return new([.. all.Select(layer => Keep(layer.Values))], [.. all.Select(layer => Keep(layer.Exponents.squeeze(2)))]);
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
    }

    private static unsafe nint Start(Tensor tensor) => tensor.dtype == ScalarType.Float64 ? (nint)TensorMemory.Pointer<double>(tensor) : (nint)TensorMemory.Pointer<float>(tensor);
}
