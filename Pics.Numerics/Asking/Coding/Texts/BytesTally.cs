using System.Text;

namespace Pics.Numerics;

/// <summary>Counts runs of bytes to find the most frequent one; of long ones, and of more different ones than it takes, it counts none.</summary>
/// <param name="most">How many different ones it takes.</param>
internal sealed class BytesTally(int most)
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>Each with its count, in the order in which they came; a letter is a byte.</summary>
    public IEnumerable<(byte[] Bytes, long Count)> All => counts.Select(pair => (Encoding.Latin1.GetBytes(pair.Key), pair.Value));

    /// <summary>The most frequent one, the first of several; empty where there is none.</summary>
    public byte[] Top => Encoding.Latin1.GetBytes(counts.OrderByDescending(pair => pair.Value).FirstOrDefault().Key ?? string.Empty);

    /// <summary>How often the most frequent one came.</summary>
    public long TopCount => counts.Values.DefaultIfEmpty(0).Max();

    /// <summary>Counts one; true if it is a new one.</summary>
    public bool Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > TextShape.LongestCell) return false;
        Span<char> letters = stackalloc char[bytes.Length];
        Encoding.Latin1.GetChars(bytes, letters);
        var known = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var isNew = !known.TryGetValue(letters, out var count);
        if (isNew && counts.Count >= most) return false;
        known[letters] = count + 1;
        return isNew;
    }
}
