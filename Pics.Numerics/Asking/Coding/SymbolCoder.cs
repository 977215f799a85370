namespace Pics.Numerics;

/// <summary>What is done with each symbol: written, read, or only counted.</summary>
internal abstract class SymbolCoder
{
    /// <summary>The next symbol.</summary>
    /// <param name="row">The row, from the first of those at hand.</param>
    /// <param name="place">Variable and channel.</param>
    /// <param name="weights">Its distribution, once <see cref="SymbolWeights.Weigh"/> is called, which only who codes it needs.</param>
    /// <param name="channel">The channel.</param>
    /// <returns>Its value; minus one where it is missing.</returns>
    public abstract int Next(int row, int place, SymbolWeights weights, int channel);
}
