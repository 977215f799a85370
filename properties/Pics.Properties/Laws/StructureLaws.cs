using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Each structure is a region graph over exactly its variables, and its circuits are distributions.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class StructureLaws
{
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 2));

    /// <summary>Trees over some variables.</summary>
    private static IEnumerable<RegionGraph> Trees(int variables, int seed) =>
    [
        Get(FullyFactorised.Create(variables)),
        Get(BalancedTree.Create(variables)),
        Get(RandomSplits.Create(variables, seed)),
        Get(LinearChain.Create(Enumerable.Range(0, variables).OrderBy(variable => Meanings.Hash([seed, variable])))),
        Get(RandomBinaryTrees.Create(variables, int.MaxValue, 1, seed)),
        Get(ChowLiuTree.Create(variables, (first, second) => Meanings.Hash([seed, first, second])).Bind(HiddenChowLiu.Create)),
    ];

    [Property]
    public bool Trees_are_structured_decomposable_over_all_variables(byte count, int seed)
    {
        var variables = 1 + (count % 12);
        return Trees(variables, seed).All(graph =>
            graph.Scope.Equals(Scope.Range(0, variables))
            && RegionGraphOracle.IsRegionGraph(graph.ToDecomposition())
            && graph.IsStructuredDecomposable
            && graph.Statistics() is { SharedRegions: 0 } counts && counts.Leaves == variables);
    }

    [Property]
    public bool Poon_domingos_cuts_at_multiples_of_the_largest_distance_that_cuts(byte size, byte wide, byte coarse, byte fine)
    {
        var (height, width) = (1 + (size % 6), 1 + (wide % 6));
        int[] distances = [1 + (coarse % 4), 1 + (fine % 3)];
        var graph = Get(PoonDomingos.Create(height, width, distances));
        return graph.Scope.Equals(Scope.Range(0, height * width))
            && RegionGraphOracle.IsRegionGraph(graph.ToDecomposition())
            && graph.Nodes.Units.OfType<RegionNode.Region>().All(region => IsCutRight(graph, region, height, width, distances));
    }

    /// <summary>Rows and columns of a rectangle and how it is cut, worked out again from the pixels.</summary>
    private static bool IsCutRight(RegionGraph graph, RegionNode.Region region, int height, int width, int[] distances)
    {
        var pixels = region.Scope.Variables.Select(variable => (Row: variable / width, Column: variable % width)).ToList();
        var (top, bottom, left, right) = (pixels.Min(pixel => pixel.Row), pixels.Max(pixel => pixel.Row), pixels.Min(pixel => pixel.Column), pixels.Max(pixel => pixel.Column));
        if ((bottom - top + 1) * (right - left + 1) != pixels.Count || bottom >= height) return false;
        List<string> Cuts(int distance) =>
        [
            .. Enumerable.Range(top + 1, bottom - top).Where(row => row % distance == 0).Select(row => $"{Of(pixel => pixel.Row < row)}|{Of(pixel => pixel.Row >= row)}"),
            .. Enumerable.Range(left + 1, right - left).Where(column => column % distance == 0).Select(column => $"{Of(pixel => pixel.Column < column)}|{Of(pixel => pixel.Column >= column)}"),
        ];
        Scope Of(Func<(int Row, int Column), bool> inside) => Scope.Of(pixels.Where(inside).Select(pixel => (pixel.Row * width) + pixel.Column));
        var found = region.Partitions.Map(partition => string.Join('|', graph.Nodes[partition].Children.Map(part => graph.Nodes[part].Scope))).Order().ToList();
        var wanted = distances.OrderDescending().Select(Cuts).FirstOrDefault(cuts => cuts.Count > 0)
            ?? (pixels.Count == 1 ? [] : [string.Join('|', region.Scope.Variables.Select(Scope.Single))]);
        return found.SequenceEqual(wanted.Order());
    }

    [Fact]
    public void Poon_domingos_shares_rectangles_and_crossing_cuts_are_not_structured()
    {
        var graph = Get(PoonDomingos.Create(2, 2, [1]));
        Assert.Equal((9, 4, 6), (graph.Statistics().Regions, graph.Statistics().Leaves, graph.Statistics().Partitions));
        Assert.False(graph.IsStructuredDecomposable);
        Assert.Equal(4, graph.Statistics().SharedRegions);
        Assert.Equal(16, Get(PoonDomingos.Create(4, 4, [4])).Statistics().LargestArity);
        Assert.Equal(Get(PoonDomingos.Create(5, 6, [1, 3])), Get(PoonDomingos.Create(5, 6, [3, 1, 3])));
    }

    [Property]
    public bool Random_binary_trees_halve_down_to_their_depth(byte count, byte deep, byte copies, int seed)
    {
        var (variables, depth, replicas) = (1 + (count % 20), deep % 5, 1 + (copies % 3));
        var graph = Get(RandomBinaryTrees.Create(variables, depth, replicas, seed));
        var counts = graph.Statistics();
        return graph.Scope.Equals(Scope.Range(0, variables))
            && RegionGraphOracle.IsRegionGraph(graph.ToDecomposition())
            && counts.Leaves == variables
            && counts.Depth == Math.Min(depth + 1, (int)Math.Ceiling(Math.Log2(variables)))
            && graph.Nodes.Units.OfType<RegionNode.Region>().Last().Partitions.Count <= replicas
            && graph.Nodes.Units.OfType<RegionNode.Partition>().All(partition => partition.Parts.Count == 2 || partition.Parts.ForAll(part => graph.Nodes[part].Scope.Count == 1));
    }

    [Property]
    public bool Probabilities_of_all_worlds_sum_to_one(byte count, int seed)
    {
        var variables = 1 + (count % 6);
        IEnumerable<RegionGraph> graphs =
        [
            .. Trees(variables, seed),
            Get(RandomBinaryTrees.Create(variables, 1, 3, seed)),
            Get(PoonDomingos.Create(1, variables, [2])),
            Get(PoonDomingos.Create(2, (variables + 1) / 2, [1])),
        ];
        return graphs.All(graph => new[] { MergeKind.Cp, MergeKind.Tucker }.All(root =>
        {
            var joined = graph.Nodes[graph.Nodes.Root].Children.ForAll(partition => graph.Nodes[partition].Children.Count == 2) ? root : MergeKind.Cp;
            var folded = Get(Merge.Rooted(_ => Binary, joined, MergeKind.Cp).Then(Share.Default).Then(Pipeline.Evaluation(Rule)).Apply(graph));
            return Math.Abs(Meanings.Worlds(graph.Scope).Sum(world => Denotation.OfFolded(folded, Meanings.ByFunction(seed, world, -1))) - 1) < Tolerances.Rounding;
        }));
    }

    [Property]
    public bool Rooted_merges_differ_at_the_root_alone(BinaryGraph graph)
    {
        var pic = Get(Merge.Rooted(_ => Binary, MergeKind.Tucker, MergeKind.Cp).Apply(graph.Value));
        var partitions = graph.Value.Nodes[graph.Value.Nodes.Root].Children.Count;
        return pic.Units.Units.Count(unit => unit is CircuitUnit.Kronecker) == partitions
            && pic.Units.Units.Count(unit => unit is CircuitUnit.Hadamard) == graph.Value.Statistics().Partitions - partitions;
    }

    [Fact]
    public void Random_splits_treat_variables_alike_whatever_the_size()
    {
        // Of the splits whose first part has 25 or more of 30 variables, about nine in ten put any one variable there.
        var firsts = Enumerable.Range(0, 4000).Select(seed => RootParts(Get(RandomSplits.Create(30, seed)))[0]).Where(part => part.Count >= 25).ToList();
        Assert.InRange(firsts.Count, 500, 900);
        foreach (var variable in Enumerable.Range(0, 30)) Assert.InRange(firsts.Count(part => part.Contains(variable)), 0.85 * firsts.Count, 0.95 * firsts.Count);
    }

    [Fact]
    public void A_rooted_merge_is_named_in_a_road() =>
        Assert.Equal("merge > share", Merge.Rooted(_ => Binary, MergeKind.Tucker, MergeKind.Cp).Then(Share.Default).Name);

    [Fact]
    public void Seeds_decide_random_structures()
    {
        Assert.Equal(Get(RandomBinaryTrees.Create(9, 3, 2, 5)), Get(RandomBinaryTrees.Create(9, 3, 2, 5)));
        Assert.NotEqual(Get(RandomBinaryTrees.Create(9, 3, 2, 5)), Get(RandomBinaryTrees.Create(9, 3, 2, 6)));
        Assert.Equal(Get(RandomSplits.Create(9, 5)), Get(RandomSplits.Create(9, 5)));
        Assert.NotEqual(Get(RandomSplits.Create(9, 5)), Get(RandomSplits.Create(9, 6)));
        Assert.Equal([Scope.Of([1, 4, 6, 7, 8]), Scope.Of([0, 2, 3, 5])], RootParts(Get(RandomBinaryTrees.Create(9, 3, 1, 5))));
    }

    [Fact]
    public void Chains_and_factorised_structures_are_what_they_say()
    {
        Assert.Equal([Scope.Of([0, 2]), Scope.Single(1)], RootParts(Get(LinearChain.Create([2, 0, 1]))));
        Assert.Equal(3, Get(LinearChain.Create([5, 3, 1, 0])).Statistics().Depth);
        Assert.Equal([Scope.Single(0), Scope.Single(1), Scope.Single(2)], RootParts(Get(FullyFactorised.Create(3))));
        Assert.Equal([Scope.Range(0, 3), Scope.Range(3, 2)], RootParts(Get(BalancedTree.Create(5))));
    }

    [Fact]
    public void Deep_and_wide_structures_are_built_without_recursion()
    {
        Assert.Equal(4999, Get(LinearChain.Create(Enumerable.Range(0, 5000))).Statistics().Depth);
        var path = Get(VariableTree.Create(Enumerable.Range(-1, 5000)));
        Assert.Equal(2500, Get(HiddenChowLiu.Create(path)).Statistics().Depth);
        Assert.Equal(60000, Get(RandomBinaryTrees.Create(4, 1, 20000, 0)).Statistics().Partitions);
    }

    private static Scope[] RootParts(RegionGraph graph) =>
        [.. graph.Nodes[graph.Nodes[graph.Nodes.Root].Children[0]].Children.Map(part => graph.Nodes[part].Scope)];

    /// <summary>Structures over wide tables go down no stack and through no pairs of variables: these would not end here.</summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(50_000)]
    public void Structures_over_tables_grow_to_many_variables(int variables)
    {
        RegionGraph[] all = [Get(BalancedTree.Create(variables)), Get(RandomSplits.Create(variables, 1)), Get(RandomBinaryTrees.Create(variables, int.MaxValue, 1, 1)), Get(FullyFactorised.Create(variables))];
        Assert.All(all, graph => Assert.Equal((variables, variables), (graph.Statistics().Variables, graph.Statistics().Leaves)));
        Assert.Equal(Math.Ceiling(Math.Log2(variables)), all[0].Statistics().Depth);
    }
}
