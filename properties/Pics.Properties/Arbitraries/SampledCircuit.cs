using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A small PIC with nets whose functions are far from flat, and what its QPC says.</summary>
internal sealed class SampledCircuit : IDisposable
{
    public SampledCircuit(Pic pic, long seed, double scale)
    {
        Pic = pic;
        Nets = new(pic, new(8, Double: true), seed);
        using var untracked = no_grad();
        foreach (var net in Nets.Nets)
        {
            net.Head.Weight.mul_(scale);
            if (net.Group.Sharing == Sharing.Composite) net.Head.Weight.add_(randn(net.Head.Weight.shape, dtype: ScalarType.Float64, generator: new Generator((ulong)seed)));
        }
    }

    public Pic Pic { get; }

    public PicNets Nets { get; }

    public static Pic Over(Either<PicsError, RegionGraph> graph, InputFamily family, MergeKind below) =>
        Get(graph.Bind(Merge.Rooted(_ => family, MergeKind.Tucker, below).Then(Share.With(Sharing.None, Sharing.Composite)).Apply));

    /// <summary>Rows of the PIC, on [-1, 1] if no rule says otherwise.</summary>
    public Tensor Draw(long rows, PicSamplingSettings? settings = null, ulong seed = 5, QuadratureRule? rule = null) =>
        PicSampling.Draw(Pic, Nets, rule ?? Get(Quadrature.Create(RuleKind.GaussLegendre, 3)), seed, rows, settings).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    /// <summary>exp of the log-likelihoods of the QPC under a rule.</summary>
    public double[] Densities(Tensor evidence, QuadratureRule rule)
    {
        using var scope = NewDisposeScope();
        using var engine = Compile.ToLayerStack(Get(Pipeline.Evaluation(rule).Apply(Pic)));
        using var numbers = Nets.Materialize(rule, forGradients: false, EngineKind.Reference);
        return EngineInputs.Values(engine.LogLikelihood(numbers.Tensors, evidence).exp());
    }

    public void Dispose() => Nets.Dispose();
}
