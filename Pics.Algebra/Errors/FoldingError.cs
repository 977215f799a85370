namespace Pics.Algebra;

/// <summary>Why a list of layers is not a folded circuit.</summary>
public abstract record FoldingError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<NoLayers, T> noLayers,
        Func<BadShape, T> badShape,
        Func<BadAddress, T> badAddress,
        Func<NotOneRoot, T> notOneRoot);

    /// <summary>There are no layers.</summary>
    public sealed record NoLayers() : FoldingError
    {
        internal override string Sentence =>
            "the folded circuit has no layers; it needs at least one, the root last";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoLayers, T> noLayers, Func<BadShape, T> badShape, Func<BadAddress, T> badAddress, Func<NotOneRoot, T> notOneRoot) => noLayers(this);
    }

    /// <summary>A layer's inputs or functions do not fit its folds.</summary>
    public sealed record BadShape(int Layer, int Inputs, int Functions, int Folds) : FoldingError
    {
        internal override string Sentence =>
            $"layer {Layer} of {Folds} fold(s) lists {Inputs} input(s) and {Functions} function(s) or weight(s), which do not fit its arity";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoLayers, T> noLayers, Func<BadShape, T> badShape, Func<BadAddress, T> badAddress, Func<NotOneRoot, T> notOneRoot) => badShape(this);
    }

    /// <summary>A layer reads a fold that does not come before it.</summary>
    public sealed record BadAddress(int Layer, int Slot, FoldAddress Address) : FoldingError
    {
        internal override string Sentence =>
            $"layer {Layer} reads {Address} at slot {Slot}; inputs must be folds of earlier layers";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoLayers, T> noLayers, Func<BadShape, T> badShape, Func<BadAddress, T> badAddress, Func<NotOneRoot, T> notOneRoot) => badAddress(this);
    }

    /// <summary>The last layer has more than one fold.</summary>
    public sealed record NotOneRoot(int Folds) : FoldingError
    {
        internal override string Sentence =>
            $"the last layer has {Folds} folds; the root is a single one";

        /// <inheritdoc/>
        public override T Match<T>(Func<NoLayers, T> noLayers, Func<BadShape, T> badShape, Func<BadAddress, T> badAddress, Func<NotOneRoot, T> notOneRoot) => notOneRoot(this);
    }
}
