namespace Pics.Numerics;

/// <summary>How the lines of a text are a table.</summary>
/// <param name="Above">Lines above it.</param>
/// <param name="Separator">Between its cells; a blank for any number of them.</param>
/// <param name="Headings">Rows that name the columns and their units: 0 to 2.</param>
/// <param name="Names">The names of the columns; empty ones where there are none.</param>
/// <param name="DecimalSign">Of numbers; null where none has one.</param>
/// <param name="Notes">What might be otherwise, a sentence each, for people.</param>
internal sealed record TableLayout(long Above, char Separator, int Headings, string[] Names, char? DecimalSign, ImmutableArray<string> Notes)
{
    /// <summary>Whether the decimal sign was asked for, or told by numbers that can be read in one way only.</summary>
    public bool IsSignCertain { get; private init; } = true;

    /// <summary>Tells it from the first lines. Error: <see cref="DataError.Unreadable"/>.</summary>
    public static Either<DataError, TableLayout> Find(string path, TextSample sample, ReadOptions options)
    {
        var preamble = Preamble.Of(sample.Text);
        return Separators.Find(path, sample.Skip(preamble.Lines), preamble.Separator, options).Bind<TableLayout>(found =>
        {
            var rows = found.Rows.Skip(found.Titles).ToList();
            if (rows.Count == 0) return new DataError.Unreadable(path, "it has no rows; expected lines of values");
            var above = found.Titles > 0 ? rows[0].Line - 1 : preamble.Lines;
            var (heading, isComment) = (Pics.Numerics.Headings.Find(rows, options), false);
            if (found.Titles == 0 && Commented(sample, preamble, found.Sign, rows, heading, options) is { } comment)
            {
                (above, heading, isComment) = (comment.Line - 1, new(1, true), true);
                rows.Insert(0, comment);
            }

            if (heading.Rows == 0 && rows[0].Cells.Length == 1 && found.Titles == 0) above -= preamble.Blank; // which are cells that are not observed
            var names = rows[0].Cells;
            var (sign, doubt) = DecimalSigns.Find(rows.Skip(heading.Rows), found.Sign, options);
            return new TableLayout(
                above,
                found.Sign,
                heading.Rows,
                heading.Rows > 0 ? names : System.Array.ConvertAll(names, _ => string.Empty),
                sign,
                [.. Doubts(found, preamble, above, heading, isComment, rows, options), .. doubt is null ? [] : new[] { doubt }])
            { IsSignCertain = doubt is null };
        });
    }

    /// <summary>The names, if they stand in a comment right above the rows: # a, b</summary>
    private static SampleRow? Commented(TextSample sample, Preamble preamble, char sign, List<SampleRow> rows, Heading heading, ReadOptions options)
    {
        if (preamble.Comment is not (var line, var text) || rows[0].Cells.Length < 2 || options.Header == HeaderKind.Absent || heading is { Rows: > 0, IsCertain: true }) return null;
        if (new TextSample(text.TrimStart('#', ' '), true, line).Rows(sign) is not [var names]) return null;
        List<SampleRow> whole = [names, .. rows];
        return names.Cells.Length == rows[0].Cells.Length && Pics.Numerics.Headings.Find(whole, options) is { Rows: > 0, IsCertain: true } ? whole[0] : null;
    }

    private static IEnumerable<string> Doubts(Separators.Found found, Preamble preamble, long above, Heading heading, bool isComment, List<SampleRow> rows, ReadOptions options)
    {
        var line = rows[0].Line;
        if (above - (preamble.Separator is null ? 0 : 1) is > 0 and var skipped && (preamble.HasComments || found.Titles > 0))
            yield return $"{(skipped == 1 ? "One line" : $"{skipped} lines")} above the table, up to line {above}, {(skipped == 1 ? "was" : "were")} left out as {(found.Titles > 0 ? "titles" : "comments")} or empty.";
        if (options is { Separator: { } wished, IsFirst: true } && rows.TrueForAll(row => row.Cells.Length == 1))
            yield return $"No line has the separator {(wished == '\t' ? "tab" : $"'{wished}'")}, so that the table has one column; without --separator it is told from the lines.";
        else if (found.Sign == Separators.None) yield return "Nothing separates the lines, so that the table has one column; --separator says otherwise.";
        else if (Separators.IsUnusual(found.Sign) && options.Separator is null && preamble.Separator is null) yield return $"The cells were separated by '{found.Sign}'; --separator says otherwise.";
        if (isComment) yield return $"The names of columns were taken from the comment in line {line}.";
        if (found.IsCompleted) yield return $"Line {line} has one name less than the rows have cells; the {(rows[0].Cells[^1].Length == 0 ? "last" : "first")} column was taken to be the one without a name.";
        if (heading.Rows > 1) yield return "The row below the names was taken as the units of columns.";
        if (!heading.IsCertain || heading.IsGuess) yield return $"Line {line} was taken as {(heading.Rows > 0 ? "the names of columns" : "a row, not as names of columns")}; --header says otherwise.";
    }
}
