namespace Pics.Numerics;

/// <summary>How rows are coded.</summary>
public sealed record CodecSettings
{
    /// <summary>Nothing said.</summary>
    public static CodecSettings Default { get; } = new();

    /// <summary>Rows of a block, 1 to 65536: with more, fewer bytes; with fewer, one row is read with less work. 512 if not given.</summary>
    public int BlockRows { get; init; } = 512;

    /// <summary>Whether the model goes into the file; without it whoever reads the file must have it.</summary>
    public bool Embed { get; init; }

    /// <summary>Variables, from 0, that are not coded since whoever reads the file has them.</summary>
    public ImmutableArray<int> Given { get; init; } = [];

    /// <summary>What whoever reads the file is told again, at most 65536 letters; it means nothing to the codec. Null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>What was written.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Bytes">Of all.</param>
/// <param name="Coded">Of the rows alone.</param>
/// <param name="Model">Of the model; 0 where it is not in the file.</param>
/// <param name="Text">Of what a table's text has beyond its rows; 0 where there is none.</param>
public sealed record CodecReport(int Rows, long Bytes, long Coded, long Model, long Text);
