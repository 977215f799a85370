namespace Pics.Algebra;

/// <summary>Everything that the algebra can refuse, as data; <see cref="Explain"/> turns it into a sentence.</summary>
public abstract record PicsError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    internal static PicsError Of(StructureError error) => new Construction(new ConstructionError.Structure(error));

    internal static PicsError Of(EvidenceError error) => new Construction(new ConstructionError.Evidence(error));

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<Region, T> region,
        Func<Graph, T> graph,
        Func<Circuit, T> circuit,
        Func<Construction, T> construction,
        Func<Rule, T> rule,
        Func<Document, T> document,
        Func<Folding, T> folding);

    /// <summary>The decomposition is not a region graph.</summary>
    public sealed record Region(RegionGraphError Error) : PicsError
    {
        internal override string Sentence => Error.Sentence;
        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Graph, T> graph, Func<Circuit, T> circuit, Func<Construction, T> construction, Func<Rule, T> rule, Func<Document, T> document, Func<Folding, T> folding) => region(this);
    }

    /// <summary>The units do not form a rooted acyclic graph.</summary>
    public sealed record Graph(GraphError Error) : PicsError
    {
        internal override string Sentence => Error.Sentence;
        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Graph, T> graph, Func<Circuit, T> circuit, Func<Construction, T> construction, Func<Rule, T> rule, Func<Document, T> document, Func<Folding, T> folding) => graph(this);
    }

    /// <summary>The units do not form a valid circuit.</summary>
    public sealed record Circuit(CircuitError Error) : PicsError
    {
        internal override string Sentence => Error.Sentence;
        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Graph, T> graph, Func<Circuit, T> circuit, Func<Construction, T> construction, Func<Rule, T> rule, Func<Document, T> document, Func<Folding, T> folding) => circuit(this);
    }

    /// <summary>A structure or a merge was asked for that cannot be built.</summary>
    public sealed record Construction(ConstructionError Error) : PicsError
    {
        internal override string Sentence => Error.Sentence;
        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Graph, T> graph, Func<Circuit, T> circuit, Func<Construction, T> construction, Func<Rule, T> rule, Func<Document, T> document, Func<Folding, T> folding) => construction(this);
    }

    /// <summary>The nodes and weights are not a quadrature rule.</summary>
    public sealed record Rule(RuleError Error) : PicsError
    {
        internal override string Sentence => Error.Sentence;
        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Graph, T> graph, Func<Circuit, T> circuit, Func<Construction, T> construction, Func<Rule, T> rule, Func<Document, T> document, Func<Folding, T> folding) => rule(this);
    }

    /// <summary>A JSON document cannot be read.</summary>
    public sealed record Document(DocumentError Error) : PicsError
    {
        internal override string Sentence => Error.Sentence;
        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Graph, T> graph, Func<Circuit, T> circuit, Func<Construction, T> construction, Func<Rule, T> rule, Func<Document, T> document, Func<Folding, T> folding) => document(this);
    }

    /// <summary>The layers are not a folded circuit.</summary>
    public sealed record Folding(FoldingError Error) : PicsError
    {
        internal override string Sentence => Error.Sentence;
        /// <inheritdoc/>
        public override T Match<T>(Func<Region, T> region, Func<Graph, T> graph, Func<Circuit, T> circuit, Func<Construction, T> construction, Func<Rule, T> rule, Func<Document, T> document, Func<Folding, T> folding) => folding(this);
    }
}
