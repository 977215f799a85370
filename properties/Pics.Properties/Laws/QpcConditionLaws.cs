using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Conditioning, marginalising and pruning a QPC is doing so to its PIC.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class QpcConditionLaws
{
    [Property]
    public bool Condition_and_marginalise_commute_with_materialize(FixedCircuit circuit, QuadratureRule rule)
    {
        var materialize = Materialize.With(rule);
        return Get(materialize.Then(Condition.On<Qpc>(circuit.Known)).Apply(circuit.Whole)).Equals(Get(Condition.On<Pic>(circuit.Known).Then(materialize).Apply(circuit.Whole)))
            && Get(materialize.Then(Marginalise.Over<Qpc>(circuit.Hidden)).Apply(circuit.Whole)).Equals(Get(Marginalise.Over<Pic>(circuit.Hidden).Then(materialize).Apply(circuit.Whole)));
    }

    [Property]
    public bool Prune_commutes_with_materialize_for_two_nodes_or_more(ClutteredCircuit circuit, QuadratureRule rule) =>
        Materialize.With(rule.Count > 1 ? rule : Get(Quadrature.Midpoint(2, -1, 1))) is var materialize
        && Get(materialize.Then(Prune.Pass<Qpc>()).Apply(circuit.Pic)).Equals(Get(Prune.Pass<Pic>().Then(materialize).Apply(circuit.Pic)));

    [Property]
    public bool Prune_preserves_denotation_is_idempotent_and_never_grows(ClutteredCircuit circuit, QuadratureRule rule, int seed)
    {
        var qpc = Get(Materialize.With(rule).Apply(circuit.Pic));
        var pruned = Get(Prune.Pass<Qpc>().Checked().Apply(qpc));
        return pruned.Scope.Equals(qpc.Scope) && Get(Prune.Pass<Qpc>().Apply(pruned)).Equals(pruned) && pruned.Units.Units.Length <= qpc.Intern().Units.Units.Length
            && Meanings.Worlds(qpc.Scope).Take(4).All(world =>
            {
                var meaning = Meanings.ByFunction(seed, world, ~(seed & 3L));
                return Tolerances.Close(Denotation.OfQpc(qpc, meaning), Denotation.OfQpc(pruned, meaning), Tolerances.Rounding);
            });
    }

    [Property]
    public bool Refusals_are_those_of_the_pic(FixedCircuit circuit, QuadratureRule rule, byte variable, bool isPossible)
    {
        var evidence = KeyValuePair.Create(variable % 6, isPossible ? 1 : 0.5);
        var isOpen = circuit.Open.Contains(evidence.Key);
        var materialize = Materialize.With(rule);
        static string Words<T>(Either<PicsError, T> result) => result.Match(_ => "accepted", error => error.Explain());
        return Condition.On<Pic>([evidence]).Apply(circuit.Pic).IsRight == (isOpen && isPossible) && Marginalise.Over<Pic>(Scope.Single(evidence.Key)).Apply(circuit.Pic).IsRight == isOpen
            && Words(materialize.Then(Condition.On<Qpc>([evidence])).Apply(circuit.Pic)) == Words(Condition.On<Pic>([evidence]).Apply(circuit.Pic))
            && Words(materialize.Then(Marginalise.Over<Qpc>(Scope.Single(evidence.Key))).Apply(circuit.Pic)) == Words(Marginalise.Over<Pic>(Scope.Single(evidence.Key)).Apply(circuit.Pic));
    }

    [Fact]
    public void Passes_have_the_names_of_those_on_pics() =>
        Assert.Equal("condition > marginalise > prune > absorb", Condition.On<Qpc>([]).Then(Marginalise.Over<Qpc>(Scope.Empty)).Then(Prune.Pass<Qpc>()).Then(Absorb.Pass).Name);
}
