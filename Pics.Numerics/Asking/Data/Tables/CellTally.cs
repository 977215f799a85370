using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The different texts of the cells of a column and how often each is there, up to a number of them.</summary>
/// <param name="isOfLabels">Whether the texts are labels even if they are numbers.</param>
internal sealed class CellTally(bool isOfLabels)
{
    private const int Most = short.MaxValue + 1; // different texts; as many as categories cannot have
    private const int Numbers = 1 << 10; // of which all are numbers, so that they are no labels

    private readonly List<string> texts = [];
    private readonly List<long> times = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> placesOfKeys = [];
    private Dictionary<string, long>? counts; // null where cells were seen since they were made

    /// <summary>The texts and their counts, in the order in which they were first seen.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts ??= Enumerable.Range(0, texts.Count).ToDictionary(place => texts[place], place => times[place], StringComparer.Ordinal);

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
        if (!IsCut) Count(PlaceOf(cell));
    }

    /// <summary>Sees a cell, whose text is asked for only where it has not been seen.</summary>
    public void See(in TableRow row, int column)
    {
        if (!row.IsTyped(column, out var cell))
        {
            See(row[column]);
            return;
        }

        Cells++;
        if (IsCut) return;
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(placesOfKeys, cell.Key, out var isKnown);
        if (!isKnown) place = PlaceOf(row[column]);
        Count(place);
    }

    private int PlaceOf(ReadOnlySpan<char> cell)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places.GetAlternateLookup<ReadOnlySpan<char>>(), cell, out var isKnown);
        if (isKnown) return place;
        place = texts.Count;
        texts.Add(cell.ToString());
        times.Add(0);
        return place;
    }

    private void Count(int place)
    {
        counts = null;
        Counted++;
        if (++CollectionsMarshal.AsSpan(times)[place] == 1) IsCut = texts.Count >= Most || (texts.Count == Numbers && !isOfLabels && texts.TrueForAll(text => TableCells.IsPlain(text, out _)));
    }
}
