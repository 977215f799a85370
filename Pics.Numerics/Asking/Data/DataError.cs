using System.Globalization;

namespace Pics.Numerics;

/// <summary>Why data cannot be read or used.</summary>
public abstract record DataError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<Missing, T> missing,
        Func<Unreadable, T> unreadable,
        Func<BadMagic, T> badMagic,
        Func<WrongLength, T> wrongLength,
        Func<BadShape, T> badShape,
        Func<OutOfRange, T> outOfRange,
        Func<UnknownName, T> unknownName);

    /// <summary>A file or folder is not there.</summary>
    public sealed record Missing(string Path, string Wanted) : DataError
    {
        /// <summary>What is there instead, of nearly the same name; null if nothing is.</summary>
        internal string? Near { get; init; }

        internal override string Sentence =>
            $"'{Path}' does not exist; {(Near is null ? $"expected {Wanted}" : $"did you mean '{Near}'?")}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<BadMagic, T> badMagic, Func<WrongLength, T> wrongLength, Func<BadShape, T> badShape, Func<OutOfRange, T> outOfRange, Func<UnknownName, T> unknownName) => missing(this);
    }

    /// <summary>The file system, the decompressor or what the format asks for stands against it.</summary>
    public sealed record Unreadable(string Path, string Reason) : DataError
    {
        internal override string Sentence =>
            $"'{Path}' cannot be read: {Reason}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<BadMagic, T> badMagic, Func<WrongLength, T> wrongLength, Func<BadShape, T> badShape, Func<OutOfRange, T> outOfRange, Func<UnknownName, T> unknownName) => unreadable(this);
    }

    /// <summary>The file starts with other bytes than its format asks for.</summary>
    public sealed record BadMagic(string Path, string Found, string Expected) : DataError
    {
        internal override string Sentence =>
            $"'{Path}' starts with {Found}; expected {Expected}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<BadMagic, T> badMagic, Func<WrongLength, T> wrongLength, Func<BadShape, T> badShape, Func<OutOfRange, T> outOfRange, Func<UnknownName, T> unknownName) => badMagic(this);
    }

    /// <summary>The file is truncated or too long.</summary>
    public sealed record WrongLength(string Path, long Found, long Expected) : DataError
    {
        internal override string Sentence =>
            $"'{Path}' holds {(Found > Expected ? "at least " : "")}{Found} bytes of data where its header promises {Expected}; the file is {(Found < Expected ? "truncated" : "too long")}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<BadMagic, T> badMagic, Func<WrongLength, T> wrongLength, Func<BadShape, T> badShape, Func<OutOfRange, T> outOfRange, Func<UnknownName, T> unknownName) => wrongLength(this);
    }

    /// <summary>Counts or sizes are impossible or do not fit together.</summary>
    public sealed record BadShape(string Where, string Shape, string Expected) : DataError
    {
        internal override string Sentence =>
            $"'{Where}' has the shape {Shape}; expected {Expected}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<BadMagic, T> badMagic, Func<WrongLength, T> wrongLength, Func<BadShape, T> badShape, Func<OutOfRange, T> outOfRange, Func<UnknownName, T> unknownName) => badShape(this);
    }

    /// <summary>A value does not belong to its column.</summary>
    public sealed record OutOfRange(string Where, long Row, int Variable, double Value, ColumnKind Kind) : DataError
    {
        internal override string Sentence =>
            string.Create(CultureInfo.InvariantCulture, $"'{Where}' has the value {Value} at row {Row}, variable {Variable}; {Right}");

        private string Right => Kind.Match(
            categorical => $"values are 0 to {categorical.Values - 1}, or {(Value == -1 ? "NaN" : "-1")} where not observed",
            _ => $"counts are whole numbers from 0 to {int.MaxValue - 1}",
            _ => "real numbers must be finite",
            _ => "real numbers must be finite");

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<BadMagic, T> badMagic, Func<WrongLength, T> wrongLength, Func<BadShape, T> badShape, Func<OutOfRange, T> outOfRange, Func<UnknownName, T> unknownName) => outOfRange(this);
    }

    /// <summary>There is no data set of this name.</summary>
    public sealed record UnknownName(string Name, string Known) : DataError
    {
        internal override string Sentence =>
            $"there is no data set '{Name}'; known are {Known}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Missing, T> missing, Func<Unreadable, T> unreadable, Func<BadMagic, T> badMagic, Func<WrongLength, T> wrongLength, Func<BadShape, T> badShape, Func<OutOfRange, T> outOfRange, Func<UnknownName, T> unknownName) => unknownName(this);
    }
}
