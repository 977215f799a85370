using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A circuit in which each variable has a family of its own, with nets, and evidence that fits.</summary>
internal sealed class FamilyCircuit : IDisposable
{
    public FamilyCircuit(FamilyRecipe recipe, bool isDouble = true)
    {
        (Families, Pic, IsReal, Channels) = (recipe.Families, recipe.Pic, recipe.IsReal, recipe.Channels);
        Rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 3));
        Folded = Get(Pipeline.Evaluation(Rule).Apply(Pic));
        Nets = new(Pic, new(6, Double: isDouble), recipe.Seed);
        using var scope = NewDisposeScope();
        var real = tensor(recipe.Rows.SelectMany(row => row).ToArray(), [recipe.Rows.Count, Families.Count, Channels]);
        Evidence = (IsReal ? real : real.nan_to_num(-1).to(ScalarType.Int64)).DetachFromDisposeScope();
    }

    public int Channels { get; }

    public Arr<InputFamily> Families { get; }

    public Pic Pic { get; }

    public QuadratureRule Rule { get; }

    public FoldedQpc Folded { get; }

    public PicNets Nets { get; }

    /// <summary>[B, 5, C], some hidden; float64 if a family is real.</summary>
    public Tensor Evidence { get; }

    public bool IsReal { get; }

    public void Dispose()
    {
        Nets.Dispose();
        Evidence.Dispose();
    }
}
