namespace Pics.Numerics;

/// <summary>What is usual in the cells of a column of a table in text.</summary>
/// <param name="Gap">The bytes before a cell.</param>
internal abstract record TextColumn(CellGap Gap)
{
    /// <summary>A column that the model has.</summary>
    /// <param name="Gap">The bytes before a cell.</param>
    /// <param name="Model">Which one.</param>
    /// <param name="Spelling">How its values are written.</param>
    /// <param name="Missing">A cell that is not observed.</param>
    /// <param name="Words">Categories that are written otherwise.</param>
    internal sealed record Known(CellGap Gap, int Model, CellSpelling Spelling, byte[] Missing, ImmutableSortedDictionary<int, byte[]> Words) : TextColumn(Gap);

    /// <summary>A column that the model does not have.</summary>
    /// <param name="Gap">The bytes before a cell.</param>
    /// <param name="Rule">How a cell is told from those above it.</param>
    /// <param name="Usual">The most frequent cell; the first one if they count up.</param>
    internal sealed record Other(CellGap Gap, OtherRule Rule, byte[] Usual) : TextColumn(Gap);
}

/// <summary>How the cells of a column that the model does not have follow one another.</summary>
internal enum OtherRule
{
    /// <summary>They are mostly the same.</summary>
    Usual,

    /// <summary>Each is mostly as the one above it.</summary>
    Same,

    /// <summary>They count up: 7, 8, 9, or ID-07, ID-08.</summary>
    Next,
}
