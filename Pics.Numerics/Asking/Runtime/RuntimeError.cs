namespace Pics.Numerics;

/// <summary>libtorch does not work in this process.</summary>
/// <param name="Sentence">What is wrong, and what would be right.</param>
public sealed record RuntimeError(string Sentence)
{
    /// <summary>One sentence.</summary>
    public string Explain() => Sentence;
}
