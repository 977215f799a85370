using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Binarise, restrict and union of region graphs: what each keeps.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class RegionPassLaws
{
    [Property]
    public bool Binarise_gives_partitions_of_two_parts_and_keeps_the_rest(RegionGraph graph)
    {
        var binary = Get(Binarise.Pass.Checked().Apply(graph));
        var (before, after) = (graph.Statistics(), binary.Statistics());
        return binary.Nodes.Units.OfType<RegionNode.Partition>().All(partition => partition.Parts.Count == 2)
            && binary.Scope.Equals(graph.Scope)
            && after.Leaves == before.Leaves
            && after.Regions - before.Regions == after.Partitions - before.Partitions
            && Leaves(graph).SequenceEqual(Leaves(binary))
            && Get(Binarise.Pass.Apply(binary)).Equals(binary)
            && (before.LargestArity > 2 || binary.Equals(graph));
    }

    [Property]
    public bool Unmerge_gives_back_the_scopes_and_how_they_are_split(RegionGraph graph, bool tucker)
    {
        static IEnumerable<string> Splits(RegionGraph regions) => regions.Nodes.Units.OfType<RegionNode.Partition>()
            .Select(partition => $"{partition.Scope} = {string.Join(" + ", partition.Parts.Map(part => $"{regions.Nodes[part].Scope}").Order())}").Distinct().Order();
        var whole = tucker ? Get(Binarise.Pass.Apply(graph)) : graph;
        var pic = Get(Merge.With(Binary, tucker ? MergeKind.Tucker : MergeKind.Cp).Apply(whole));
        var again = Get(Unmerge.Pass.Checked().Apply(pic));
        return again.Scope.Equals(graph.Scope) && Splits(again).SequenceEqual(Splits(whole));
    }

    [Property]
    public bool Binarise_keeps_the_denotation_where_new_latents_do_not_matter(RegionGraph graph, int seed)
    {
        // Kernels that ignore the latent they give turn every unit into a constant times a product over its parts.
        var rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 2));
        double Value(RegionGraph regions, long world)
        {
            var pic = Get(Merge.With(Binary, MergeKind.Cp).Apply(regions));
            return Denotation.OfPic(pic, rule, Meanings.Of(_ => seed, world, -1) with { Kernel = (_, latents) => 1 + (latents.Last() * latents.Last()) });
        }

        // A function of z inputs alone: one density for every variable, so a leaf's integral is the same wherever it hangs.
        var binary = Get(Binarise.Pass.Apply(graph));
        return Meanings.Worlds(graph.Scope).Take(6).All(world => Tolerances.Close(Value(graph, world), Value(binary, world), Tolerances.Rounding));
    }

    [Property]
    public bool Restrict_gives_a_region_graph_over_what_is_in_both(RegionGraph graph, int seed)
    {
        var wanted = Some(graph.Scope, seed).Union(Scope.Single(99));
        var restricted = Get(Restrict.To(wanted).Checked().Apply(graph));
        return restricted.Scope.Equals(graph.Scope.Intersect(wanted))
            && restricted.Statistics() is var counts && counts.Regions <= graph.Statistics().Regions
            && Splits(restricted).All(Splits(graph, wanted).Contains);
    }

    [Property]
    public bool Restrict_to_nothing_of_the_graph_is_refused(RegionGraph graph, byte above) =>
        Restrict.To(Scope.Empty).Apply(graph).IsLeft && Restrict.To(Scope.Single(graph.Scope.Variables[^1] + 1 + above)).Apply(graph).IsLeft;

    [Property]
    public bool Restrict_to_everything_is_the_identity_and_two_are_one(RegionGraph graph, int first, int second)
    {
        var one = Some(graph.Scope, first);
        var two = Some(graph.Scope, second).Union(Some(one, second));
        return Get(Restrict.To(graph.Scope).Apply(graph)).Equals(graph)
            && Splits(Get(Restrict.To(one).Then(Restrict.To(two)).Apply(graph))).SetEquals(Splits(Get(Restrict.To(one.Intersect(two)).Apply(graph))));
    }

    [Property]
    public bool Union_of_one_is_itself_and_of_several_has_all_root_partitions(RegionGraph graph, int seed)
    {
        var (regions, splits) = Get(RandomSplits.Create(graph.Scope.Count, seed)).ToDecomposition();
        var other = Get(RegionGraph.Create(new(regions.Map(region => Scope.Of(region.Variables.Select(variable => graph.Scope.Variables[variable]))), splits)));
        var union = Get(Replicas.Union([graph, other]));
        IEnumerable<string> Roots(RegionGraph regions) => regions.Nodes[regions.Nodes.Root].Children.Map(partition => Partition(regions, partition));
        return RegionGraphOracle.IsRegionGraph(union.ToDecomposition())
            && Splits(union).SetEquals(Splits(graph).Union(Splits(other)))
            && Roots(union).ToHashSet().SetEquals(Roots(graph).Union(Roots(other)))
            && union.Statistics().Leaves == union.Nodes.Units.Where(node => node is RegionNode.Region { Partitions.IsEmpty: true }).Select(node => node.Scope).Distinct().Count();
    }

    [Property]
    public bool Union_of_a_tree_with_itself_is_that_tree_twice_below_the_root(byte count, int seed)
    {
        var tree = Get(RandomSplits.Create(2 + (count % 8), seed));
        var (once, twice) = (Get(Replicas.Union([tree])), Get(Replicas.Union([tree, tree])));
        return once.Equals(tree) && (tree.Scope.Count == 2
            ? twice.Equals(tree)
            : twice.Statistics().Partitions == 2 * tree.Statistics().Partitions && twice.Statistics().Leaves == tree.Scope.Count);
    }

    /// <summary>The leaves from left to right, as often as they are reached.</summary>
    private static ImmutableArray<Scope> Leaves(RegionGraph graph) => graph.Nodes.FoldUp<ImmutableArray<Scope>>((node, below) =>
        node.Children.IsEmpty ? [node.Scope] : [.. node.Children.Bind(child => below(child))])[^1];

    private static string Partition(RegionGraph graph, UnitId partition) => string.Join('|', graph.Nodes[partition].Children.Map(part => graph.Nodes[part].Scope));

    private static System.Collections.Generic.HashSet<string> Splits(RegionGraph graph) => Splits(graph, graph.Scope);

    /// <summary>How scopes are split, parts in order, when only some variables count.</summary>
    private static System.Collections.Generic.HashSet<string> Splits(RegionGraph graph, Scope wanted) =>
        [.. graph.Nodes.Units.OfType<RegionNode.Partition>()
            .Select(partition => partition.Parts.Map(part => graph.Nodes[part].Scope.Intersect(wanted)).Filter(part => !part.IsEmpty))
            .Where(parts => parts.Count > 1)
            .Select(parts => string.Join('|', parts))];

    /// <summary>Some variables of a scope, at least one.</summary>
    private static Scope Some(Scope scope, int seed) =>
        Scope.Of(scope.Variables.Where(variable => (seed >> (variable % 30) & 1) == 1).Append(scope.Variables[(seed & int.MaxValue) % scope.Count]));
}
