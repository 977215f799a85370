namespace Pics.Algebra;

/// <summary>Why a JSON document cannot be read.</summary>
public abstract record DocumentError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<Malformed, T> malformed,
        Func<WrongFormat, T> wrongFormat,
        Func<UnknownVersion, T> unknownVersion);

    /// <summary>The text is not JSON of the expected form.</summary>
    /// <param name="Path">Where in the document.</param>
    /// <param name="Line">The line, from 1; 0 where it is not known.</param>
    /// <param name="Reason">What is wrong, or would be right.</param>
    public sealed record Malformed(string Path, long Line, string Reason) : DocumentError
    {
        internal override string Sentence =>
            $"the document is not a valid description at {Path}{(Line > 0 ? $", line {Line}" : string.Empty)}: {Reason}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Malformed, T> malformed, Func<WrongFormat, T> wrongFormat, Func<UnknownVersion, T> unknownVersion) => malformed(this);
    }

    /// <summary>The document is of another kind.</summary>
    public sealed record WrongFormat(string Found, string Expected) : DocumentError
    {
        internal override string Sentence =>
            $"the document has format '{Found}'; expected '{Expected}'";

        /// <inheritdoc/>
        public override T Match<T>(Func<Malformed, T> malformed, Func<WrongFormat, T> wrongFormat, Func<UnknownVersion, T> unknownVersion) => wrongFormat(this);
    }

    /// <summary>The document has a version this library does not know.</summary>
    public sealed record UnknownVersion(int Found, int Supported) : DocumentError
    {
        internal override string Sentence =>
            $"the document has version {Found}; this library reads version {Supported}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Malformed, T> malformed, Func<WrongFormat, T> wrongFormat, Func<UnknownVersion, T> unknownVersion) => unknownVersion(this);
    }
}
