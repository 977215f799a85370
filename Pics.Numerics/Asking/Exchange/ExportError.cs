using System.Globalization;

namespace Pics.Numerics;

/// <summary>Why a circuit cannot be exported.</summary>
public abstract record ExportError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => Sentence;

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(Func<NothingObserved, T> nothingObserved, Func<BadNumbers, T> badNumbers, Func<NoNormaliser, T> noNormaliser, Func<TooLarge, T> tooLarge);

    /// <summary>No variable is left that a row could say something about.</summary>
    public sealed record NothingObserved() : ExportError
    {
        internal override string Sentence => "the circuit has no variable that can be observed, so there is nothing to export";

        /// <inheritdoc/>
        public override T Match<T>(Func<NothingObserved, T> nothingObserved, Func<BadNumbers, T> badNumbers, Func<NoNormaliser, T> noNormaliser, Func<TooLarge, T> tooLarge) => nothingObserved(this);
    }

    /// <summary>Numbers that no circuit has, for example after training went wrong.</summary>
    public sealed record BadNumbers(int Group, string Reason) : ExportError
    {
        internal override string Sentence => $"the model's function group {Group} cannot be exported: {Reason}";

        /// <inheritdoc/>
        public override T Match<T>(Func<NothingObserved, T> nothingObserved, Func<BadNumbers, T> badNumbers, Func<NoNormaliser, T> noNormaliser, Func<TooLarge, T> tooLarge) => badNumbers(this);
    }

    /// <summary>log Z is not finite.</summary>
    public sealed record NoNormaliser(double LogZ) : ExportError
    {
        internal override string Sentence => string.Create(CultureInfo.InvariantCulture, $"the model has log Z = {LogZ}, so its likelihoods cannot be normalised; with --precision double it may be finite");

        /// <inheritdoc/>
        public override T Match<T>(Func<NothingObserved, T> nothingObserved, Func<BadNumbers, T> badNumbers, Func<NoNormaliser, T> noNormaliser, Func<TooLarge, T> tooLarge) => noNormaliser(this);
    }

    /// <summary>More bytes than a file of the format can have.</summary>
    public sealed record TooLarge(string Format, long Bytes, long Most) : ExportError
    {
        internal override string Sentence => $"the circuit has {Bytes} bytes of numbers, and a file of the format {Format} at most {Most}; use a smaller --k or another format";

        /// <inheritdoc/>
        public override T Match<T>(Func<NothingObserved, T> nothingObserved, Func<BadNumbers, T> badNumbers, Func<NoNormaliser, T> noNormaliser, Func<TooLarge, T> tooLarge) => tooLarge(this);
    }
}
