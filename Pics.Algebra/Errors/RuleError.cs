using System.Globalization;

namespace Pics.Algebra;

/// <summary>Why nodes and weights are not a quadrature rule.</summary>
public abstract record RuleError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<NoNodes, T> noNodes,
        Func<LengthMismatch, T> lengthMismatch,
        Func<NotFinite, T> notFinite,
        Func<NegativeWeight, T> negativeWeight,
        Func<OutsideDomain, T> outsideDomain,
        Func<BadCount, T> badCount,
        Func<BadInterval, T> badInterval);

    /// <summary>There are no nodes.</summary>
    public sealed record NoNodes(string Name) : RuleError
    {
        internal override string Sentence =>
            $"the {Name} rule has no nodes; it needs at least one";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoNodes, T> noNodes, Func<LengthMismatch, T> lengthMismatch, Func<NotFinite, T> notFinite, Func<NegativeWeight, T> negativeWeight, Func<OutsideDomain, T> outsideDomain, Func<BadCount, T> badCount, Func<BadInterval, T> badInterval) => noNodes(this);
    }

    /// <summary>Nodes and weights differ in number.</summary>
    public sealed record LengthMismatch(string Name, int Nodes, int Weights) : RuleError
    {
        internal override string Sentence =>
            $"the {Name} rule has {Nodes} nodes but {Weights} weights; it needs one weight per node";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoNodes, T> noNodes, Func<LengthMismatch, T> lengthMismatch, Func<NotFinite, T> notFinite, Func<NegativeWeight, T> negativeWeight, Func<OutsideDomain, T> outsideDomain, Func<BadCount, T> badCount, Func<BadInterval, T> badInterval) => lengthMismatch(this);
    }

    /// <summary>A node or a weight is not a finite number.</summary>
    public sealed record NotFinite(string Name, int Index) : RuleError
    {
        internal override string Sentence =>
            $"the {Name} rule has a node or weight at position {Index} that is not a finite number";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoNodes, T> noNodes, Func<LengthMismatch, T> lengthMismatch, Func<NotFinite, T> notFinite, Func<NegativeWeight, T> negativeWeight, Func<OutsideDomain, T> outsideDomain, Func<BadCount, T> badCount, Func<BadInterval, T> badInterval) => notFinite(this);
    }

    /// <summary>A weight is not positive, so rows could not be normalised.</summary>
    public sealed record NegativeWeight(string Name, int Index, double Weight) : RuleError
    {
        internal override string Sentence =>
            $"the {Name} rule has the weight {Weight.ToString(CultureInfo.InvariantCulture)} at position {Index}; every weight must be positive";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoNodes, T> noNodes, Func<LengthMismatch, T> lengthMismatch, Func<NotFinite, T> notFinite, Func<NegativeWeight, T> negativeWeight, Func<OutsideDomain, T> outsideDomain, Func<BadCount, T> badCount, Func<BadInterval, T> badInterval) => negativeWeight(this);
    }

    /// <summary>A node lies outside the domain.</summary>
    public sealed record OutsideDomain(string Name, int Index, double Node) : RuleError
    {
        internal override string Sentence =>
            $"the {Name} rule has the node {Node.ToString(CultureInfo.InvariantCulture)} at position {Index}, outside its domain";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoNodes, T> noNodes, Func<LengthMismatch, T> lengthMismatch, Func<NotFinite, T> notFinite, Func<NegativeWeight, T> negativeWeight, Func<OutsideDomain, T> outsideDomain, Func<BadCount, T> badCount, Func<BadInterval, T> badInterval) => outsideDomain(this);
    }

    /// <summary>A rule cannot have this number of nodes.</summary>
    public sealed record BadCount(string Name, int Count, string Requirement) : RuleError
    {
        internal override string Sentence =>
            $"the {Name} rule cannot have {Count} node(s); it needs {Requirement}";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoNodes, T> noNodes, Func<LengthMismatch, T> lengthMismatch, Func<NotFinite, T> notFinite, Func<NegativeWeight, T> negativeWeight, Func<OutsideDomain, T> outsideDomain, Func<BadCount, T> badCount, Func<BadInterval, T> badInterval) => badCount(this);
    }

    /// <summary>An interval is empty or not finite.</summary>
    public sealed record BadInterval(string Name, double From, double To) : RuleError
    {
        internal override string Sentence =>
            $"the {Name} rule cannot be put on [{From.ToString(CultureInfo.InvariantCulture)}, {To.ToString(CultureInfo.InvariantCulture)}]; the interval needs finite ends in increasing order";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoNodes, T> noNodes, Func<LengthMismatch, T> lengthMismatch, Func<NotFinite, T> notFinite, Func<NegativeWeight, T> negativeWeight, Func<OutsideDomain, T> outsideDomain, Func<BadCount, T> badCount, Func<BadInterval, T> badInterval) => badInterval(this);
    }
}
