using nietras.SeparatedValues;

namespace Pics.Numerics;

/// <summary>How a table is written in a text.</summary>
/// <param name="Encoding">How its letters are bytes.</param>
/// <param name="Above">Lines above the table: a line that names the separator, comments, titles, empty ones.</param>
/// <param name="Separator">Between the cells; a blank for any number of them.</param>
/// <param name="Headings">Rows that name the columns and their units: 0 to 2.</param>
/// <param name="Names">The names of the columns; empty ones where there are none.</param>
/// <param name="DecimalSign">Of numbers; null where none has one.</param>
/// <param name="IsEmpty">Whether it may have no rows.</param>
/// <param name="Notes">What might be otherwise, a sentence each, for people.</param>
internal sealed record CsvForm(TextEncoding Encoding, long Above, char Separator, int Headings, string[] Names, char? DecimalSign, bool IsEmpty, ImmutableArray<string> Notes)
{
    private const string Wanted = "a table in text";

    /// <summary>Whether the decimal sign was asked for, or told by numbers that can be read in one way only.</summary>
    public bool IsSignCertain { get; private init; } = true;

    /// <summary>What is done with a row, which begins in a line counted from 1: null to go on.</summary>
    public delegate DataError.Unreadable? Visit(SepReader.Row row, long line);

    /// <summary>Finds out from the start of a file, and from what is known of the columns. Error: <see cref="DataError"/>.</summary>
    /// <remarks>What was wished of the file of training holds for others only where they do not fit better without it: they may be written otherwise.</remarks>
    public static Either<DataError, CsvForm> Find(string path, ReadOptions options)
    {
        var wished = Told(path, options);
        if (options.IsFirst || options is { Separator: null, Header: HeaderKind.Auto }) return wished;
        var free = Told(path, options with { Separator = null, Header = HeaderKind.Auto });
        return wished.Match(form => Fit(form, options) >= free.Match(other => Fit(other, options), _ => -1) ? form : free, error => free.IsRight ? free : error);
    }

    /// <summary>How many of the columns that are wanted a table in this form has; whether it has several, where none are.</summary>
    private static int Fit(CsvForm form, ReadOptions options) => options.Wanted is { } wanted
        ? TableMatch.Find(form.Names, wanted)?.Count(place => place >= 0) ?? 0
        : Math.Min(form.Names.Length, 2);

    private static Either<DataError, CsvForm> Told(string path, ReadOptions options) =>
        from encoding in Encodings.Find(path, Wanted, options)
        from sample in InputFile.Read<TextSample>(path, Wanted, file =>
        {
            using var text = encoding.Open(file.Content);
            return TextSample.Of(text);
        })
        from layout in TableLayout.Find(path, sample, options)
        select new CsvForm(encoding, layout.Above, layout.Separator, layout.Headings, layout.Names, layout.DecimalSign, options.Wanted is not null, [.. encoding.Note is { } note ? [note] : System.Array.Empty<string>(), .. layout.Notes]) { IsSignCertain = layout.IsSignCertain };

    /// <summary>Goes through the rows below the header; empty lines are left out. Error: <see cref="DataError"/>.</summary>
    public Either<DataError, LanguageExt.Unit> ForEach(string path, Visit visit)
    {
        var (number, wrong) = (0L, (DataError.Unreadable?)null);
        return Read(path, (row, line) =>
        {
            if (row.ColCount == 1 && Names.Length > 1 && row[0].Span.IsEmpty) return true;
            if (number++ < Headings) return true;
            wrong = row.ColCount == Names.Length
                ? visit(row, line)
                : new(path, $"line {line} has {row.ColCount} value(s); expected {Names.Length} as in {(Above == 0 ? "the first line" : $"line {Above + 1}")}");
            return wrong is null;
        }).Bind<LanguageExt.Unit>(_ =>
        {
            if (wrong is not null) return wrong;
            return number > Headings || (IsEmpty && number > 0) ? LanguageExt.Unit.Default : new DataError.Unreadable(path, "it has no rows below its header; expected lines of values");
        });
    }

    private Either<DataError, LanguageExt.Unit> Read(string path, Func<SepReader.Row, long, bool> look) => InputFile.Read<LanguageExt.Unit>(path, Wanted, file =>
    {
        try
        {
            using var text = Encoding.Open(file.Content);
            TextLines.Skip(text, Above);
            using var counted = new QuoteCounter(text);
            using var reader = Separators.Open(counted, Separator);
            var (start, line) = (1L, 1L);
            foreach (var row in reader)
            {
                start = line;
                if (!look(row, line + Above)) return LanguageExt.Unit.Default;
                line = row.LineNumberToExcl; // where a row begins is not said of the first one
            }

            return counted.IsOpen
                ? new DataError.Unreadable(path, $"the row that begins in line {start + Above} has a quote that is opened and never closed; expected a second one at the end of its cell, and two for one inside")
                : LanguageExt.Unit.Default;
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            return new DataError.Unreadable(path, "it has a line longer than 16 million letters; expected a text with shorter ones, and an end to every quoted cell");
        }
    });
}
