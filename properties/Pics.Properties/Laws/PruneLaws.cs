using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Pruning keeps what a circuit means and drops the rest.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class PruneLaws
{
    private static Pic Pruned(Pic pic) => Get(Prune.Pass<Pic>().Apply(pic));

    private static double Value(Pic pic, QuadratureRule rule, Interpretation meaning) => Denotation.OfQpc(Get(Materialize.With(rule).Apply(pic)), meaning);

    private static bool Same(Pic first, Pic second, QuadratureRule rule, int seed) => Meanings.Worlds(first.Scope).Take(4).All(world =>
    {
        var meaning = Meanings.ByFunction(seed, world, ~(seed & 3L));
        return Tolerances.Close(Value(first, rule, meaning), Value(second, rule, meaning), Tolerances.Rounding);
    });

    [Property]
    public bool Prune_preserves_denotation_and_scope(ClutteredCircuit circuit, QuadratureRule rule, int seed)
    {
        var pruned = Pruned(circuit.Pic);
        return pruned.Scope.Equals(circuit.Pic.Scope) && Same(circuit.Pic, pruned, rule, seed);
    }

    [Property]
    public bool Prune_is_idempotent_and_never_grows(ClutteredCircuit circuit)
    {
        var pruned = Pruned(circuit.Pic);
        return Pruned(pruned).Equals(pruned) && pruned.Units.Units.Length <= circuit.Pic.Intern().Units.Units.Length;
    }

    [Property]
    public bool Prune_keeps_group_numbers_and_heads(ClutteredCircuit circuit)
    {
        var functions = circuit.Pic.Units.Units.SelectMany(unit => unit.Function.ToSeq()).ToHashSet();
        return Pruned(circuit.Pic).Units.Units.SelectMany(unit => unit.Function.ToSeq()).All(functions.Contains);
    }

    [Property]
    public bool Nothing_is_left_that_could_go(ClutteredCircuit circuit)
    {
        var pruned = Pruned(circuit.Pic);
        var isOne = pruned.Units.FoldUp<bool>((unit, one) => unit is CircuitUnit.Input input ? input.Observation is Observation.Hidden : unit.Children.ForAll(one));
        return pruned.Units.Ids.Where(id => isOne[id.Index]).Select(id => pruned.Latents[id.Index]).GroupBy(latents => latents).All(same => same.Count() == 1)
            && pruned.Units.Units.Distinct().Count() == pruned.Units.Units.Length
            && pruned.Units.Units.OfType<CircuitUnit.Mixture>().All(mixture => mixture.Weights.ForAll(weight => weight > 0) && mixture.Inputs.Distinct().Count() == mixture.Inputs.Count && mixture.Inputs.Count > 1)
            && pruned.Units.Units.OfType<CircuitUnit.Hadamard>().All(product => product.Factors.Count > 1 && !product.Factors.Exists(factor => isOne[factor.Index]))
            && pruned.Units.Units.OfType<CircuitUnit.Kronecker>().All(product => product.Factors.Count > 1 && !product.Factors.Exists(factor => isOne[factor.Index] && pruned.Latents[factor.Index] == 0));
    }

    [Property]
    public bool Prune_undoes_clutter(Pic pic, int seed) => Pruned(ClutteredCircuit.Random(pic, new(seed)).Pic).Units.Units.Length <= pic.Intern().Units.Units.Length + 2;

    [Property]
    public bool Prune_commutes_with_condition_and_marginalise_up_to_denotation(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        var both = Condition.On<Pic>(circuit.Known).Then(Marginalise.Over<Pic>(circuit.Hidden));
        var first = Get(Prune.Pass<Pic>().Then(both).Then(Prune.Pass<Pic>()).Apply(circuit.Whole));
        return Same(circuit.Pic, Pruned(circuit.Pic), rule, seed) && Same(circuit.Pic, first, rule, seed) && Same(circuit.Pic, Get(Prune.Pass<Pic>().Then(both).Apply(circuit.Whole)), rule, seed);
    }

    [Fact]
    public void Summing_out_a_pixel_drops_its_part()
    {
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Then(Marginalise.Over<Pic>(Scope.Single(1))).Then(Prune.Pass<Pic>()).Apply(Get(QuadTree.Create(1, 3))));
        Assert.Equal(
            "u0 = input x0 g0.0 : {0} over 1 latent(s)\nu1 = input x2 g0.0 : {2} over 1 latent(s)\nu2 = integral g1.0 (u0) : {0} over 1 latent(s)\n"
            + "u3 = integral g2.0 (u2) : {0} over 0 latent(s)\nu4 = integral g2.1 (u1) : {2} over 0 latent(s)\nu5 = hadamard (u3, u4) : {0, 2} over 0 latent(s)",
            Printer.PrintPic(pic));
    }

    [Fact]
    public void A_circuit_without_variables_is_one_integral_over_one_constant()
    {
        var all = Marginalise.Over<Pic>(Scope.Range(0, 16)).Then(Prune.Pass<Pic>());
        foreach (var merge in new[] { MergeKind.Cp, MergeKind.Tucker })
        {
            var pic = Get(Pipeline.Model(Binary, merge, Sharing.Full, Sharing.Composite).Then(all).Apply(Get(QuadGraph.Create(4, 4))));
            Assert.Equal(merge == MergeKind.Cp ? 2 : 3, pic.Units.Units.Length);
            Assert.Equal(1, Value(pic, Get(Quadrature.Create(RuleKind.Trapezoidal, 2)), Meanings.ByFunction(1, 0, 0)), Tolerances.Rounding);
        }
    }
}
