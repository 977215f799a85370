using TorchSharp;
using static Pics.Properties.ModelOf;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Queries with every input family, one and two channels, values hidden channel by channel.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], MaxTest = 20)]
public class FamilyQueryLaws
{
    private static void With(FamilyRecipe recipe, Action<QpcModel, Tensor> check)
    {
        using var scope = NewDisposeScope();
        using var circuit = new FamilyCircuit(recipe);
        using var model = PicBuilder.Get(QpcModel.Of(circuit.Pic, circuit.Nets, circuit.Rule));
        check(model, circuit.Evidence);
    }

    /// <summary>The same rows with one value of one channel put in.</summary>
    private static Tensor Set(Tensor evidence, int variable, int channel, double value)
    {
        var changed = evidence.clone();
        changed.select(1, variable).select(1, channel).fill_(value);
        return changed;
    }

    private static bool[] Hidden(Tensor evidence, int variable, int channel) =>
        [.. EngineInputs.Values(evidence.select(1, variable).select(1, channel)).Select(value => double.IsNaN(value) || value < 0 && evidence.dtype == ScalarType.Int64)];

    [Property]
    public void Posterior_densities_are_conditional_densities(FamilyRecipe recipe) => With(recipe, (model, evidence) =>
    {
        using var posterior = Get(Posterior.Of(model, evidence));
        var channel = model.Channels - 1;
        foreach (var (variable, family) in model.Families)
        {
            var value = family is InputFamily.Gaussian ? 0.625 : 1.0;
            var asked = full_like(evidence, evidence.dtype == ScalarType.Int64 ? -1 : double.NaN);
            asked.select(1, variable).select(1, channel).fill_(value);
            var found = EngineInputs.Values(Get(posterior.LogDensity(asked)).select(1, variable).select(1, channel));
            var hidden = Hidden(evidence, variable, channel);
            var expected = Pairs.Of(Values(LogLikelihood.OfEvidence(model, Set(evidence, variable, channel, value))), Values(LogLikelihood.OfEvidence(model, evidence))).Select(pair => pair.Expected - pair.Found).ToArray();
            for (var row = 0; row < hidden.Length; row++)
                if (hidden[row]) Assert.Equal(expected[row], found[row], 1e-9);
                else Assert.True(found[row] == 0 || double.IsNegativeInfinity(found[row]));
        }
    });

    [Property(MaxTest = 8)]
    public void No_other_value_is_more_probable_than_the_mode(FamilyRecipe recipe) => With(recipe, (model, evidence) =>
    {
        using var posterior = Get(Posterior.Of(model, evidence));
        var channel = model.Channels - 1;
        foreach (var (variable, family) in model.Families)
        {
            Tensor At(Tensor values)
            {
                var asked = full([evidence.shape[0], model.Variables, model.Channels], double.NaN, ScalarType.Float64);
                asked.select(1, variable).select(1, channel).copy_(values);
                return Get(posterior.LogDensity(asked)).select(1, variable).select(1, channel);
            }

            var modes = Get(posterior.Mode(variable, channel));
            var (found, values, hidden) = (EngineInputs.Values(At(modes)), EngineInputs.Values(modes), Hidden(evidence, variable, channel));
            Assert.All(Pairs.Of(EngineInputs.Values(evidence.select(1, variable).select(1, channel)), values).Where((_, row) => !hidden[row]), pair => Assert.Equal(pair.Expected, pair.Found));
            var others = family.Values.Match(count => Enumerable.Range(0, count).Select(value => (double)value), () => family is InputFamily.Gaussian ? Enumerable.Range(-200, 401).Select(step => step / 20.0) : Enumerable.Range(0, 40).Select(value => (double)value));
            foreach (var other in others)
            {
                var logs = EngineInputs.Values(At(full(evidence.shape[0], other, ScalarType.Float64)));
                for (var row = 0; row < hidden.Length; row++) Assert.True(!hidden[row] || logs[row] <= found[row] + 1e-9, $"{other} instead of {values[row]}");
            }
        }
    });

    [Property(MaxTest = 8)]
    public void Moments_are_sums_and_integrals_of_the_posterior(FamilyRecipe recipe) => With(recipe, (model, evidence) =>
    {
        using var posterior = Get(Posterior.Of(model, evidence));
        var (mean, variance) = (posterior.Mean(), posterior.Variance());
        foreach (var (variable, family) in model.Families)
        {
            var points = family.Match(_ => Whole(family), _ => Whole(family), _ => Whole(family), _ => Enumerable.Range(-3600, 7201).Select(step => step / 200.0), _ => Whole(family), _ => Enumerable.Range(0, 60).Select(value => (double)value)).ToArray();
            var weight = family is InputFamily.Gaussian ? 1 / 200.0 : 1;
            if (family is InputFamily.Gaussian or InputFamily.Poisson && variable > 0) continue; // the first is enough of what is slow
            for (var channel = 0; channel < model.Channels; channel++)
            {
                var hidden = Hidden(evidence, variable, channel);
                var row = System.Array.IndexOf(hidden, true);
                if (row < 0) continue;
                using var one = Get(Posterior.Of(model, evidence.narrow(0, row, 1).expand(points.Length, -1, -1)));
                var asked = full([points.Length, model.Variables, model.Channels], double.NaN, ScalarType.Float64);
                asked.select(1, variable).select(1, channel).copy_(tensor(points));
                var densities = EngineInputs.Values(Get(one.LogDensity(asked)).select(1, variable).select(1, channel)).Select(log => Math.Exp(log) * weight).ToArray();
                var expected = points.Zip(densities).Sum(pair => pair.Item1 * pair.Item2);
                Assert.Equal(1, densities.Sum(), 1e-6);
                Assert.Equal(expected, mean[row, variable, channel].item<double>(), 1e-5);
                Assert.Equal(points.Zip(densities).Sum(pair => (pair.Item1 - expected) * (pair.Item1 - expected) * pair.Item2), variance[row, variable, channel].item<double>(), 1e-4);
            }
        }

        static IEnumerable<double> Whole(InputFamily family) => Enumerable.Range(0, family.Values.IfNone(0)).Select(value => (double)value);
    });

