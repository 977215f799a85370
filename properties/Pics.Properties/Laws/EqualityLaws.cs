using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Representations are values: equal if and only if they are made of equal parts.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class EqualityLaws
{
    [Property]
    public bool Region_graphs_are_values(RegionGraph first, RegionGraph second) =>
        AreValues(first, Get(RegionGraph.Create(first.ToDecomposition())), second, first.Nodes.Units.SequenceEqual(second.Nodes.Units))
        && AreValues(first.Nodes, Get(RegionGraph.Create(first.ToDecomposition())).Nodes, second.Nodes, first.Nodes.Units.SequenceEqual(second.Nodes.Units));

    [Property]
    public bool Pics_are_values(Pic first, Pic second) =>
        AreValues(first, Get(Pic.Create(first.Units.Units)), second, first.Units.Units.SequenceEqual(second.Units.Units));

    [Property]
    public bool Rules_are_values(QuadratureRule first, QuadratureRule second) => AreValues(
        first,
        Get(QuadratureRule.Create(first.Name, first.From, first.To, first.Nodes, first.Weights)),
        second,
        first.Nodes.SequenceEqual(second.Nodes) && first.Weights.SequenceEqual(second.Weights));

    [Property]
    public bool Rules_differ_by_each_of_their_parts(QuadratureRule rule)
    {
        var (nodes, weights) = (rule.Nodes, rule.Weights);
        QuadratureRule[] others =
        [
            Get(QuadratureRule.Create("other", rule.From, rule.To, nodes, weights)),
            Get(QuadratureRule.Create(rule.Name, rule.From - 1, rule.To, nodes, weights)),
            Get(QuadratureRule.Create(rule.Name, rule.From, rule.To + 1, nodes, weights)),
            Get(QuadratureRule.Create(rule.Name, rule.From, rule.To, nodes.SetItem(0, rule.To), weights)),
            Get(QuadratureRule.Create(rule.Name, rule.From, rule.To, nodes, weights.SetItem(0, weights[0] + 1))),
        ];
        return !others.Any(rule.Equals);
    }

    [Property]
    public bool Qpcs_are_values(Pic first, Pic second, QuadratureRule rule, QuadratureRule otherRule)
    {
        var (qpc, other) = (Get(Materialize.With(rule).Apply(first)), Get(Materialize.With(rule).Apply(second)));
        return AreValues(qpc, Get(Qpc.Create(qpc.Units.Units, rule)), other, first.Equals(second))
            && Get(Materialize.With(otherRule).Apply(first)).Equals(qpc) == rule.Equals(otherRule);
    }

    [Property]
    public bool Folded_qpcs_are_values(Pic first, Pic second, QuadratureRule rule, QuadratureRule otherRule)
    {
        var (folded, other) = (Get(Pipeline.Evaluation(rule).Apply(first)), Get(Pipeline.Evaluation(rule).Apply(second)));
        return AreValues(folded, Get(FoldedQpc.Create(folded.Layers, rule)), other, folded.Layers.SequenceEqual(other.Layers))
            && (!Get(Pipeline.Evaluation(otherRule).Apply(first)).Equals(folded) || rule.Equals(otherRule));
    }

    [Property]
    public bool Mapping_children_to_themselves_is_the_identity(RegionGraph graph, Pic pic, QuadratureRule rule) =>
        graph.Nodes.Units.All(node => node.MapChildren(id => id).Equals(node))
        && pic.Units.Units.All(unit => unit.MapChildren(id => id).Equals(unit))
        && Get(Materialize.With(rule).Apply(pic)).Units.Units.All(unit => unit.MapChildren(id => id).Equals(unit));

    [Property]
    public bool Mapping_children_maps_each_of_them(RegionGraph graph, Pic pic, QuadratureRule rule)
    {
        static UnitId Next(UnitId id) => new(id.Index + 1);
        return graph.Nodes.Units.All(node => node.MapChildren(Next).Children == node.Children.Map(Next))
            && pic.Units.Units.All(unit => unit.MapChildren(Next).Children == unit.Children.Map(Next))
            && Get(Materialize.With(rule).Apply(pic)).Units.Units.All(unit => unit.MapChildren(Next).Children == unit.Children.Map(Next));
    }

    [Property]
    public bool Checking_again_gives_the_same_value(RegionGraph graph, Pic pic, QuadratureRule rule)
    {
        bool IsKept<T>(T value)
            where T : IRecheck<T> => Get(Pass.Identity<T>().Checked().Apply(value)).Equals(value);
        return IsKept(graph) && IsKept(pic) && IsKept(rule) && IsKept(Get(Materialize.With(rule).Apply(pic))) && IsKept(Get(Pipeline.Evaluation(rule).Apply(pic)));
    }

    private static bool AreValues<T>(T value, T copy, T other, bool isEqualToOther)
        where T : class, IEquatable<T> =>
        !ReferenceEquals(value, copy)
        && value.Equals(copy) && copy.Equals((object)value) && value.GetHashCode() == copy.GetHashCode()
        && !value.Equals((object)"another type") && !value.Equals(null)
        && value.Equals(other) == isEqualToOther && other.Equals(value) == isEqualToOther;
}
