using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>What queries refuse, with the exact sentences, and evidence of probability zero.</summary>
[Collection(TensorTests.Name)]
public class QueryExamples
{
    /// <summary>Two independent bits and a count; the first bit is one for certain.</summary>
    private static void With(Action<QpcModel> check)
    {
        using var scope = NewDisposeScope();
        InputFamily[] families = [PicBuilder.Binary, PicBuilder.Binary, new InputFamily.Poisson(1)];
        var pic = PicBuilder.Get(Merge.With(variable => families[variable], _ => MergeKind.Cp).Then(Share.With(Sharing.None, Sharing.None)).Apply(PicBuilder.Get(FullyFactorised.Create(3))));
        var folded = PicBuilder.Get(Pipeline.Evaluation(PicBuilder.Get(Quadrature.Midpoint(2, -1, 1))).Apply(pic));
        Tensor Numbers(FunctionGroup group) => group.Signature.Match(
            density => density.Family is InputFamily.Poisson
                ? tensor(new[] { 0.0, 1.0 }, [1, 2, 1, 1])
                : tensor(new[] { double.NegativeInfinity, 0, double.NegativeInfinity, 0, Math.Log(0.25), Math.Log(0.75), Math.Log(0.5), Math.Log(0.5) }, [2, 2, 1, 2]),
            kernel => full([group.Functions, kernel.Outputs == 0 ? 1 : 2, 2], 0.5, ScalarType.Float64));
        using var numbers = new CircuitTensors(folded.Groups.Select(group => (group.Id, Numbers(group))));
        using var model = new QpcModel(folded, numbers);
        check(model);
    }

    private static Tensor Row(params double[] values) => tensor(values, [1, values.Length, 1]);

    private static void Says<T>(string sentence, Either<QueryError, T> result) => Assert.Equal(sentence, result.Match(_ => "no error", error => error.Explain()));

    [Fact]
    public void Evidence_of_probability_zero_is_minus_infinity_and_refused_by_what_is_given_it() => With(model =>
    {
        const string Zero = "row 0: the evidence has probability zero under the model, so nothing is defined given it; observe less";
        var impossible = Row(0, double.NaN, double.NaN);
        Assert.Equal([double.NegativeInfinity], ModelOf.Values(LogLikelihood.OfEvidence(model, impossible)));
        Assert.Equal([double.NegativeInfinity], ModelOf.Values(Conditional.LogLikelihood(model, impossible, Row(double.NaN, 1, double.NaN))));
        Says(Zero, Conditional.LogLikelihood(model, Row(double.NaN, 1, double.NaN), impossible));
        Says(Zero, Posterior.Of(model, impossible));
        Says(Zero, Surprise.Of(model, impossible));
        Says(Zero, Sampling.Given(model, impossible, 1, 1));
        Says(Zero, Mpe.MaxProduct(model, impossible));
        Says(Zero, EvidenceGradient.Of(model, impossible));
        Says(Zero.Replace("row 0", "row 1"), Posterior.Of(model, cat([Row(1, 0, 3), impossible], 0)));
        Assert.Equal([1.0, 0.75], [.. EngineInputs.Values(ModelOf.Get(Mpe.MaxProduct(model, model.NoEvidence(1))).to(ScalarType.Float64))[..1], Math.Round(Math.Exp(ModelOf.Values(LogLikelihood.OfEvidence(model, Row(1, 1, double.NaN)))[0]) + 0.125, 12)]);
        using var posterior = ModelOf.Get(Posterior.Of(model, Row(double.NaN, 1, double.NaN)));
        Assert.Equal([0.0, 1.0], ModelOf.Values(posterior.Probabilities(0)));
    });

