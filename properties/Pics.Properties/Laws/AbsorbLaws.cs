using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Absorbing keeps what a QPC means, and leaves no part of it constant but single input units.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class AbsorbLaws
{
    private static AbsorbedQpc Absorbed(Pic pic, QuadratureRule rule) => Get(Materialize.With(rule).Then(Absorb.Pass).Apply(pic));

    /// <summary>The meaning of the smaller circuit: that of its source, and constants with the values of their units.</summary>
    private static Interpretation Extend(AbsorbedQpc absorbed, Interpretation meaning)
    {
        var vectors = Denotation.VectorsOfQpc(absorbed.Source, meaning);
        var units = absorbed.Constants.ToDictionary(constant => constant.Function, constant => constant.Unit);
        var rule = absorbed.Source.Rule;
        return meaning with
        {
            Density = (function, value, latents) => units.TryGetValue(function, out var unit)
                ? vectors[unit.Index][latents.Aggregate(0, (place, latent) => (place * rule.Count) + rule.Nodes.IndexOf(latent))]
                : meaning.Density(function, value, latents),
        };
    }

    [Property]
    public bool Absorb_preserves_denotation_and_scope(FixedCircuit circuit, QuadratureRule rule, int seed) => new[] { circuit.Pic, Get(Prune.Pass<Pic>().Apply(circuit.Pic)) }.All(pic =>
    {
        var absorbed = Absorbed(pic, rule);
        var whole = Get(Materialize.With(rule).Apply(circuit.Whole));
        return absorbed.Circuit.Scope.Equals(circuit.Open) && Meanings.Worlds(circuit.Open).All(world => Tolerances.Close(
            Denotation.OfQpc(whole, Meanings.ByFunction(seed, world | circuit.World, Meanings.Mask(circuit.Open) | circuit.Observed)),
            Denotation.OfQpc(absorbed.Circuit, Extend(absorbed, Meanings.ByFunction(seed, world, -1))),
            Tolerances.Rounding));
    });

    [Property]
    public bool Absorb_keeps_clutter_out(ClutteredCircuit circuit, QuadratureRule rule, int seed)
    {
        var absorbed = Absorbed(circuit.Pic, rule);
        return Meanings.Worlds(circuit.Pic.Scope).Take(4).All(world => Tolerances.Close(
            Denotation.OfQpc(absorbed.Source, Meanings.ByFunction(seed, world, ~(seed & 3L))),
            Denotation.OfQpc(absorbed.Circuit, Extend(absorbed, Meanings.ByFunction(seed, world, ~(seed & 3L)))),
            Tolerances.Rounding));
    }

    [Property]
    public bool Absorb_is_idempotent_and_never_grows(FixedCircuit circuit, QuadratureRule rule)
    {
        var absorbed = Absorbed(circuit.Pic, rule);
        var again = Get(Absorb.Pass.Apply(absorbed.Circuit));
        return again.Circuit.Equals(absorbed.Circuit) && again.Constants.IsEmpty && absorbed.Circuit.Units.Units.Length <= absorbed.Source.Units.Units.Length;
    }

    [Property]
    public bool Constants_are_single_units_and_the_rest_is_open(ClutteredCircuit circuit, QuadratureRule rule)
    {
        var absorbed = Absorbed(circuit.Pic, rule);
        var functions = absorbed.Constants.Map(constant => constant.Function).ToHashSet();
        return absorbed.Circuit.Units.Ids.Where(id => absorbed.Circuit.Scopes[id.Index].IsEmpty)
            .All(id => absorbed.Circuit.Units[id] is CircuitUnit.Input { Observation: Observation.Known { Value: 0 } } input && functions.Contains(input.Density));
    }

    [Property]
    public bool Functions_keep_group_and_head_and_new_ones_come_after(FixedCircuit circuit, QuadratureRule rule, byte after)
    {
        var qpc = Get(Materialize.With(rule).Apply(circuit.Pic));
        var absorbed = Get(Absorb.After(after).Apply(qpc));
        var (old, added) = (qpc.Units.Units.SelectMany(unit => unit.Function.ToSeq()).ToHashSet(), absorbed.Constants.Map(constant => constant.Function).ToHashSet());
        var least = Math.Max(after, qpc.Groups.Max(group => group.Id));
        return absorbed.Source.Equals(qpc)
            && absorbed.Circuit.Units.Units.SelectMany(unit => unit.Function.ToSeq()).All(function => old.Contains(function) || added.Contains(function))
            && added.Count == absorbed.Constants.Count && added.All(function => function.Group > least)
            && added.GroupBy(function => function.Group).All(group => group.Select(function => function.Signature).Distinct().Count() == 1)
            && absorbed.Constants.ForAll(constant => Math.Pow(rule.Count, constant.Function.Signature.Latents) == qpc.Widths[constant.Unit.Index] && qpc.Scopes[constant.Unit.Index].IsEmpty);
    }

    [Property]
    public bool Outputs_pass_their_own_create(FixedCircuit circuit, QuadratureRule rule) =>
        Materialize.With(rule).Then(Condition.On<Qpc>(circuit.Known).Checked()).Then(Marginalise.Over<Qpc>(circuit.Hidden).Checked()).Then(Prune.Pass<Qpc>().Checked())
            .Then(Absorb.Pass.Checked()).Select(absorbed => absorbed.Circuit).Then(Fold.Pass.Checked()).Apply(circuit.Whole).IsRight;

    [Fact]
    public void Half_of_a_quad_tree_becomes_a_few_units()
    {
        // 64 + 16 * 5 + 4 * 5 + 5 units, four parts a region; with the lower half known, two of the root's four sums are constants.
        var known = Enumerable.Range(32, 32).Select(variable => KeyValuePair.Create(variable, (double)(variable & 1)));
        var road = Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Then(Materialize.With(Get(Quadrature.Create(RuleKind.Trapezoidal, 2))));
        var whole = Get(QuadTree.Create(8, 8).Bind(road.Apply));
        var absorbed = Get(Condition.On<Qpc>(known).Then(Prune.Pass<Qpc>()).Then(Absorb.Pass).Apply(whole));
        Assert.Equal((169, 32 + (8 * 5) + (2 * 5) + 5, 2), (whole.Units.Units.Length, absorbed.Circuit.Units.Units.Length, absorbed.Constants.Count));
    }

    [Fact]
    public void What_is_left_of_a_conditioned_row_is_printed()
    {
        var road = Pipeline.Model(Binary, MergeKind.Tucker, Sharing.Full, Sharing.Composite).Then(Materialize.With(Get(Quadrature.Create(RuleKind.Trapezoidal, 3))))
            .Then(Condition.On<Qpc>([KeyValuePair.Create(0, 1.0), KeyValuePair.Create(1, 0.0)])).Then(Prune.Pass<Qpc>()).Then(Absorb.Pass);
        var absorbed = Get(road.Apply(Get(QuadTree.Create(1, 3))));
        Assert.Equal(
            "u0 = input x2 g0.0 : {2} with 3 value(s)\nu1 = input x3 = 0 g3.0 : {} with 3 value(s)\n"
            + "u2 = kronecker (u1, u0) : {2} with 9 value(s)\nu3 = sum g2.0 (u2) : {2} with 1 value(s)",
            Printer.PrintQpc(absorbed.Circuit));
    }
}
