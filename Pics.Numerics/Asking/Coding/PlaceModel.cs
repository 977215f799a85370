namespace Pics.Numerics;

/// <summary>What reader and writer know of the symbols of a row apart from the circuit.</summary>
/// <param name="given">Places that the reader has.</param>
/// <param name="presence">Of places that may be missing, the parts of the whole that those have that are there; null for others.</param>
internal sealed class PlaceModel(bool[] given, uint?[] presence)
{
    /// <summary>Whether the reader has it.</summary>
    public bool IsGiven(int place) => given[place];

    /// <summary>The parts of the whole that say 'there', from one to all but one; null where nothing is missing.</summary>
    public uint? Presence(int place) => presence[place];
}
