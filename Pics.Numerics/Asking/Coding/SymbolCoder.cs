namespace Pics.Numerics;

/// <summary>What is done with each symbol: written, read, or only counted.</summary>
internal abstract class SymbolCoder
{
    /// <summary>Whether the distributions of a place are needed.</summary>
    public abstract bool IsCoded(int place);

    /// <summary>The next symbol.</summary>
    /// <param name="row">The row, from the first of those at hand.</param>
    /// <param name="place">Variable and channel.</param>
    /// <param name="weights">Its distribution, where it is coded.</param>
    /// <returns>Its value; minus one where it is missing.</returns>
    public abstract int Next(int row, int place, SymbolWeights weights);
}
