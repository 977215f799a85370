namespace Pics.Laws;

/// <summary>How to make a small model: a value, unlike the model.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Seed">Of its parameters.</param>
/// <param name="IsPlain">Free weights instead of nets.</param>
/// <param name="IsDouble">64 bits.</param>
/// <param name="IsFresh">The parameters that training starts from, under which variables are nearly independent, not those of raised contrast.</param>
public sealed record ModelRecipe(Pic Circuit, int Seed, bool IsPlain = false, bool IsDouble = true, bool IsFresh = false)
{
    /// <summary>The rule that the models are said to be trained with.</summary>
    public const RuleKind Rule = RuleKind.GaussLegendre;

    /// <summary>K of that rule.</summary>
    public const int Nodes = 3;

    private const int Width = 6; // of the nets
    private const int MostVariables = 4; // of binary ones

    /// <summary>Circuits of every kind and family, of which one in four is plain and one in four fresh.</summary>
    internal static Gen<ModelRecipe> Some =>
        from seed in Generate.Seeds
        from circuit in Circuits
        from isPlain in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isDouble in Gen.Elements(true, false)
        from isFresh in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        where !circuit.Scope.IsEmpty
        select new ModelRecipe(circuit, seed, isPlain, isDouble, isFresh);

    /// <summary>The model; dispose of it.</summary>
    public StoredModel Make()
    {
        var model = StoredModel.Create(Circuit, IsPlain, new NetSettings(Width, Double: IsDouble), Rule, Nodes, Seed).OrThrow();
        if (!IsFresh) Contrast.Raise(model, Seed);
        return model;
    }

    /// <summary>The circuit and the choices, as text.</summary>
    public override string ToString() =>
        $"{Shown.Of(Circuit)}\nwith {(IsPlain ? "free weights" : "nets")} of {(IsDouble ? 64 : 32)} bits, {(IsFresh ? "fresh" : "of raised contrast")}, seed {Seed}";

    /// <summary>One in two is over binary variables and oddly composed; the others have a family per variable, and up to two channels.</summary>
    private static Gen<Pic> Circuits => Gen.OneOf(Generate.MergedPics(MostVariables), FamilyRecipe.Some(Gen.Choose(1, 2), Gen.Elements(true, false)).Select(recipe => recipe.Pic));
}

/// <summary>A small model and a case for it.</summary>
/// <param name="Model">How to make the model.</param>
/// <param name="Case">The case.</param>
public sealed record Trial(ModelRecipe Model, LawCase Case)
{
    internal static Gen<Trial> Some =>
        from recipe in ModelRecipe.Some
        from kind in Gen.Elements(Enum.GetValues<RuleKind>())
        from nodes in Gen.Elements(2, 3, 5)
        from given in Cases(recipe, recipe.IsPlain || (kind == RuleKind.Simpson && nodes == 2) ? (ModelRecipe.Rule, ModelRecipe.Nodes) : (kind, nodes))
        select new Trial(recipe, given);

    /// <summary>Model and case as text.</summary>
    public override string ToString() => $"{Model}\n{Case}";

    private static Gen<LawCase> Cases(ModelRecipe recipe, (RuleKind Kind, int Nodes) rule) => Generate.Seeds.Select(number =>
    {
        using var model = recipe.Make();
        using var subject = new LawSubject(model);
        return Generate.LawCases(subject, StoredRule.Of(rule.Kind, rule.Nodes)).Sample(1, new Rnd((ulong)number), 1)[0];
    });
}
