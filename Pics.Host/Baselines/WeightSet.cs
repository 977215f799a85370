using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>The weights of a baseline and their running averages, by which it is judged. It owns them.</summary>
/// <param name="seed">Equal seeds give equal weights.</param>
/// <param name="type">The type of all numbers.</param>
internal sealed class WeightSet(int seed, ScalarType type = ScalarType.Float32) : IDisposable
{
    private const double Kept = 0.998; // of an average per step

    private readonly Generator generator = new((ulong)seed, CPU);
    private readonly List<Tensor> weights = [];
    private readonly List<Tensor> averages = [];
    private readonly List<Tensor> best = [];

    /// <summary>The type of all numbers.</summary>
    public ScalarType Type => type;

    /// <summary>The weights.</summary>
    public IReadOnlyList<Tensor> All => weights;

    /// <summary>How many numbers are trained.</summary>
    public long Count => weights.Sum(weight => weight.numel());

    /// <summary>Weights drawn from a normal distribution around zero.</summary>
    public Tensor Normal(double deviation, params long[] shape)
    {
        using var scope = NewDisposeScope();
        using var scale = deviation.ToScalar();
        return Keep(randn(shape, dtype: type, generator: generator).mul(scale));
    }

    /// <summary>Weights that are zero.</summary>
    public Tensor Zeros(params long[] shape)
    {
        using var scope = NewDisposeScope();
        return Keep(zeros(shape, dtype: type));
    }

    /// <summary>Weights that begin with some values, which are copied.</summary>
    public Tensor Of(Tensor values)
    {
        using var scope = NewDisposeScope();
        return Keep(values.detach().to(type).clone());
    }

    /// <summary>Brings the averages nearer to the weights.</summary>
    /// <param name="step">Steps made; early averages forget faster.</param>
    public void Average(long step)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var part = (1 - Math.Min(Kept, (1.0 + step) / (10.0 + step))).ToScalar();
        foreach (var (weight, average) in weights.Zip(averages)) average.add_(weight.sub(average), part);
    }

    /// <summary>Exchanges weights and averages.</summary>
    public void Swap()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (weight, average) in weights.Zip(averages))
        {
            var kept = weight.clone();
            weight.copy_(average);
            average.copy_(kept);
        }
    }

    /// <summary>Keeps the weights as the best ones.</summary>
    public void KeepBest() => Copy(weights, best);

    /// <summary>Takes the best ones back.</summary>
    public void TakeBest() => Copy(best, weights);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in weights.Concat(averages).Concat(best)) tensor.Dispose();
        generator.Dispose();
    }

    private static void Copy(List<Tensor> from, List<Tensor> to)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (source, target) in from.Zip(to)) target.copy_(source);
    }

    private Tensor Keep(Tensor values)
    {
        averages.Add(values.clone().DetachFromDisposeScope());
        best.Add(values.clone().DetachFromDisposeScope());
        values.requires_grad = true;
        weights.Add(values.DetachFromDisposeScope());
        return values;
    }
}
