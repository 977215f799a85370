namespace Pics.Algebra;

/// <summary>How the partitions of the root are merged, if nobody says otherwise: so that the parts of the root depend on each other.</summary>
/// <remarks>
/// The root has no latent. So a CP-merge of its only partition is a product, and makes the parts independent; a Tucker-merge is an integral
/// over their latents. Where the root has several partitions, it is a mixture of such products already.
/// </remarks>
public static class RootMerge
{
    /// <summary>The merge of the root's partitions: the wanted one; else Tucker where there is one partition, and as below it where there are more.</summary>
    /// <param name="graph">Whose root it is.</param>
    /// <param name="below">The merge of all other partitions.</param>
    /// <param name="wanted">The merge that is asked for; null for none.</param>
    public static MergeKind Of(RegionGraph graph, MergeKind below, MergeKind? wanted) =>
        wanted ?? (Partitions(graph).Count == 1 ? MergeKind.Tucker : below);

    /// <summary>Region graph to the one that is merged: partitions of the root become partitions of two where they are Tucker-merged. It never refuses.</summary>
    /// <remarks>Chooses a model class, as <see cref="Binarise"/> does: parts that are put together have a latent of their own.</remarks>
    /// <param name="below">The merge of the partitions below the root.</param>
    /// <param name="wanted">The merge of the root's partitions; null for that of <see cref="Of"/>.</param>
    public static Pass<RegionGraph, RegionGraph> Prepare(MergeKind below, MergeKind? wanted) => Pass.Partial<RegionGraph, RegionGraph>(
        Binarise.Root.Name, graph => Of(graph, below, wanted) == MergeKind.Tucker ? Binarise.Root.Apply(graph) : graph);

    /// <summary>Whether a merge of the root's partitions makes the parts of the root independent: CP where there is one partition.</summary>
    public static bool IsIndependent(RegionGraph graph, MergeKind root) => root == MergeKind.Cp && Partitions(graph).Count == 1;

    private static Arr<UnitId> Partitions(RegionGraph graph) => graph.Nodes[graph.Nodes.Root].Children;
}
