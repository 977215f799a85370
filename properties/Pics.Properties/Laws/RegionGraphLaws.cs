using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class RegionGraphLaws
{
    [Property(MaxTest = 1000)]
    public bool Region_graph_create_accepts_exactly_the_smooth_decomposable_graphs(AnyDecomposition any) =>
        RegionGraph.Create(any.Value).IsRight == RegionGraphOracle.IsRegionGraph(any.Value);

    [Property]
    public bool Predicates_hold_for_every_region_graph(RegionGraph graph) =>
        graph.IsSmooth && graph.IsDecomposable && graph.IsStructuredDecomposable == RegionGraphOracle.IsStructuredDecomposable(graph);

    [Property(MaxTest = 1000)]
    public bool A_decomposition_that_lacks_a_predicate_is_refused(AnyDecomposition any) =>
        (any.Value.IsSmooth && any.Value.IsDecomposable) || RegionGraph.Create(any.Value).IsLeft;

    [Property]
    public bool Decomposition_round_trip_is_the_identity(RegionGraph graph) => Get(RegionGraph.Create(graph.ToDecomposition())).Equals(graph);

    [Property]
    public bool Json_round_trip_is_the_identity(RegionGraph graph) => Get(RegionGraphJson.Read(RegionGraphJson.Write(graph))).Equals(graph);

    [Property]
    public bool Parts_come_before_wholes_and_the_root_has_all_variables(RegionGraph graph) =>
        graph.Nodes.Ids.All(id => graph.Nodes[id].Children.ForAll(child => child < id))
        && graph.Scope.Equals(Scope.Union(graph.Nodes.Units.Select(node => node.Scope)));

    [Property]
    public bool Statistics_count_the_nodes(RegionGraph graph)
    {
        var (regions, splits) = graph.ToDecomposition();
        var statistics = graph.Statistics();
        return statistics.Variables == graph.Scope.Count
            && statistics.Regions == regions.Count
            && statistics.Partitions == splits.Count
            && statistics.Leaves == Enumerable.Range(0, regions.Count).Count(region => !splits.Exists(split => split.Region == region))
            && statistics.SharedRegions == Enumerable.Range(0, regions.Count).Count(region => splits.Sum(split => split.Parts.Count(part => part == region)) > 1)
            && statistics.LargestArity == splits.Map(split => split.Parts.Count).DefaultIfEmpty(0).Max()
            && statistics.Depth == Depth(regions.Count - 1);

        int Depth(int region) => splits.Filter(split => split.Region == region).Bind(split => split.Parts.Map(part => 1 + Depth(part))).DefaultIfEmpty(0).Max();
    }

    [Property]
    public bool Shrunk_graphs_are_smaller_region_graphs(RegionGraph graph) =>
        Shrinkers.Graph(graph).All(smaller => smaller.Nodes.Units.Length < graph.Nodes.Units.Length && RegionGraphOracle.IsRegionGraph(smaller.ToDecomposition()));

    [Fact]
    public void Quad_structures_exist_for_every_size()
    {
        for (var height = 1; height <= 9; height++)
            for (var width = 1; width <= 9; width++)
            {
                var (tree, graph) = (Get(QuadTree.Create(height, width)), Get(QuadGraph.Create(height, width)));
                foreach (var structure in new[] { tree, graph })
                {
                    Assert.Equal(Scope.Range(0, height * width), structure.Scope);
                    Assert.Equal(height * width, structure.Statistics().Leaves);
                }

                Assert.True(tree.IsStructuredDecomposable);
                Assert.Equal(0, tree.Statistics().SharedRegions);
                Assert.Equal(height == 1 || width == 1, graph.IsStructuredDecomposable);
                Assert.Equal(height == 1 || width == 1, graph.Equals(tree));
            }
    }

    [Fact]
    public void Quad_tree_splits_a_square_into_its_quadrants_and_quad_graph_in_both_orders()
    {
        Scope[] Parts(RegionGraph graph, UnitId partition) => [.. graph.Nodes[partition].Children.Map(part => graph.Nodes[part].Scope)];
        var (tree, graph) = (Get(QuadTree.Create(2, 2)), Get(QuadGraph.Create(2, 2)));
        Assert.Equal([Scope.Of([0]), Scope.Of([1]), Scope.Of([2]), Scope.Of([3])], Parts(tree, tree.Nodes[tree.Nodes.Root].Children[0]));
        var root = graph.Nodes[graph.Nodes.Root];
        Assert.Equal([Scope.Of([0, 2]), Scope.Of([1, 3])], Parts(graph, root.Children[0]));
        Assert.Equal([Scope.Of([0, 1]), Scope.Of([2, 3])], Parts(graph, root.Children[1]));
    }
}
