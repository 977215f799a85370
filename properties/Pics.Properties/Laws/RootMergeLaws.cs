using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Which merge the root gets by default, and what it is for.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class RootMergeLaws
{
    private static readonly QuadratureRule Rule = Get(Quadrature.GaussLegendre(3, -1, 1));

    private static Arr<UnitId> Partitions(RegionGraph graph) => graph.Nodes[graph.Nodes.Root].Children;

    private static int Parts(RegionGraph graph) => Partitions(graph).Map(partition => graph.Nodes[partition].Children.Count).Fold(0, Math.Max);

    [Property]
    public bool One_partition_is_tucker_merged_and_several_are_merged_as_those_below(RegionGraph graph)
    {
        var isOne = Partitions(graph).Count == 1;
        return RootMerge.Of(graph, MergeKind.Cp, null) == (isOne ? MergeKind.Tucker : MergeKind.Cp)
            && RootMerge.Of(graph, MergeKind.Tucker, null) == MergeKind.Tucker
            && RootMerge.Of(graph, MergeKind.Tucker, MergeKind.Cp) == MergeKind.Cp
            && RootMerge.IsIndependent(graph, MergeKind.Cp) == isOne
            && !RootMerge.IsIndependent(graph, RootMerge.Of(graph, MergeKind.Cp, null));
    }

    [Property]
    public bool Only_the_root_is_binarised_and_only_for_a_tucker_merge(RegionGraph graph)
    {
        var (prepared, root) = (Get(RootMerge.Prepare(MergeKind.Cp, null).Checked().Apply(graph)), Get(Binarise.Root.Checked().Apply(graph)));
        return prepared.Equals(Partitions(graph).Count == 1 ? root : graph)
            && Get(RootMerge.Prepare(MergeKind.Tucker, MergeKind.Cp).Apply(graph)).Equals(graph)
            && Partitions(root).Count == Partitions(graph).Count
            && Parts(root) == Math.Min(2, Parts(graph))
            && Get(Binarise.Root.Apply(root)).Equals(root)
            && Get(Binarise.Pass.Apply(root)).Statistics() == Get(Binarise.Pass.Apply(graph)).Statistics()
            && (Parts(graph) > 2 || root.Equals(graph));
    }

    [Property]
    public bool Several_partitions_at_the_root_are_merged_as_before(RegionGraph graph) =>
        Partitions(graph).Count == 1 || Get(Merge.Joined(_ => Binary).Apply(graph)).Equals(Get(Merge.With(Binary, MergeKind.Cp).Apply(graph)));

    [Property]
    public bool One_partition_has_one_product_over_two_latents(RegionGraph graph)
    {
        var pic = Get(Pipeline.Model(Binary).Apply(graph));
        return Partitions(graph).Count != 1
            || (pic.Units.Units.Count(unit => unit is CircuitUnit.Kronecker) == 1 && pic.Units[pic.Units.Root] is CircuitUnit.Linear { Kernel.Signature: FunctionSignature.Kernel { Outputs: 0, Inputs: 2 } });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_parts_of_the_root_depend_on_each_other_by_default_and_not_below_a_cp_root(int variables) => Assert.All(
        new[] { BalancedTree.Create(variables), LinearChain.Create(Enumerable.Range(0, variables)), RandomBinaryTrees.Create(variables, 9, 1, 1), FullyFactorised.Create(variables), QuadTree.Create(1, variables), QuadTree.Create(variables, 2) },
        graph =>
        {
            var regions = Get(graph);
            Assert.True(Dependence(regions, Get(Merge.Joined(_ => Binary).Apply(regions))) > 1e-9);
            Assert.True(Dependence(regions, Get(Merge.Joined(_ => Binary, MergeKind.Cp, MergeKind.Cp).Apply(regions))) < 1e-14);
            Assert.Equal(Get(Merge.With(Binary, MergeKind.Cp).Apply(regions)), Get(Merge.Joined(_ => Binary, MergeKind.Cp, MergeKind.Cp).Apply(regions)));
        });

    /// <summary>How far p(a = 1, b = 1) is from the product of the two probabilities, for a variable of the first part of the root and one of the last.</summary>
    private static double Dependence(RegionGraph graph, Pic pic)
    {
        var folded = Get(Pipeline.Evaluation(Rule).Apply(pic));
        var parts = graph.Nodes[Partitions(graph)[0]].Children.Map(part => graph.Nodes[part].Scope.Variables[^1]);
        double Value(params int[] variables) => Denotation.OfFolded(folded, Meanings.ByFunction(3, -1, Meanings.Mask(Scope.Of(variables))));
        return Math.Abs(Value(parts[0], parts[^1]) - (Value(parts[0]) * Value(parts[^1])));
    }
}
