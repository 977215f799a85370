namespace Pics.Algebra;

/// <summary>Why a list of regions and splits is not a region graph.</summary>
public abstract record RegionGraphError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<NoRegions, T> noRegions,
        Func<BadScope, T> badScope,
        Func<UnknownRegion, T> unknownRegion,
        Func<TooFewParts, T> tooFewParts,
        Func<Overlap, T> overlap,
        Func<Uncovered, T> uncovered,
        Func<SeveralRoots, T> severalRoots);

    /// <summary>There is no region at all.</summary>
    public sealed record NoRegions() : RegionGraphError
    {
        internal override string Sentence =>
            "the region graph has no regions; it needs at least one";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoRegions, T> noRegions, Func<BadScope, T> badScope, Func<UnknownRegion, T> unknownRegion, Func<TooFewParts, T> tooFewParts, Func<Overlap, T> overlap, Func<Uncovered, T> uncovered, Func<SeveralRoots, T> severalRoots) => noRegions(this);
    }

    /// <summary>A region's scope is empty or has a negative variable.</summary>
    public sealed record BadScope(int Region, Scope Scope) : RegionGraphError
    {
        internal override string Sentence =>
            Scope.IsEmpty
                ? $"region {Region} has an empty scope; every region needs at least one variable"
                : $"region {Region} names variable {Scope.Variables[0]}; variables are numbered from 0";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoRegions, T> noRegions, Func<BadScope, T> badScope, Func<UnknownRegion, T> unknownRegion, Func<TooFewParts, T> tooFewParts, Func<Overlap, T> overlap, Func<Uncovered, T> uncovered, Func<SeveralRoots, T> severalRoots) => badScope(this);
    }

    /// <summary>A split names a region that is not in the list.</summary>
    public sealed record UnknownRegion(int Split, int Region, int Regions) : RegionGraphError
    {
        internal override string Sentence =>
            $"split {Split} names region {Region}, but there are only regions 0 to {Regions - 1}";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoRegions, T> noRegions, Func<BadScope, T> badScope, Func<UnknownRegion, T> unknownRegion, Func<TooFewParts, T> tooFewParts, Func<Overlap, T> overlap, Func<Uncovered, T> uncovered, Func<SeveralRoots, T> severalRoots) => unknownRegion(this);
    }

    /// <summary>A split has fewer than two parts.</summary>
    public sealed record TooFewParts(int Split, int Region, int Parts) : RegionGraphError
    {
        internal override string Sentence =>
            $"split {Split} of region {Region} has {Parts} part(s); a partition needs at least two";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoRegions, T> noRegions, Func<BadScope, T> badScope, Func<UnknownRegion, T> unknownRegion, Func<TooFewParts, T> tooFewParts, Func<Overlap, T> overlap, Func<Uncovered, T> uncovered, Func<SeveralRoots, T> severalRoots) => tooFewParts(this);
    }

    /// <summary>Two parts of a split share variables, so the graph is not decomposable.</summary>
    public sealed record Overlap(int Split, int FirstPart, int SecondPart, Scope Shared) : RegionGraphError
    {
        internal override string Sentence =>
            $"split {Split} is not decomposable: its parts {FirstPart} and {SecondPart} share the variables {Shared}; parts must be disjoint";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoRegions, T> noRegions, Func<BadScope, T> badScope, Func<UnknownRegion, T> unknownRegion, Func<TooFewParts, T> tooFewParts, Func<Overlap, T> overlap, Func<Uncovered, T> uncovered, Func<SeveralRoots, T> severalRoots) => overlap(this);
    }

    /// <summary>The parts of a split do not make up its region, so the graph is not smooth.</summary>
    public sealed record Uncovered(int Split, int Region, Scope Missing, Scope Surplus) : RegionGraphError
    {
        internal override string Sentence =>
            $"split {Split} is not smooth: its parts{(Missing.IsEmpty ? "" : $" lack the variables {Missing}")}{(Missing.IsEmpty || Surplus.IsEmpty ? "" : " and")}{(Surplus.IsEmpty ? "" : $" add the variables {Surplus}")} of region {Region}; their union must be the region's scope";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoRegions, T> noRegions, Func<BadScope, T> badScope, Func<UnknownRegion, T> unknownRegion, Func<TooFewParts, T> tooFewParts, Func<Overlap, T> overlap, Func<Uncovered, T> uncovered, Func<SeveralRoots, T> severalRoots) => uncovered(this);
    }

    /// <summary>Several regions are part of no split.</summary>
    public sealed record SeveralRoots(int First, int Second, int Roots) : RegionGraphError
    {
        internal override string Sentence =>
            $"{Roots} regions are part of no split ({First} and {Second} among them); a region graph has exactly one root";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoRegions, T> noRegions, Func<BadScope, T> badScope, Func<UnknownRegion, T> unknownRegion, Func<TooFewParts, T> tooFewParts, Func<Overlap, T> overlap, Func<Uncovered, T> uncovered, Func<SeveralRoots, T> severalRoots) => severalRoots(this);
    }
}
