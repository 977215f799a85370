namespace Pics.Host;

/// <summary>Letters of five by seven pixels and two below the line, drawn in letters.txt, so that texts in pictures need no fonts of the system.</summary>
/// <remarks>The sheet has the letters from the blank on, 16 side by side; the last one is a box, for letters that it lacks.</remarks>
internal static class PixelFont
{
    /// <summary>Pixels of a line of letters.</summary>
    public const int Height = 9;

    private const int Pitch = 6; // pixels from one letter to the next
    private const int Across = 16;
    private const int Letters = 96;
    private const char First = ' ';

    private static readonly string[] Sheet = Read();

    /// <summary>Pixels that a text is wide.</summary>
    public static int Width(string text) => Math.Max(0, (text.Length * Pitch) - 1);

    /// <summary>How many letters fit into so many pixels.</summary>
    public static int Fitting(int width) => (width + 1) / Pitch;

    /// <summary>The pixels of a text that have ink.</summary>
    public static IEnumerable<(int X, int Y)> Ink(string text) =>
        from index in Enumerable.Range(0, text.Length)
        let place = text[index] is >= First and < (char)(First + Letters) ? text[index] - First : Letters - 1
        from y in Enumerable.Range(0, Height)
        from x in Enumerable.Range(0, Pitch - 1)
        where Sheet[(place / Across * (Height + 1)) + y][(place % Across * Pitch) + x] == '#'
        select ((index * Pitch) + x, y);

    private static string[] Read()
    {
        using var stream = typeof(PixelFont).Assembly.GetManifestResourceStream("letters.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
    }
}
