namespace Pics.Algebra;

/// <summary>Why a structure cannot be built or a region graph cannot be merged.</summary>
public abstract record ConstructionError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<ImageSize, T> imageSize,
        Func<TuckerArity, T> tuckerArity,
        Func<MultivariateLeaf, T> multivariateLeaf,
        Func<TooWide, T> tooWide,
        Func<BadFamily, T> badFamily,
        Func<Structure, T> structure,
        Func<Evidence, T> evidence);

    /// <summary>An image size is impossible.</summary>
    public sealed record ImageSize(string Name, int Height, int Width) : ConstructionError
    {
        internal override string Sentence =>
            $"a {Name} over {Height} x {Width} pixels cannot be built; height and width must be at least 1 and their product at most {RegionLimits.MaxVariables}";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<Structure, T> structure, Func<Evidence, T> evidence) => imageSize(this);
    }

    /// <summary>A Tucker-merge of a partition that does not have two parts.</summary>
    public sealed record TuckerArity(UnitId Partition, Scope Scope, int Parts) : ConstructionError
    {
        internal override string Sentence =>
            $"partition {Partition} of {Scope} has {Parts} parts; a Tucker-merge takes exactly two, so use a CP-merge there or binarise the region graph";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<Structure, T> structure, Func<Evidence, T> evidence) => tuckerArity(this);
    }

    /// <summary>A leaf region with several variables.</summary>
    public sealed record MultivariateLeaf(UnitId Region, Scope Scope) : ConstructionError
    {
        internal override string Sentence =>
            $"leaf region {Region} has the variables {Scope}; an input unit is over one variable, so split the region further";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<Structure, T> structure, Func<Evidence, T> evidence) => multivariateLeaf(this);
    }

    /// <summary>A unit would have more quadrature values than can be numbered.</summary>
    public sealed record TooWide(UnitId Unit, int Latents, int Nodes) : ConstructionError
    {
        internal override string Sentence =>
            $"{Unit} has {Latents} latents, which with {Nodes} quadrature nodes each give more than {int.MaxValue} values; use fewer nodes or a merge with fewer latents";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<Structure, T> structure, Func<Evidence, T> evidence) => tooWide(this);
    }

    /// <summary>An input family without channels or values.</summary>
    public sealed record BadFamily(int Variable, InputFamily Family) : ConstructionError
    {
        internal override string Sentence =>
            $"variable {Variable} was given the family {Family.Name} with {Family.Channels} channel(s){string.Concat(Family.Values.Map(values => $" of {values} values").ToSeq())}; an input needs at least one channel and one value, a binomial one trial";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<Structure, T> structure, Func<Evidence, T> evidence) => badFamily(this);
    }

    /// <summary>A structure cannot be built or changed.</summary>
    public sealed record Structure(StructureError Error) : ConstructionError
    {
        internal override string Sentence => Error.Sentence;

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<Structure, T> structure, Func<Evidence, T> evidence) => structure(this);
    }

    /// <summary>Variables cannot be fixed at values or summed out.</summary>
    public sealed record Evidence(EvidenceError Error) : ConstructionError
    {
        internal override string Sentence => Error.Sentence;

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<Structure, T> structure, Func<Evidence, T> evidence) => evidence(this);
    }
}
