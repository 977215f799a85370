using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The different texts of the cells of a column and how often each is there, up to a number of them.</summary>
/// <param name="isOfLabels">Whether the texts are labels even if they are numbers.</param>
internal sealed class CellTally(bool isOfLabels)
{
    private const int Most = short.MaxValue + 1; // different texts; as many as categories cannot have
    private const int Numbers = 1 << 10; // of which all are numbers, so that they are no labels

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>The texts and their counts, in the order in which they were first seen.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Cells that are not empty.</summary>
    public long Cells { get; private set; }

    /// <summary>Cells that the counts are of.</summary>
    public long Counted { get; private set; }

    /// <summary>Whether there are more texts than are counted, or some too long for a label.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether a text is too long for a label.</summary>
    public bool HasLong { get; private set; }

    /// <summary>Sees a cell.</summary>
    public void See(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty) return;
        Cells++;
        if (cell.Length > TableCells.LongestLabel) HasLong = IsCut = true;
        if (IsCut) return;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts.GetAlternateLookup<ReadOnlySpan<char>>(), cell, out var isKnown);
        count++;
        Counted++;
        if (!isKnown) IsCut = counts.Count >= Most || (counts.Count == Numbers && !isOfLabels && counts.Keys.All(text => TableCells.IsPlain(text, out _)));
    }
}
