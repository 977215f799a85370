namespace Pics.Numerics;

/// <summary>What stands above a table: a line that names the separator, comments, empty lines, titles.</summary>
/// <param name="Lines">Their number.</param>
/// <param name="Blank">How many at the end are empty.</param>
/// <param name="Separator">The one that is named; null if none is.</param>
/// <param name="Comment">The number of the last comment and what it says, if nothing but empty lines is below it.</param>
/// <param name="HasComments">Whether some are comments.</param>
internal sealed record Preamble(long Lines, long Blank, char? Separator, (long Line, string Text)? Comment, bool HasComments)
{
    private const int MostTitles = 30;
    private const int Far = 2; // cells that a line above has less than a row, so that it cannot be meant as its names

    /// <summary>What is told from the lines alone, before it is known what separates cells.</summary>
    public static Preamble Of(string text)
    {
        var (found, separator) = (new Preamble(0, 0, null, null, false), (char?)null);
        foreach (var line in TextLines.Of(text))
        {
            var words = line.AsSpan().Trim();
            if (found.Lines == 0 && (separator = Named(line)) is not null) found = found with { Lines = 1, Separator = separator };
            else if (words.IsEmpty) found = found with { Lines = found.Lines + 1, Blank = found.Blank + 1 };
            else if (words[0] == '#') found = found with { Lines = found.Lines + 1, Blank = 0, Comment = (found.Lines + 1, line), HasComments = true };
            else return found;
        }

        return new(separator is null ? 0 : 1, 0, separator, null, false); // nothing but comments: then these are the rows
    }

    /// <summary>The number of rows that are titles above a table.</summary>
    /// <param name="rows">The first rows.</param>
    /// <param name="width">Cells of most rows, at least two.</param>
    /// <param name="options">What is known of the columns.</param>
    public static int Titles(List<SampleRow> rows, int width, ReadOptions options)
    {
        if (Headings.AreKnown(rows[0].Cells, options)) return 0;
        var full = rows.FindIndex(row => row.Cells.Length == width && 2 * Filled(row) > width);
        var first = rows.FindIndex(row => row.Cells.Length == width && (width == 2 || Filled(row) > 1)); // titles may have as many cells, nearly all of them empty
        return full == 0 ? 0 : AreTitles(rows, full, width, options) ? full : AreTitles(rows, first, width, options) ? first : 0;
    }

    private static bool AreTitles(List<SampleRow> rows, int count, int width, ReadOptions options)
    {
        if (count is <= 0 or > MostTitles) return false;
        var (above, table) = (rows.Take(count).ToList(), rows.Skip(count).ToList());
        var heading = Headings.Find(table, options with { Header = HeaderKind.Auto }); // a wish says nothing of which line it is
        if (heading is { Rows: > 0, IsCertain: true }) return true;
        if (table.Count > Far && table.All(row => row.Cells.Length == width) && above.All(row => row.Cells.Length + Far <= width)) return true;
        return above.All(row => row.IsBlank || (row.Cells.Length == 1 && !CellShapes.IsNumber(row.Cells[0])))
            && (heading.Rows > 0 || above.Exists(row => row.IsBlank || row.Cells[0].Contains(' ', StringComparison.Ordinal)));
    }

    private static int Filled(SampleRow row) => row.Cells.Count(cell => cell.Length > 0);

    /// <summary>The separator in a line as spreadsheets write it: sep=;</summary>
    private static char? Named(string line)
    {
        var words = line.Trim(' ', '"');
        return words.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? words[4..] switch
        {
            [var letter] => letter,
            "\\t" => '\t',
            _ => null,
        } : null;
    }
}
