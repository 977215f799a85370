namespace Pics.Algebra;

/// <summary>A node of a region graph: a set of variables, or one way of splitting it.</summary>
/// <param name="Scope">The variables of the region, or of the region that a partition splits.</param>
public abstract record RegionNode(Scope Scope) : IUnit<RegionNode>
{
    /// <summary>The partitions of a region, or the parts of a partition.</summary>
    public abstract Arr<UnitId> Children { get; }

    internal abstract string Label { get; }

    /// <summary>The same node over other children.</summary>
    public abstract RegionNode MapChildren(Func<UnitId, UnitId> map);

    /// <summary>Takes the node apart, one function per case.</summary>
    public abstract T Match<T>(Func<Region, T> region, Func<Partition, T> partition);

    /// <summary>A set of variables with any number of partitions; a leaf has none.</summary>
    public sealed record Region(Scope Scope, Arr<UnitId> Partitions) : RegionNode(Scope)
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Partitions;

        internal override string Label => $"region {Scope}";

        /// <inheritdoc/>
        public override RegionNode MapChildren(Func<UnitId, UnitId> map) => new Region(Scope, Partitions.Map(map));

        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Partition, T> partition) => region(this);
    }

    /// <summary>A split of a region into two or more parts with disjoint scopes.</summary>
    public sealed record Partition(Scope Scope, Arr<UnitId> Parts) : RegionNode(Scope)
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Parts;

        internal override string Label => $"partition of {Scope}";

        /// <inheritdoc/>
        public override RegionNode MapChildren(Func<UnitId, UnitId> map) => new Partition(Scope, Parts.Map(map));

        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Partition, T> partition) => partition(this);
    }
}