    [Property]
    public void Surprise_is_the_conditional_given_all_else(FamilyRecipe recipe) => With(recipe, (model, evidence) =>
    {
        var found = Get(Surprise.Of(model, evidence));
        var all = Values(LogLikelihood.OfEvidence(model, evidence));
        foreach (var variable in model.Families.Keys)
        {
            var without = evidence.clone();
            without.select(1, variable).fill_(evidence.dtype == ScalarType.Int64 ? -1 : double.NaN);
            var rest = Values(LogLikelihood.OfEvidence(model, without));
            var surprise = EngineInputs.Values(found.select(1, variable));
            for (var row = 0; row < all.Length; row++)
                if (Enumerable.Range(0, model.Channels).All(channel => Hidden(evidence, variable, channel)[row])) Assert.True(double.IsNaN(surprise[row]));
                else Assert.Equal(rest[row] - all[row], surprise[row], 1e-9);
        }
    });

    [Property]
    public Property Gradients_agree_with_finite_differences() => Prop.ForAll(Arb.From(FamilyRecipe.Some(Gen.Choose(1, 2), Gen.Constant(true)), Shrinkers.Recipe), recipe => With(recipe, (model, evidence) =>
    {
        const double Step = 1e-6;
        var gradients = Get(EvidenceGradient.Of(model, evidence));
        foreach (var (variable, family) in model.Families)
            for (var channel = 0; channel < model.Channels; channel++)
            {
                var found = EngineInputs.Values(gradients.select(1, variable).select(1, channel));
                var step = zeros_like(evidence);
                step.select(1, variable).select(1, channel).fill_(family is InputFamily.Gaussian ? Step : 0);
                var (up, down) = (Values(LogLikelihood.OfEvidence(model, evidence + step)), Values(LogLikelihood.OfEvidence(model, evidence - step)));
                for (var row = 0; row < found.Length; row++) Assert.True(Math.Abs(((up[row] - down[row]) / (2 * Step)) - found[row]) <= 1e-5 * Math.Max(1, Math.Abs(found[row])));
            }
    }));

    [Property(MaxTest = 6, Replay = "(91823,77)")]
    public void Samples_have_the_moments_of_the_posterior(FamilyRecipe recipe, int seed) => With(recipe, (model, evidence) =>
    {
        const int Draws = 4000;
        var rows = evidence.narrow(0, 0, 6);
        using var posterior = Get(Posterior.Of(model, rows));
        var samples = Get(Sampling.Given(model, rows, Draws, seed)).to(ScalarType.Float64);
        var (mean, deviation) = (posterior.Mean(), posterior.Variance().sqrt());
        var error = (samples.mean([1]) - mean).abs() / (deviation / Math.Sqrt(Draws)).clamp_min(1e-9);
        Assert.True(error.max().item<double>() < 5.5, $"{error.max().item<double>()} standard errors");
        var spread = (samples.var(1) / posterior.Variance().clamp_min(1e-12)).masked_fill(posterior.Variance().lt(1e-9), 1);
        Assert.InRange(spread.max().item<double>(), 0.7, 1.4);
        Assert.InRange(spread.min().item<double>(), 0.7, 1.4);
    });

    [Property(MaxTest = 10)]
    public void Samples_and_completions_keep_evidence_and_are_possible(FamilyRecipe recipe, int seed) => With(recipe, (model, evidence) =>
    {
        var samples = Get(Sampling.Given(model, evidence, 3, seed));
        var best = Get(Mpe.MaxProduct(model, evidence));
        using var kept = Get(Mpe.BestOf(model, evidence, 8, 4, seed));
        var isHidden = evidence.dtype == ScalarType.Int64 ? evidence.lt(0) : evidence.isnan();
        foreach (var filled in samples.unbind(1).Append(best).Concat(kept.Values.unbind(1)))
        {
            Assert.True((filled.eq(evidence) | isHidden).all().item<bool>());
            Assert.All(Values(LogLikelihood.OfEvidence(model, filled)), value => Assert.True(double.IsFinite(value)));
        }

        var first = Values(LogLikelihood.OfEvidence(model, kept.Values.select(1, 0)));
        Assert.All(Pairs.Of(first, Values(LogLikelihood.OfEvidence(model, best))), pair => Assert.True(pair.Expected >= pair.Found - 1e-12));
        Assert.All(Pairs.Of(first, EngineInputs.Values(kept.LogLikelihoods.select(1, 0))), pair => Assert.Equal(pair.Expected, pair.Found, 1e-9));
        Assert.True((kept.LogLikelihoods.narrow(1, 0, 3) >= kept.LogLikelihoods.narrow(1, 1, 3)).all().item<bool>());
    });
}
