namespace Pics.Numerics;

/// <summary>What coded rows say of themselves.</summary>
/// <param name="Name">The name of the rows.</param>
/// <param name="Rows">How many.</param>
/// <param name="BlockRows">Rows of each block but the last.</param>
/// <param name="Given">Variables that are not coded: whoever reads the rows must have them.</param>
/// <param name="Bytes">Of all.</param>
/// <param name="Model">Bytes of the model; 0 where it is not among them.</param>
/// <param name="Note">What the writer notes; null for nothing.</param>
public sealed record CodedSummary(string Name, int Rows, int BlockRows, ImmutableArray<int> Given, long Bytes, long Model, string? Note)
{
    /// <summary>Whether the text of a table is among the bytes.</summary>
    public bool HasText { get; init; }
}
