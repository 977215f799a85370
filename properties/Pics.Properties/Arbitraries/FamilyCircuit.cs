using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A circuit in which each variable has a family of its own, with nets, and evidence that fits.</summary>
internal sealed class FamilyCircuit : IDisposable
{
    private readonly int seed;

    public FamilyCircuit(int seed, int channels, bool isReal, bool isDouble = true)
    {
        (this.seed, Channels) = (seed, channels);
        Families = isReal
            ? [new InputFamily.Gaussian(channels), new InputFamily.Categorical(channels, 3), new InputFamily.Poisson(channels), new InputFamily.Gaussian(channels), new InputFamily.DiscretisedLogistic(channels, 5)]
            : [new InputFamily.Bernoulli(channels), new InputFamily.Binomial(channels, 3), new InputFamily.DiscretisedLogistic(channels, 4), new InputFamily.Poisson(channels), new InputFamily.Bernoulli(channels)];
        var graph = Get(RegionGraph.Create(GraphBuilder.Random(seed, Families.Length)));
        Pic = Get(RandomMerge(seed, variable => Families[variable]).Then(Share.With((Sharing)(seed % 3), Sharing.Composite)).Apply(graph));
        Rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 3));
        Folded = Get(Pipeline.Evaluation(Rule).Apply(Pic));
        Nets = new(Pic, new(6, Double: isDouble), seed);
        using var scope = NewDisposeScope();
        Evidence = Rows(17).DetachFromDisposeScope();
    }

    public int Channels { get; }

    public InputFamily[] Families { get; }

    public Pic Pic { get; }

    public QuadratureRule Rule { get; }

    public FoldedQpc Folded { get; }

    public PicNets Nets { get; }

    /// <summary>[B, 5, C], some hidden; float64 if a family is real.</summary>
    public Tensor Evidence { get; }

    public bool IsReal => Families.Any(family => family is InputFamily.Gaussian);

    public void Dispose()
    {
        Nets.Dispose();
        Evidence.Dispose();
    }

    private Tensor Rows(int rows)
    {
        var random = new Random(seed);
        double Value(InputFamily family) => random.Next(4) == 0
            ? double.NaN
            : family.Match(_ => Below(family), _ => Below(family), _ => Below(family), _ => Math.Round((random.NextDouble() * 4) - 2, 1), _ => Below(family), _ => random.Next(6) * random.Next(6));
        double Below(InputFamily family) => random.Next(family.Values.IfNone(1));
        var values = Enumerable.Range(0, rows * Families.Length * Channels).Select(place => Value(Families[place / Channels % Families.Length])).ToArray();
        var real = tensor(values, [rows, Families.Length, Channels]);
        return IsReal ? real : real.nan_to_num(-1).to(ScalarType.Int64);
    }
}
