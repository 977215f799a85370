using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The meaning of a trained model is what its engine computes, outlives it, and is refused where there is none.</summary>
[Collection(TensorTests.Name)]
public class ModelMeaningLaws
{
    private static readonly ModelRecipe Recipe = LawFaults.Mixed;

    private static QuadratureRule Rule => PicBuilder.Get(Quadrature.Create(ModelRecipe.Rule, ModelRecipe.Nodes));

    private static Arr<double> Row(params double[] values) => values.ToArr();

    private static T Get<T>(Either<QueryError, T> answer) => answer.IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private static double Engine(StoredModel model, QuadratureRule rule, Arr<double> row)
    {
        using var scope = NewDisposeScope();
        using var queries = PicBuilder.Get(QpcModel.Of(model, rule));
        return Get(LogLikelihood.OfEvidence(queries, tensor(row.ToArray(), [1, row.Count, 1]))).item<double>();
    }

    [Theory]
    [InlineData(0.5, 2, 4)]
    [InlineData(-1.5, double.NaN, 0)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    public void The_denotation_under_it_is_the_likelihood(double first, double second, double third)
    {
        var row = Row(first, second, third);
        var rules = new[] { Rule, PicBuilder.Get(Quadrature.Create(RuleKind.Trapezoidal, 4)) };
        using var model = Recipe.Make();
        var expected = rules.Select(rule => Engine(model, rule, row)).ToList();
        var meanings = rules.Select(rule => Get(ModelMeaning.Of(model, rule, row))).Prepend(Get(ModelMeaning.Of(model, row))).ToList();
        model.Dispose(); // the meaning has numbers of its own
        Assert.Equal(expected[0], Math.Log(Denotation.OfPic(Recipe.Circuit, rules[0], meanings[0])), 1e-9);
        Assert.Equal(expected[0], Math.Log(Denotation.OfPic(Recipe.Circuit, rules[0], meanings[1])), 1e-9);
        Assert.Equal(expected[1], Math.Log(Denotation.OfQpc(PicBuilder.Get(Materialize.With(rules[1]).Apply(Recipe.Circuit)), meanings[2])), 1e-9);
    }

    [Fact]
    public void What_it_does_not_know_is_not_a_number()
    {
        using var model = Recipe.Make();
        var meaning = Get(ModelMeaning.Of(model, Row(0, 0, 0)));
        var kernel = Recipe.Circuit.Units.Units.OfType<CircuitUnit.Linear>().First().Kernel;
        var latents = Enumerable.Repeat(Rule.Nodes[0], kernel.Signature.Latents).ToArr();
        Assert.True(meaning.Kernel(kernel, latents) > 0);
        Assert.True(double.IsNaN(meaning.Kernel(kernel, latents.Map(node => node + 0.01))));
        Assert.True(double.IsNaN(meaning.Kernel(kernel with { Group = 99 }, latents)));
        Assert.True(double.IsNaN(meaning.Kernel(kernel with { Head = 99 }, latents)));
        var density = Recipe.Circuit.Units.Units.OfType<CircuitUnit.Input>().First(input => input.Variable == 2).Density;
        Assert.True(double.IsNaN(meaning.Density(density with { Group = 99 }, 0, Rule.Nodes.Take(density.Signature.Latents).ToArr())));
        Assert.Equal(0, meaning.Density(density, 17, Rule.Nodes.Take(density.Signature.Latents).ToArr()));
        Assert.True(meaning.Evidence(99).IsNone);
    }

    [Fact]
    public void Models_without_a_denotation_are_refused()
    {
        string Said(ModelRecipe recipe, Arr<double> row)
        {
            using var model = recipe.Make();
            return ModelMeaning.Of(model, row).Match(_ => "accepted", error => error.Explain());
        }

        Assert.Equal("evidence is [1, 2, 1] of Float64; expected [rows, at least 3 variables, 1 channel(s)] of Int64 or Float64", Said(Recipe, Row(0, 0)));
        Assert.StartsWith("row 0: variable 1 ", Said(Recipe, Row(0, -1, 0)), StringComparison.Ordinal);
        Assert.Matches("^log Z of a denotation is [^;]+; it must be zero by construction, as for a PIC; free weights have no denotation$", Said(Recipe with { IsPlain = true }, Row(0, 0, 0)));
        var channels = new ModelRecipe(FamilyRecipe.Random(1, 2, false).Pic, 1);
        Assert.Equal("the number of channels of a denotation is 2; it must be 1", Said(channels, Row(0, 0, 0, 0, 0)));
        using var model = Recipe.Make();
        using var odd = new StoredModel(model.Pic, model.Parameters, model.Settings, RuleKind.Simpson, 2);
        Assert.StartsWith("K of a denotation is 2; it must be possible for the model (the Simpson rule", ModelMeaning.Of(odd, Row(0, 0, 0)).Match(_ => "accepted", error => error.Explain()), StringComparison.Ordinal);
    }

    [Fact]
    public void Raised_contrast_makes_variables_depend_on_each_other()
    {
        // The mutual information of the first two variables, with fresh nets and with raised ones.
        double Information(ModelRecipe recipe)
        {
            using var model = recipe.Make();
            double P(double first, double second) => Denotation.OfPic(recipe.Circuit, Rule, Get(ModelMeaning.Of(model, Row(first, second, double.NaN, double.NaN))));
            return (from first in new[] { 0.0, 1 } from second in new[] { 0.0, 1 } let p = P(first, second) select p * Math.Log(p / (P(first, double.NaN) * P(double.NaN, second)))).Sum();
        }

        Assert.True(Information(LawFaults.Binary) > 20 * Information(LawFaults.Binary with { IsFresh = true }));
    }
}
