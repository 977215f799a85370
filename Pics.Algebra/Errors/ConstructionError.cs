using System.Globalization;

namespace Pics.Algebra;

/// <summary>Why a structure cannot be built or a region graph cannot be merged.</summary>
public abstract record ConstructionError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => Sentence;

    /// <summary>Takes the error apart, one function a case.</summary>
    public abstract T Match<T>(
        Func<ImageSize, T> imageSize,
        Func<TuckerArity, T> tuckerArity,
        Func<MultivariateLeaf, T> multivariateLeaf,
        Func<TooWide, T> tooWide,
        Func<BadFamily, T> badFamily,
        Func<NotOpen, T> notOpen,
        Func<BadEvidence, T> badEvidence);

    /// <summary>An image size is impossible.</summary>
    public sealed record ImageSize(string Structure, int Height, int Width) : ConstructionError
    {
        internal override string Sentence =>
            $"a {Structure} over {Height} x {Width} pixels cannot be built; height and width must be at least 1 and their product at most {RegionLimits.MaxVariables}";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => imageSize(this);
    }

    /// <summary>A Tucker-merge of a partition that does not have two parts.</summary>
    public sealed record TuckerArity(UnitId Partition, Scope Scope, int Parts) : ConstructionError
    {
        internal override string Sentence =>
            $"partition {Partition} of {Scope} has {Parts} parts; a Tucker-merge takes exactly two, so use a CP-merge there or binarise the region graph";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => tuckerArity(this);
    }

    /// <summary>A leaf region with several variables.</summary>
    public sealed record MultivariateLeaf(UnitId Region, Scope Scope) : ConstructionError
    {
        internal override string Sentence =>
            $"leaf region {Region} has the variables {Scope}; an input unit is over one variable, so split the region further";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => multivariateLeaf(this);
    }

    /// <summary>A unit would have more quadrature values than can be numbered.</summary>
    public sealed record TooWide(UnitId Unit, int Latents, int Nodes) : ConstructionError
    {
        internal override string Sentence =>
            $"{Unit} has {Latents} latents, which with {Nodes} quadrature nodes each give more than {int.MaxValue} values; use fewer nodes or a merge with fewer latents";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => tooWide(this);
    }

    /// <summary>An input family without channels or values.</summary>
    public sealed record BadFamily(int Variable, InputFamily Family) : ConstructionError
    {
        internal override string Sentence =>
            $"variable {Variable} was given the family {Family.Name} with {Family.Channels} channel(s){string.Concat(Family.Values.Map(values => $" of {values} values").ToSeq())}; an input needs at least one channel and one value, a binomial one trial";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => badFamily(this);
    }
    /// <summary>A variable that is to be fixed or summed out is not open to the data.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="Open">The variables that are open.</param>
    /// <param name="Found">What the variable is instead; none where the circuit does not have it.</param>
    public sealed record NotOpen(int Variable, Scope Open, Option<Observation> Found) : ConstructionError
    {
        internal override string Sentence =>
            $"{Found.Match(Describe, () => $"the circuit has no variable {Variable}")}; the variables that can be fixed or summed out are {Open}";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => notOpen(this);

        private string Describe(Observation found) => found is Observation.Known known
            ? $"variable {Variable} is fixed at {Text(known.Value)} already"
            : $"variable {Variable} is summed out already";
    }

    /// <summary>A variable is given several values, or one that its family does not have.</summary>
    public sealed record BadEvidence(int Variable, Arr<double> Values, InputFamily Family) : ConstructionError
    {
        internal override string Sentence => Values.Count == 1
            ? $"variable {Variable} cannot be {Text(Values[0])}; {Family.Label} has {Family.Support}"
            : $"variable {Variable} is given the values {string.Join(", ", Values.Map(Text))}; evidence has one value a variable";

        /// <inheritdoc/>
        public override T Match<T>(Func<ImageSize, T> imageSize, Func<TuckerArity, T> tuckerArity, Func<MultivariateLeaf, T> multivariateLeaf, Func<TooWide, T> tooWide, Func<BadFamily, T> badFamily, Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => badEvidence(this);
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
