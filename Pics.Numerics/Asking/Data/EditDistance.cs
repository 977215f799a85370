namespace Pics.Numerics;

/// <summary>How far two words are from each other.</summary>
internal static class EditDistance
{
    private const int Longest = 256; // letters

    /// <summary>The fewest letters that are put in, left out or changed on the way from one word to the other, large and small ones taken as the same.</summary>
    /// <remarks>Source: Wagner and Fischer (1974). Cost: the product of the lengths, but for words that are too long to be mistaken for each other: of these only the lengths are compared.</remarks>
    public static int Between(string one, string other)
    {
        if (Math.Max(one.Length, other.Length) > Longest) return Math.Max(one.Length, other.Length);
        var row = Enumerable.Range(0, other.Length + 1).ToArray(); // distances from the letters of one so far
        for (var i = 0; i < one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < other.Length; j++)
            {
                var changed = diagonal + (char.ToUpperInvariant(one[i]) == char.ToUpperInvariant(other[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[^1];
    }
}
