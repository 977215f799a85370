using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Variables with different numbers of categories, side by side in one circuit.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class FamilyLaws
{
    [Property]
    public bool Probabilities_of_all_worlds_sum_to_one(MixedCircuit circuit, QuadratureRule rule, int seed)
    {
        var folded = Get(Pipeline.Evaluation(rule).Apply(circuit.Pic));
        return Math.Abs(circuit.Worlds().Sum(world => Denotation.OfFolded(folded, MixedCircuit.Meaning(seed, world))) - 1) < Tolerances.Rounding;
    }

    [Property]
    public bool Marginal_equals_sum_over_hidden_variables(MixedCircuit circuit, QuadratureRule rule, int seed)
    {
        var qpc = Get(Materialize.With(rule).Apply(circuit.Pic));
        var hidden = circuit.Pic.Scope.Variables.Where(variable => (seed >> variable & 1) == 0).ToList();
        return circuit.Worlds().GroupBy(world => string.Join(' ', world.RemoveRange(hidden).OrderBy(entry => entry.Key))).All(group => Tolerances.Close(
            group.Sum(world => Denotation.OfQpc(qpc, MixedCircuit.Meaning(seed, world))),
            Denotation.OfQpc(qpc, MixedCircuit.Meaning(seed, group.First().RemoveRange(hidden))),
            Tolerances.Rounding));
    }

    [Property]
    public bool All_representations_agree_with_nested_loops(MixedCircuit circuit, QuadratureRule rule, int seed)
    {
        var folded = Get(Pipeline.Evaluation(rule).Apply(circuit.Pic));
        return circuit.Worlds().Take(4).All(world =>
        {
            var meaning = MixedCircuit.Meaning(seed, world);
            return Tolerances.Close(NestedQuadrature.Of(circuit.Pic, rule, meaning), Denotation.OfFolded(folded, meaning), Tolerances.Rounding);
        });
    }

    [Property]
    public bool Share_never_ties_inputs_of_different_families(MixedCircuit circuit)
    {
        var shared = Get(Share.With(Sharing.Full, Sharing.Composite).Apply(circuit.Pic));
        var inputs = shared.Units.Units.OfType<CircuitUnit.Input>().ToList();
        return inputs.All(input => input.Density.Signature.Match(density => density.Family == MixedCircuit.Family(input.Variable), _ => false))
            && (from first in inputs from second in inputs select first.Density == second.Density == (((first.Variable ^ second.Variable) & 1) == 0)).All(holds => holds);
    }

    [Property]
    public bool Input_layers_hold_one_family_each(MixedCircuit circuit, QuadratureRule rule)
    {
        var inputs = Get(Pipeline.Evaluation(rule).Apply(circuit.Pic)).Layers.OfType<FoldedLayer.Input>().ToList();
        return inputs.All(layer => layer.Functions.Map(function => function.Signature).Distinct().Count() == 1)
            && inputs.Select(layer => layer.Functions[0].Signature).Distinct().Count() == inputs.Count
            && inputs.Sum(layer => layer.Folds) == circuit.Pic.Units.Units.Count(unit => unit is CircuitUnit.Input);
    }
}
