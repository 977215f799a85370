namespace Pics.Numerics;

/// <summary>What reader and writer know of the symbols of a row apart from the circuit.</summary>
/// <param name="given">Places that the reader has.</param>
/// <param name="presence">Of places that may be missing, the parts of the whole that those have that are there; null for others.</param>
/// <param name="runs">Of places whose symbols stand for several numbers, which; null for others, or for all.</param>
internal sealed class PlaceModel(bool[] given, uint?[] presence, SymbolRuns?[]? runs = null)
{
    /// <summary>Whether the reader has it.</summary>
    public bool IsGiven(int place) => given[place];

    /// <summary>The parts of the whole that say 'there', from one to all but one; null where nothing is missing.</summary>
    public uint? Presence(int place) => presence[place];

    /// <summary>The numbers that the symbols stand for; null where a symbol is a number itself.</summary>
    public SymbolRuns? Runs(int place) => runs?[place];
}
