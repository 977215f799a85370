using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Fixing and summing out variables is evaluation with that evidence, done to the circuit.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class ConditionLaws
{
    private static Qpc Materialise(Pic pic, QuadratureRule rule) => Get(Materialize.With(rule).Apply(pic));

    private static bool Close(double first, double second) => Tolerances.Close(first, second, Tolerances.Rounding);

    [Property]
    public bool All_representations_evaluate_like_evidence_on_the_whole(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        var (whole, pic) = (Materialise(circuit.Whole, rule), circuit.Pic);
        var qpc = Materialise(pic, rule);
        var folded = Get(Fold.Pass.Apply(qpc));
        return pic.Scope.Equals(circuit.Open) && Meanings.Worlds(circuit.Open).Take(4).All(world =>
        {
            var (meaning, open) = (Meanings.ByFunction(seed, world, -1), Meanings.Mask(circuit.Open));
            var expected = Denotation.OfQpc(whole, Meanings.ByFunction(seed, world | circuit.World, open | circuit.Observed));
            return new[] { NestedQuadrature.Of(pic, rule, meaning), Denotation.OfPic(pic, rule, meaning), Denotation.OfQpc(qpc, meaning), Denotation.OfFolded(folded, meaning), Denotation.OfQpc(folded.Unfold(), meaning) }
                .All(found => Close(expected, found));
        });
    }

    [Property]
    public bool Marginalise_equals_sum_over_hidden_variables(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        var whole = Materialise(circuit.Whole, rule);
        var marginal = Materialise(Get(Marginalise.Over<Pic>(circuit.Hidden).Apply(circuit.Whole)), rule);
        return Meanings.Worlds(circuit.Whole.Scope.Except(circuit.Hidden)).Take(4).All(world => Close(
            Meanings.Worlds(circuit.Hidden).Sum(hidden => Denotation.OfQpc(whole, Meanings.ByFunction(seed, world | hidden, -1))),
            Denotation.OfQpc(marginal, Meanings.ByFunction(seed, world, -1))));
    }

    [Property]
    public bool Conditioning_on_everything_leaves_no_variable_and_gives_the_probability(Pic pic, QuadratureRule rule, int seed)
    {
        var world = seed & Meanings.Mask(pic.Scope);
        var all = Get(Condition.On<Pic>(pic.Scope.Variables.Select(variable => KeyValuePair.Create(variable, (double)(world >> variable & 1)))).Apply(pic));
        return all.Scope.IsEmpty && Close(
            Denotation.OfQpc(Materialise(pic, rule), Meanings.ByFunction(seed, world, -1)),
            Denotation.OfFolded(Get(Pipeline.Evaluation(rule).Apply(all)), Meanings.ByFunction(seed, 0, 0)));
    }

    [Property]
    public bool Condition_and_marginalise_commute(FixedCircuit circuit) =>
        Get(Marginalise.Over<Pic>(circuit.Hidden).Then(Condition.On<Pic>(circuit.Known)).Apply(circuit.Whole)).Equals(circuit.Pic);

    [Property]
    public bool Steps_join(FixedCircuit circuit)
    {
        Pass<Pic, Pic> EachValue() => circuit.Known.Aggregate(Pass.Identity<Pic>(), (pass, entry) => pass.Then(Condition.On<Pic>([entry])));
        Pass<Pic, Pic> EachVariable() => circuit.Hidden.Variables.Aggregate(Pass.Identity<Pic>(), (pass, variable) => pass.Then(Marginalise.Over<Pic>(Scope.Single(variable))));
        return Get(EachValue().Then(EachVariable()).Apply(circuit.Whole)).Equals(circuit.Pic)
            && Get(Condition.On<Pic>([]).Then(Marginalise.Over<Pic>(Scope.Empty)).Apply(circuit.Whole)).Equals(circuit.Whole);
    }

    [Property]
    public bool Both_commute_with_share_and_keep_structure(FixedCircuit circuit)
    {
        var both = Condition.On<Pic>(circuit.Known).Then(Marginalise.Over<Pic>(circuit.Hidden));
        return Get(both.Then(Share.Default).Apply(circuit.Whole)).Equals(Get(Share.Default.Then(both).Apply(circuit.Whole)))
            && circuit.Pic.Groups.SequenceEqual(circuit.Whole.Groups) && circuit.Pic.Latents.SequenceEqual(circuit.Whole.Latents);
    }

    [Property]
    public bool Outputs_pass_their_own_create(FixedCircuit circuit, QuadratureRule rule) =>
        Condition.On<Pic>(circuit.Known).Checked().Then(Marginalise.Over<Pic>(circuit.Hidden).Checked()).Then(Prune.Pass<Pic>().Checked())
            .Then(Share.Default.Checked()).Then(Materialize.With(rule).Checked()).Then(Fold.Pass.Checked()).Apply(circuit.Whole).IsRight;

    [Property]
    public bool Json_round_trip_is_the_identity(FixedCircuit circuit) => Get(PicJson.Read(PicJson.Write(circuit.Pic))).Equals(circuit.Pic);

    [Property]
    public bool Unfold_after_fold_is_the_identity_up_to_order(FixedCircuit circuit, QuadratureRule rule)
    {
        var qpc = Materialise(circuit.Pic, rule);
        return Terms.All(Get(Fold.Pass.Apply(qpc)).Unfold()).SequenceEqual(Terms.All(qpc));
    }

    [Fact]
    public void Only_open_inputs_are_changed()
    {
        // x0 is open in one unit and fixed in another, which is a valid product.
        FunctionSpec Spec(FunctionSignature signature, int group, int head) => new(signature, group, head, Sharing.Composite);
        var density = Spec(new FunctionSignature.Density(Binary, 1), 0, 0);
        var pic = Get(Pic.Create(
        [
            new CircuitUnit.Input(0, density), new CircuitUnit.Input(0, density, new Observation.Known(1)), new CircuitUnit.Hadamard(Arr.create(new UnitId(0), new UnitId(1))),
            new CircuitUnit.Linear(new(2), Spec(new FunctionSignature.Kernel(0, 1), 1, 0)),
        ]));
        var inputs = Get(Condition.On<Pic>([KeyValuePair.Create(0, 0.0)]).Apply(pic)).Units.Units.OfType<CircuitUnit.Input>();
        Assert.Equal([new Observation.Known(0), new Observation.Known(1)], inputs.Select(input => input.Observation));
    }
}
