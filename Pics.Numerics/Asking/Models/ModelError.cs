using System.Globalization;

namespace Pics.Numerics;

/// <summary>Why a stored model cannot be made, read or written.</summary>
public abstract record ModelError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<Missing, T> missing,
        Func<Unreadable, T> unreadable,
        Func<Malformed, T> malformed,
        Func<UnknownVersion, T> unknownVersion,
        Func<TensorMismatch, T> tensorMismatch,
        Func<BadCircuit, T> badCircuit,
        Func<Argument, T> argument,
        Func<Unfit, T> unfit,
        Func<BadData, T> badData);

    /// <summary>A file or folder is not there.</summary>
    public sealed record Missing(string Path, string Wanted) : ModelError
    {
        internal override string Sentence =>
            $"'{Path}' does not exist; expected {Wanted}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => missing(this);
    }

    /// <summary>The file system refuses.</summary>
    public sealed record Unreadable(string Path, string Reason) : ModelError
    {
        internal override string Sentence =>
            $"'{Path}' cannot be read or written: {Reason}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => unreadable(this);
    }

    /// <summary>The file is not of its format.</summary>
    public sealed record Malformed(string Path, string Reason) : ModelError
    {
        internal override string Sentence =>
            $"'{Path}' is not a valid file of its kind: {Reason}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => malformed(this);
    }

    /// <summary>The file has a version this library does not know.</summary>
    public sealed record UnknownVersion(string Path, int Found, int Supported) : ModelError
    {
        internal override string Sentence =>
            $"'{Path}' has format version {Found}; this program reads version {Supported}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => unknownVersion(this);
    }

    /// <summary>A tensor is missing, superfluous, or of another shape or type.</summary>
    public sealed record TensorMismatch(string Path, string Name, string Found, string Expected) : ModelError
    {
        internal override string Sentence =>
            $"'{Path}' has the tensor '{Name}' as {Found}; the model needs {Expected}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => tensorMismatch(this);
    }

    /// <summary>The circuit in the file is not valid.</summary>
    public sealed record BadCircuit(string Path, PicsError Error) : ModelError
    {
        internal override string Sentence =>
            $"'{Path}' holds no valid circuit: {Error.Explain()}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => badCircuit(this);
    }

    /// <summary>A number that a model is to be made with is out of its range.</summary>
    public sealed record Argument(string Name, double Value, string Allowed) : ModelError
    {
        internal override string Sentence => string.Create(CultureInfo.InvariantCulture, $"{Name} is {Value}; it must be {Allowed}");

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => argument(this);
    }

    /// <summary>The file is one of its kind, but something in it, or beside it, cannot be.</summary>
    public sealed record Unfit(string Path, string Fault) : ModelError
    {
        internal override string Sentence =>
            $"'{Path}' {Fault}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => unfit(this);
    }

    /// <summary>What the rows of the model are cannot be read.</summary>
    public sealed record BadData(string Reason) : ModelError
    {
        internal override string Sentence =>
            Reason;

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<Malformed, T> malformed, Func<UnknownVersion, T> unknownVersion, Func<TensorMismatch, T> tensorMismatch, Func<BadCircuit, T> badCircuit, Func<Argument, T> argument, Func<Unfit, T> unfit, Func<BadData, T> badData) => badData(this);
    }
}
