namespace Pics.Laws;

/// <summary>A law that does not hold, or was not checked, for test runners: the message is <see cref="LawResult.Explain"/>.</summary>
public sealed class LawException : Exception
{
    /// <summary>For a result that is no success.</summary>
    public LawException(LawResult result)
        : base(result.Explain()) => Result = result;

    /// <summary>The result.</summary>
    public LawResult Result { get; }
}
