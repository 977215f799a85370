using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class DagLaws
{
    [Property]
    public bool Fold_up_visits_every_unit_once(Pic pic)
    {
        var visits = new Dictionary<CircuitUnit, int>(ReferenceEqualityComparer.Instance);
        pic.Units.FoldUp<int>((unit, _) => visits[unit] = visits.GetValueOrDefault(unit) + 1);
        return visits.Count == pic.Units.Units.Length && visits.Values.All(count => count == 1);
    }

    [Property]
    public bool Fold_up_agrees_with_recursion_on_the_unravelled_tree(Pic pic)
    {
        int Leaves(UnitId id) => pic.Units[id].Children.IsEmpty ? 1 : pic.Units[id].Children.Sum(Leaves);
        var folded = pic.Units.FoldUp<int>((unit, child) => unit.Children.IsEmpty ? 1 : unit.Children.Sum(child));
        return pic.Units.Ids.All(id => folded[id.Index] == Leaves(id));
    }

    [Property]
    public bool Depths_are_the_largest_weights_over_all_ways_from_the_root(Pic pic)
    {
        int Weight(CircuitUnit unit) => unit is CircuitUnit.Linear ? 2 : 1;
        int Largest(UnitId id) => pic.Units.Ids
            .Where(parent => pic.Units[parent].Children.Contains(id))
            .Select(parent => Largest(parent) + Weight(pic.Units[parent]))
            .DefaultIfEmpty(0)
            .Max();
        var depths = pic.Units.Depths(Weight);
        return pic.Units.Ids.All(id => depths[id.Index] == Largest(id));
    }

    [Property]
    public bool Intern_preserves_denotation(Pic pic, QuadratureRule rule, int seed)
    {
        var interned = pic.Intern();
        return Meanings.Worlds(pic.Scope).Take(4).All(world =>
        {
            var meaning = Meanings.ByFunction(seed, world, -1);
            return Tolerances.Close(Denotation.OfPic(pic, rule, meaning), Denotation.OfPic(interned, rule, meaning), Tolerances.Rounding);
        });
    }

    [Property]
    public bool Intern_is_idempotent_and_never_grows(Pic pic)
    {
        var interned = pic.Intern();
        return interned.Units.Units.Length <= pic.Units.Units.Length
            && interned.Units.Units.Distinct().Count() == interned.Units.Units.Length
            && interned.Intern().Equals(interned);
    }

    [Property]
    public bool Intern_of_a_qpc_is_materialisation_of_the_interned_pic(Pic pic, QuadratureRule rule) =>
        Get(Materialize.With(rule).Apply(pic)).Intern().Equals(Get(Materialize.With(rule).Apply(pic.Intern())));

    [Fact]
    public void Intern_merges_equal_units_and_never_untied_functions()
    {
        var density = new FunctionSignature.Density(Binary, 0);
        CircuitUnit Input(int variable, int head) => new CircuitUnit.Input(variable, new(density, 0, head, Sharing.Composite));
        CircuitUnit[] Units(int head) => [Input(0, 0), Input(0, head), new CircuitUnit.Mixture(Arr.create(new UnitId(0), new UnitId(1)), Arr.create(0.5, 0.5))];
        Assert.Equal(2, Get(Pic.Create(Units(0))).Intern().Units.Units.Length);
        Assert.Equal(3, Get(Pic.Create(Units(1))).Intern().Units.Units.Length);
    }
}
