namespace Pics.Numerics;

/// <summary>What every layer of a circuit gives for some rows, in the host's memory: what a way back reads.</summary>
internal sealed class Activations : IDisposable
{
    private Activations(int rows, ImmutableArray<Tensor> values, ImmutableArray<Tensor> exponents) => (Rows, Values, Exponents) = (rows, values, exponents);

    /// <summary>B.</summary>
    public int Rows { get; }

    /// <summary>The scaled values of each layer, [F, B, K], contiguous.</summary>
    public ImmutableArray<Tensor> Values { get; }

    /// <summary>Their powers of two, [F, B] of float64, contiguous.</summary>
    public ImmutableArray<Tensor> Exponents { get; }

    /// <summary>With sums: p(evidence below | node).</summary>
    public static Activations OfSums(QpcModel model, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        return Host(evidence, model.Scaled.Outputs(model.Numbers, evidence));
    }

    /// <summary>With maxima: the largest value of an induced tree below.</summary>
    public static Activations OfMaxima(QpcModel model, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        return Host(evidence, model.Max.Outputs(model.Numbers, evidence).Select(Scale));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Values.Concat(Exponents)) tensor.Dispose();
    }

    private static Activations Host(Tensor evidence, IEnumerable<ScaledValues> outputs)
    {
        var layers = outputs.ToList();
        Tensor Keep(Tensor tensor) => tensor.cpu().contiguous().DetachFromDisposeScope();
        return new((int)evidence.shape[0], [.. layers.Select(layer => Keep(layer.Values))], [.. layers.Select(layer => Keep(layer.Exponents.squeeze(2)))]);
    }

    /// <summary>From logarithms [F, K, B].</summary>
    private static ScaledValues Scale(Tensor logarithms)
    {
        var rows = logarithms.transpose(1, 2);
        var largest = rows.amax([2], true).clamp_min(ScaledValues.Nothing);
        return new((rows - largest).exp(), largest.to(ScalarType.Float64) / Math.Log(2));
    }
}
