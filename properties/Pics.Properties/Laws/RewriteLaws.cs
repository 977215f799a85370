using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Rewriting: what changes nothing, what is left out, what is refused, and selections as sets.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class RewriteLaws
{
    private static readonly Func<Pic, CircuitUnit, Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> Same = (_, unit, child, add) => add(unit.MapChildren(child));

    [Property]
    public bool Adding_every_unit_again_changes_nothing(Pic pic, QuadratureRule rule)
    {
        var qpc = Get(Materialize.With(rule).Apply(pic));
        return Get(pic.Rewrite((unit, child, add) => add(unit.MapChildren(child)))).Equals(pic)
            && Get(qpc.Rewrite((unit, child, add) => add(unit.MapChildren(child)))).Equals(qpc)
            && Get(Rewrite.All("same", Same).Apply(pic)).Equals(pic);
    }

    [Property]
    public bool What_does_not_feed_the_root_is_left_out_in_order(Pic pic)
    {
        // Every unit is added twice; its readers take the second.
        var twice = Get(pic.Rewrite((unit, child, add) =>
        {
            add(unit.MapChildren(child));
            return add(unit.MapChildren(child));
        }));
        return twice.Equals(pic);
    }

    [Property]
    public bool A_rewriting_is_what_the_unravelled_terms_say(Pic pic)
    {
        string Term(Pic of, UnitId id) => of.Units[id] is CircuitUnit.Mixture { Inputs.Count: 1 } one ? Term(of, one.Inputs[0]) : $"{of.Units[id].MapChildren(_ => new(0))}({string.Join(',', of.Units[id].Children.Map(child => Term(of, child)))})";
        var collapsed = Get(Collapse.Apply(pic));
        return Term(pic, pic.Units.Root) == Term(collapsed, collapsed.Units.Root) && collapsed.Units.Units.All(unit => unit is not CircuitUnit.Mixture { Inputs.Count: 1 });
    }

    [Fact]
    public void What_is_no_circuit_is_refused()
    {
        var pic = Random(3, 3);
        string Said(Func<CircuitUnit, Func<UnitId, UnitId>, Func<CircuitUnit, UnitId>, UnitId> rewrite) => pic.Rewrite(rewrite).Match(_ => "accepted", error => error.Explain());
        Assert.EndsWith("has the child u99; children must come before their parents in the array", Said((_, _, _) => new(99)), StringComparison.Ordinal);
        Assert.EndsWith("has the child u-1; children must come before their parents in the array", Said((unit, child, add) => child(new(12345))), StringComparison.Ordinal);
        Assert.EndsWith("has the child u7; children must come before their parents in the array", Said((unit, child, add) => add(new CircuitUnit.Mixture(Arr.create(new UnitId(7)), Arr.create(1.0)))), StringComparison.Ordinal);
        Assert.True(pic.Rewrite((unit, child, add) => add(unit is CircuitUnit.Input input ? input with { Variable = 0 } : unit.MapChildren(child))).Match(_ => false, error => error is PicsError.Circuit));
    }

    [Property]
    public bool Selections_are_sets(Pic pic, int variable, int group)
    {
        Selection[] some = [Selection.All, Selection.Inputs, Selection.Linears, Selection.Mixtures, Selection.Hadamards, Selection.InputsOf(variable & 3), Selection.InGroup(group & 3), Selection.Over(pic.Scope), Selection.CpBlocks(2)];
        System.Collections.Generic.HashSet<UnitId> Of(Selection selection) => [.. selection.Of(pic)];
        return (from a in some from b in some select (a, b)).All(pair =>
            Of(pair.a.And(pair.b)).SetEquals(Of(pair.a).Intersect(Of(pair.b)))
            && Of(pair.a.Or(pair.b)).SetEquals(Of(pair.a).Union(Of(pair.b)))
            && Of(pair.a.Not()).SetEquals(pic.Units.Ids.Except(Of(pair.a)))
            && Of(pair.a.And(pair.b).Not()).SetEquals(Of(pair.a.Not().Or(pair.b.Not())))
            && Of(pair.a.Below(pair.b)).SetEquals(Of(pair.a).Where(id => Of(pair.b).Any(above => Feeds(pic, id, above))))
            && Of(pair.a.Above(pair.b)).SetEquals(Of(pair.a).Where(id => Of(pair.b).Any(below => Feeds(pic, below, id)))));
    }

    [Fact]
    public void Selections_find_what_they_name()
    {
        var pic = Get(Merge.With(_ => Binary, partition => partition.Scope.Count == 4 ? MergeKind.Tucker : MergeKind.Cp).Apply(Get(BalancedTree.Create(4))));
        IEnumerable<CircuitUnit> Found(Selection selection) => selection.Of(pic).Select(id => pic.Units[id]);
        Assert.Equal([2, 3], Found(Selection.Inputs.And(Selection.Within(Scope.Of([2, 3])))).Select(unit => ((CircuitUnit.Input)unit).Variable));
        Assert.Equal(2, Found(Selection.CpBlocks(2)).Count());
        Assert.Empty(Found(Selection.CpBlocks(3)));
        Assert.Equal(pic.Units.Root, Selection.TuckerBlocks(2).Of(pic).Single());
        Assert.Single(Found(Selection.CpBlocks(2).Below(Selection.All).And(Selection.Over(Scope.Of([0, 1])))));
        Assert.Equal(Selection.Linears.And(Selection.InGroup(2)).Of(pic), Selection.Linears.Where(unit => unit.Function.Exists(function => function.Group == 2)).Of(pic));
        Assert.Equal("(CP blocks of 2 inputs and below units over {0-3})", Selection.CpBlocks(2).Below(Selection.Over(Scope.Range(0, 4))).Name);
    }

    [Property]
    public bool Only_selected_units_are_rewritten(Pic pic, int variable)
    {
        var seen = new List<CircuitUnit>();
        var pass = Rewrite.Where<Pic>("see", Selection.InputsOf(variable & 3), (circuit, unit, child, add) =>
        {
            seen.Add(unit);
            return add(unit.MapChildren(child));
        });
        return Get(pass.Apply(pic)).Equals(pic) && seen.SequenceEqual(Selection.InputsOf(variable & 3).Of(pic).Select(id => pic.Units[id])) && pass.Name == "see";
    }

    [Property]
    public bool A_free_group_is_no_group_of_the_circuit(Pic pic) => pic.Groups.All(group => group.Id < Rewrite.FreeGroup(pic));

    private static Pass<Pic, Pic> Collapse => Rewrite.Where<Pic>("collapse", Selection.Mixtures, (_, unit, child, add) => unit.Children.Count == 1 ? child(unit.Children[0]) : add(unit.MapChildren(child)));

    private static bool Feeds(Pic pic, UnitId below, UnitId above) => pic.Units[above].Children.Exists(child => child == below || Feeds(pic, below, child));
}
