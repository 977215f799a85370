using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class QpcLaws
{
    [Property]
    public bool Materialised_weights_are_nonnegative_and_sum_to_one(Pic pic, QuadratureRule rule, int seed)
    {
        var meaning = Meanings.ByFunction(seed, 0, 0);
        return pic.Units.Units.OfType<CircuitUnit.Linear>().Select(integral => Denotation.Weights(rule, integral.Kernel, meaning)).All(rows =>
            rows.All(row => row.All(weight => weight >= 0) && Math.Abs(row.Sum() - 1) < Tolerances.Rounding));
    }

    [Property]
    public bool Materialize_equals_nested_quadrature_of_the_pic(Pic pic, QuadratureRule rule, int seed)
    {
        var qpc = Get(Materialize.With(rule).Apply(pic));
        return Meanings.Worlds(pic.Scope).Take(6).All(world =>
        {
            var meaning = Meanings.ByFunction(seed, world, ~(seed & 3L));
            return Tolerances.Close(Denotation.OfPic(pic, rule, meaning), Denotation.OfQpc(qpc, meaning), Tolerances.Rounding);
        });
    }

    [Property]
    public bool Materialize_commutes_with_share(Pic pic, QuadratureRule rule)
    {
        var shared = Get(Share.Default.Apply(pic));
        FunctionSpec Rename(UnitId id, FunctionSpec function) => shared.Units[id].Function.IfNone(function);
        return Get(Materialize.With(rule).Apply(shared)).Equals(Get(Get(Materialize.With(rule).Apply(pic)).MapFunctions(Rename)));
    }

    [Property]
    public bool Materialize_makes_vectors_of_one_entry_a_combination_of_nodes(Pic pic, QuadratureRule rule)
    {
        var qpc = Get(Materialize.With(rule).Apply(pic));
        return qpc.Rule.Equals(rule) && qpc.Scopes.SequenceEqual(pic.Scopes) && qpc.Groups.SequenceEqual(pic.Groups)
            && pic.Units.Ids.All(id => qpc.Widths[id.Index] == (int)Math.Pow(rule.Count, pic.Latents[id.Index]));
    }

    [Property]
    public bool Probabilities_of_all_worlds_sum_to_one(Pic pic, QuadratureRule rule, int seed)
    {
        var qpc = Get(Materialize.With(rule).Apply(pic));
        return Math.Abs(Meanings.Worlds(pic.Scope).Sum(world => Denotation.OfQpc(qpc, Meanings.ByFunction(seed, world, -1))) - 1) < Tolerances.Rounding
            && Math.Abs(Denotation.OfQpc(qpc, Meanings.ByFunction(seed, 0, 0)) - 1) < Tolerances.Rounding;
    }

    [Property]
    public bool Marginal_equals_sum_over_hidden_variables(Pic pic, QuadratureRule rule, int seed)
    {
        var qpc = Get(Materialize.With(rule).Apply(pic));
        var observed = (long)seed & Meanings.Mask(pic.Scope);
        var hidden = Scope.Of(pic.Scope.Variables.Where(variable => (observed >> variable & 1) == 0));
        var evidence = seed >> 7 & observed;
        var sum = Meanings.Worlds(hidden).Sum(world => Denotation.OfQpc(qpc, Meanings.ByFunction(seed, world | evidence, -1)));
        return Tolerances.Close(sum, Denotation.OfQpc(qpc, Meanings.ByFunction(seed, evidence, observed)), Tolerances.Rounding);
    }

    [Theory]
    [InlineData(RuleKind.Trapezoidal, 2, 1e-5)]
    [InlineData(RuleKind.Midpoint, 2, 1e-5)]
    [InlineData(RuleKind.GaussLegendre, 8, 1e-14)]
    [InlineData(RuleKind.ClenshawCurtis, 8, 1e-14)]
    public void Qpc_converges_to_the_closed_form_as_K_grows(RuleKind kind, int order, double lastError)
    {
        // f(z, z1) = 1 + z z1, f(z) = 1 + z, p(x = 1 | z1) = (1 + z1) / 2 on [-1, 1]: the integrals give p(x = 1) = 5/9.
        FunctionSpec Spec(FunctionSignature signature, int group) => new(signature, group, 0, Sharing.None);
        var pic = Get(Pic.Create(
        [
            new CircuitUnit.Input(0, Spec(new FunctionSignature.Density(Binary, 1), 0)),
            new CircuitUnit.Linear(new(0), Spec(new FunctionSignature.Kernel(1, 1), 1)),
            new CircuitUnit.Linear(new(1), Spec(new FunctionSignature.Kernel(0, 1), 2)),
        ]));
        var meaning = new Interpretation((_, latents) => 1 + latents.Aggregate(1.0, (product, latent) => product * latent), (_, _, latents) => (1 + latents[0]) / 2, _ => 1);
        double Error(int k) => Math.Abs((5.0 / 9) - Denotation.OfQpc(Get(Materialize.With(Get(Quadrature.Create(kind, k))).Apply(pic)), meaning));
        var errors = new[] { 4, 16, 64, 256 }.Select(Error).ToList();
        Assert.True(errors[^1] < lastError, $"errors {string.Join(", ", errors)}");
        if (order == 2) Assert.All(errors.Zip(errors.Skip(1)), pair => Assert.True(pair.Item2 < pair.Item1 / 8));
    }
}
