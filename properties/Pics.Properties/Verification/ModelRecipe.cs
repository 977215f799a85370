using Pics.Host;

namespace Pics.Properties;

/// <summary>How to make a small model: a value, unlike the model.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Seed">Of its parameters.</param>
/// <param name="IsPlain">Free weights instead of nets.</param>
/// <param name="IsDouble">64 bits.</param>
/// <param name="IsFresh">The parameters that training starts from, not those of high contrast.</param>
public sealed record ModelRecipe(Pic Circuit, int Seed, bool IsPlain = false, bool IsDouble = true, bool IsFresh = false)
{
    public const RuleKind Rule = RuleKind.GaussLegendre;
    public const int Nodes = 3;

    public StoredModel Make()
    {
        var model = StoredModel.Fresh(Circuit, IsPlain, new NetSettings(6, Double: IsDouble), Rule, Nodes, Seed);
        if (!IsFresh) Contrast.Raise(model, Seed);
        return model;
    }
}

/// <summary>A model and a case for it.</summary>
public sealed record Trial(ModelRecipe Model, LawCase Case);

/// <summary>Random trials: circuits of every kind and family, and the cases that the console makes.</summary>
public static class TrialArbitraries
{
    public static Arbitrary<Trial> Trials() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from circuit in Circuits
        from isPlain in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isDouble in Gen.Elements(true, false)
        from isFresh in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        let recipe = new ModelRecipe(circuit, seed, isPlain, isDouble, isFresh)
        where !circuit.Scope.IsEmpty
        from kind in Gen.Elements(Enum.GetValues<RuleKind>())
        from nodes in Gen.Elements(2, 3, 5)
        from given in Cases(recipe, isPlain || (kind == RuleKind.Simpson && nodes == 2) ? (ModelRecipe.Rule, ModelRecipe.Nodes) : (kind, nodes))
        select new Trial(recipe, given),
        trial => trial.Case.Shrink().Select(smaller => trial with { Case = smaller }));

    /// <summary>One in two is over binary variables and oddly composed; the others have a family per variable, and up to two channels.</summary>
    private static Gen<Pic> Circuits => Gen.OneOf(PicsArbitraries.Circuits(4), FamilyRecipe.Some(Gen.Choose(1, 2), Gen.Elements(true, false)).Select(recipe => recipe.Pic));

    private static Gen<LawCase> Cases(ModelRecipe recipe, (RuleKind Kind, int Nodes) rule) => Gen.Choose(0, int.MaxValue - 1).Select(number =>
    {
        using var model = recipe.Make();
        using var subject = new LawSubject(model);
        return new CaseGenerator(subject, null).At(StoredRule.Of(rule.Kind, rule.Nodes)).Sample(1, new Rnd((ulong)number), 1)[0];
    });
}
