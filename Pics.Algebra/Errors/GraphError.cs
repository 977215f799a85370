namespace Pics.Algebra;

/// <summary>Why an array of units is not a rooted acyclic graph.</summary>
public abstract record GraphError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<Empty, T> empty,
        Func<ForwardReference, T> forwardReference,
        Func<Unreachable, T> unreachable);

    /// <summary>There are no units.</summary>
    public sealed record Empty() : GraphError
    {
        internal override string Sentence =>
            "the graph has no units; it needs at least one, the root last";

        /// <inheritdoc/>
        public override T Match<T>(Func<Empty, T> empty, Func<ForwardReference, T> forwardReference, Func<Unreachable, T> unreachable) => empty(this);
    }

    /// <summary>A unit names a child that does not come before it.</summary>
    public sealed record ForwardReference(UnitId Unit, UnitId Child) : GraphError
    {
        internal override string Sentence =>
            $"{Unit} has the child {Child}; children must come before their parents in the array";

        /// <inheritdoc/>
        public override T Match<T>(Func<Empty, T> empty, Func<ForwardReference, T> forwardReference, Func<Unreachable, T> unreachable) => forwardReference(this);
    }

    /// <summary>A unit feeds nothing.</summary>
    public sealed record Unreachable(UnitId Unit) : GraphError
    {
        internal override string Sentence =>
            $"{Unit} does not feed the root; every unit but the last must be the child of another";

        /// <inheritdoc/>
        public override T Match<T>(Func<Empty, T> empty, Func<ForwardReference, T> forwardReference, Func<Unreachable, T> unreachable) => unreachable(this);
    }
}
