namespace Pics.Algebra;

/// <summary>How the parts of a partition are joined into one unit.</summary>
public enum MergeKind
{
    /// <summary>One integral unit an input, then their product over the shared latent; any number of inputs.</summary>
    Cp,

    /// <summary>The product of two inputs over both latents, then one integral unit.</summary>
    Tucker,
}

/// <summary>Region graph to PIC: the paper's algorithm 1 (RG2PIC) with the merges of algorithm 2.</summary>
/// <remarks>
/// Chooses a model class. A leaf becomes an input unit with its own latent; a region with several partitions becomes their
/// uniform mixture; the root has no latent. Every function is a group of its own until <see cref="Share"/> ties some.
/// </remarks>
public static class Merge
{
    /// <summary>The same input family for every variable and the same merge for every partition, also for those of the root: a CP-merge of its only partition makes its parts independent.</summary>
    public static Pass<RegionGraph, Pic> With(InputFamily family, MergeKind kind) => With(_ => family, _ => kind);

    /// <summary>An input family per variable, one merge for the partitions of the root, another for all others.</summary>
    /// <remarks>A Tucker-merge at the root joins what a CP-merge, which has no latent left to share there, makes independent.</remarks>
    public static Pass<RegionGraph, Pic> Rooted(Func<int, InputFamily> family, MergeKind root, MergeKind below) =>
        Pass.Partial<RegionGraph, Pic>("merge", graph => With(family, partition => partition.Scope.Equals(graph.Scope) ? root : below).Apply(graph));

    /// <summary>An input family per variable, CP-merges, and a root whose parts depend on each other, see <see cref="RootMerge"/>.</summary>
    public static Pass<RegionGraph, Pic> Joined(Func<int, InputFamily> family) => Joined(family, MergeKind.Cp, null);

    /// <summary>An input family per variable, and a root whose parts depend on each other unless CP is wanted there, see <see cref="RootMerge"/>.</summary>
    /// <param name="family">The input family of each variable.</param>
    /// <param name="below">The merge of the partitions below the root.</param>
    /// <param name="root">The merge of the root's partitions; null for that of <see cref="RootMerge.Of"/>.</param>
    public static Pass<RegionGraph, Pic> Joined(Func<int, InputFamily> family, MergeKind below, MergeKind? root) => Pass.Partial<RegionGraph, Pic>(
        "merge", graph => RootMerge.Prepare(below, root).Apply(graph).Bind(prepared => Rooted(family, RootMerge.Of(graph, below, root), below).Apply(prepared)));

    /// <summary>An input family per variable and a merge per partition. Error: <see cref="ConstructionError"/>.</summary>
    public static Pass<RegionGraph, Pic> With(Func<int, InputFamily> family, Func<RegionNode.Partition, MergeKind> kind) =>
        Pass.Partial<RegionGraph, Pic>("merge", graph => FindError(graph, family, kind) is { } error
            ? new PicsError.Construction(error)
            : Build(graph, family, kind));

    private static Pic Build(RegionGraph graph, Func<int, InputFamily> family, Func<RegionNode.Partition, MergeKind> kind)
    {
        var units = new List<CircuitUnit>();
        var functions = 0;
        UnitId Add(CircuitUnit unit)
        {
            units.Add(unit);
            return new(units.Count - 1);
        }

        FunctionSpec Fresh(FunctionSignature signature) => new(signature, functions++, 0, Sharing.None);

        // Only the root region and its partitions have the root's scope: every part is strictly smaller.
        int Latents(RegionNode node) => node.Scope.Equals(graph.Scope) ? 0 : 1;

        UnitId Leaf(RegionNode.Region region)
        {
            var variable = region.Scope.Variables[0];
            return Add(new CircuitUnit.Input(variable, Fresh(new FunctionSignature.Density(family(variable), Latents(region)))));
        }

        // Algorithm 2, CP-merge: g(z) = prod_i int f_i(z, z_i) u_i(z_i) dz_i.
        UnitId MergeCp(Arr<UnitId> parts, int outputs) =>
            Add(new CircuitUnit.Hadamard(parts.Map(part => Add(new CircuitUnit.Linear(part, Fresh(new FunctionSignature.Kernel(outputs, 1)))))));

        // Algorithm 2, Tucker-merge: g(z) = int int f(z, z_1, z_2) u_1(z_1) u_2(z_2) dz_1 dz_2.
        UnitId MergeTucker(Arr<UnitId> parts, int outputs) =>
            Add(new CircuitUnit.Linear(Add(new CircuitUnit.Kronecker(parts)), Fresh(new FunctionSignature.Kernel(outputs, parts.Count))));

        UnitId Mix(Arr<UnitId> partitions) =>
            partitions.Count == 1 ? partitions[0] : Add(new CircuitUnit.Mixture(partitions, partitions.Map(_ => 1.0 / partitions.Count)));

        graph.Nodes.FoldUp<UnitId>((node, unit) => node.Match(
            region => region.Partitions.IsEmpty ? Leaf(region) : Mix(region.Partitions.Map(unit)),
            partition => kind(partition) == MergeKind.Tucker
                ? MergeTucker(partition.Parts.Map(unit), Latents(partition))
                : MergeCp(partition.Parts.Map(unit), Latents(partition))));
        return Pic.Trusted(Dag<CircuitUnit>.Trusted(units));
    }

    private static ConstructionError? FindError(
        RegionGraph graph, Func<int, InputFamily> family, Func<RegionNode.Partition, MergeKind> kind) =>
        graph.Nodes.Ids
            .Select(id => graph.Nodes[id].Match(
                region => region.Partitions.IsEmpty ? LeafError(id, region, family) : null,
                partition => kind(partition) == MergeKind.Tucker && partition.Parts.Count != 2
                    ? new ConstructionError.TuckerArity(id, partition.Scope, partition.Parts.Count)
                    : null))
            .FirstOrDefault(error => error is not null);

    private static ConstructionError? LeafError(UnitId id, RegionNode.Region region, Func<int, InputFamily> family)
    {
        if (region.Scope.Count > 1) return new ConstructionError.MultivariateLeaf(id, region.Scope);
        var variable = region.Scope.Variables[0];
        return family(variable) is { IsPossible: false } impossible ? new ConstructionError.BadFamily(variable, impossible) : null;
    }
}