    [Fact]
    public void Wrong_shapes_values_and_variables() => With(model =>
    {
        Says("evidence is [1, 2, 1] of Int64; expected [rows, at least 3 variables, 1 channel(s)] of Int64 or Float64", LogLikelihood.OfEvidence(model, zeros([1, 2, 1], ScalarType.Int64)));
        Says("evidence is [1, 3, 2] of Float64; expected [rows, at least 3 variables, 1 channel(s)] of Int64 or Float64", Posterior.Of(model, zeros([1, 3, 2], ScalarType.Float64)));
        Says("evidence is [3, 1] of Int64; expected [rows, at least 3 variables, 1 channel(s)] of Int64 or Float64", Sampling.Given(model, zeros([3, 1], ScalarType.Int64), 1, 1));
        Says("evidence is [1, 3, 1] of Float32; expected [rows, at least 3 variables, 1 channel(s)] of Int64 or Float64", Surprise.Of(model, zeros([1, 3, 1])));
        Says("row 0: variable 1 cannot be 2; categorical(2) has the whole numbers from 0 to 1", LogLikelihood.OfEvidence(model, Row(1, 2, 0)));
        Says("row 0: variable 1 cannot be 0.5; categorical(2) has the whole numbers from 0 to 1", LogLikelihood.OfEvidence(model, Row(1, 0.5, 0)));
        Says("row 0: variable 2 cannot be -1; poisson has the whole numbers from 0", LogLikelihood.OfEvidence(model, Row(1, 1, -1)));
        Says("row 0: variable 2 cannot be Infinity; poisson has the whole numbers from 0", LogLikelihood.OfEvidence(model, Row(1, 1, double.PositiveInfinity)));
        Says("row 1: variable 0 cannot be 7; categorical(2) has the whole numbers from 0 to 1", Mpe.MaxProduct(model, cat([Row(1, 1, 1), Row(7, 1, 1)], 0).to(ScalarType.Int64)));
        Says("row 0: variable 1 is in the query and in the evidence; it must be in one of them", Conditional.LogLikelihood(model, Row(1, 1, double.NaN), Row(double.NaN, 0, 3)));
        using var posterior = ModelOf.Get(Posterior.Of(model, model.NoEvidence(1)));
        Says("there is no channel 0 of variable 3 in the model; it has the variables {0-2} of 1 channel(s), counted from 0", posterior.Probabilities(3));
        Says("there is no channel 1 of variable 0 in the model; it has the variables {0-2} of 1 channel(s), counted from 0", posterior.LogOdds(0, 1, 0, 1));
        Says("variable 2 is poisson, which has no largest value and so no table of probabilities; ask for its mean, its variance or the density at a value", posterior.Probabilities(2));
        Says("there is no channel 0 of variable 9 in the model; it has the variables {0-2} of 1 channel(s), counted from 0", Information.Mutual(model, Scope.Single(9), Scope.Single(1), 10, 1));
        Says("row 0: variable 1 is in the query and in the evidence; it must be in one of them", Information.Mutual(model, Scope.Single(1), Scope.Of([0, 1]), 10, 1));
        Says("the number of samples is 1; it must be at least 2", Information.Entropy(model, 1, 1));
        Says("the number of samples is -1; it must be zero or more", Sampling.Unconditional(model, -1, 1));
        Says("the number of draws is 0; it must be at least 1", Sampling.Given(model, model.NoEvidence(1), 0, 1));
        Says("the number of completions kept is 5; it must be 1 to 4, one more than the draws", Mpe.BestOf(model, model.NoEvidence(1), 3, 5, 1));
    });

    [Fact]
    public void No_rows_give_no_rows() => With(model =>
    {
        var none = model.NoEvidence(0);
        Assert.Equal([0], ModelOf.Get(LogLikelihood.OfEvidence(model, none)).shape);
        Assert.Equal([0, 2, 3, 1], ModelOf.Get(Sampling.Given(model, none, 2, 1)).shape);
        Assert.Equal([0, 3, 1], ModelOf.Get(Mpe.MaxProduct(model, none)).shape);
        Assert.Equal([0, 3], ModelOf.Get(Surprise.Of(model, none)).shape);
        Assert.Equal([0, 3, 1], ModelOf.Get(Sampling.Unconditional(model, 0, 1)).shape);
    });
}
