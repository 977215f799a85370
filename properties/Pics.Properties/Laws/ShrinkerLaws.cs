using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>A shrunk value is valid, smaller, and part of the value that it comes from.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class ShrinkerLaws
{
    [Property]
    public bool Rules_lose_one_node(QuadratureRule rule)
    {
        var smaller = Shrinkers.Rule(rule).ToList();
        return smaller.Count == (rule.Count == 1 ? 0 : 1)
            && smaller.All(shrunk => shrunk.Count == rule.Count - 1 && shrunk.Nodes.SequenceEqual(rule.Nodes.Take(shrunk.Count)) && shrunk.Weights.SequenceEqual(rule.Weights.Take(shrunk.Count)));
    }

    [Property]
    public bool Fixed_circuits_open_one_variable(FixedCircuit circuit)
    {
        var smaller = Shrinkers.Fixed(circuit).ToList();
        return smaller.Count == circuit.Known.Count + circuit.Hidden.Count && smaller.All(shrunk => shrunk.Whole.Equals(circuit.Whole) && shrunk.Open.Count == circuit.Open.Count + 1);
    }

    [Property]
    public bool Decompositions_lose_one_split_or_one_variable_of_a_region(AnyDecomposition any)
    {
        static int Size(Decomposition decomposition) => decomposition.Splits.Count + decomposition.Regions.Sum(region => region.Count);
        var smaller = Shrinkers.Any(any).ToList();
        return smaller.Count == Size(any.Value) && smaller.All(shrunk => Size(shrunk.Value) == Size(any.Value) - 1 && shrunk.Value.Regions.Count == any.Value.Regions.Count);
    }

    [Property]
    public bool Family_recipes_lose_one_row_or_a_partition(FamilyRecipe recipe)
    {
        var smaller = Shrinkers.Recipe(recipe).ToList();
        return smaller.Count(shrunk => shrunk.Graph.Equals(recipe.Graph)) == (recipe.Rows.Count > 1 ? recipe.Rows.Count : 0) && smaller.All(shrunk => shrunk.Graph.Scope.Equals(recipe.Graph.Scope)
            && (shrunk.Graph.Equals(recipe.Graph) ? shrunk.Rows.Count == recipe.Rows.Count - 1 : shrunk.Rows.Count == recipe.Rows.Count && shrunk.Graph.Nodes.Units.Length < recipe.Graph.Nodes.Units.Length));
    }

    [Property]
    public bool Graphs_shrink_to_one_variable(RegionGraph graph)
    {
        while (Shrinkers.Graph(graph).FirstOrDefault() is { } smaller) graph = smaller;
        return graph.Scope.Count == 1 && graph.Nodes.Units.Length == 1;
    }

    [Property]
    public bool Shrunk_graphs_hold_regions_of_the_graph(RegionGraph graph)
    {
        var regions = graph.ToDecomposition().Regions.ToHashSet();
        return Shrinkers.Graph(graph).All(smaller => smaller.ToDecomposition().Regions.ForAll(regions.Contains));
    }

    [Property]
    public bool Shrunk_circuits_hold_functions_of_the_circuit(Pic pic)
    {
        var functions = pic.Units.Units.SelectMany(unit => unit.Function.ToSeq()).ToHashSet();
        return Shrinkers.Circuit(pic).All(smaller => smaller.Units.Units.SelectMany(unit => unit.Function.ToSeq()).All(functions.Contains)
            && Get(Pic.Create(smaller.Units.Units)).Equals(smaller));
    }
}
