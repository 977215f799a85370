namespace Pics.Host;

/// <summary>Lines of texts in columns that begin at the same place, without a frame.</summary>
internal static class AlignedText
{
    private const string Between = "  ";

    /// <summary>The lines, indented; the last column is as long as it is.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows.Max(row => row.Count)).Select(column => rows.Max(row => column < row.Count ? row[column].Length : 0)).ToArray();
        return rows.Select(row => (Between + string.Join(Between, row.Select((cell, column) => cell.PadRight(widths[column])))).TrimEnd());
    }
}
