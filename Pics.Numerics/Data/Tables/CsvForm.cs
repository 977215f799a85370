using nietras.SeparatedValues;

namespace Pics.Numerics;

/// <summary>How a table is written in a text.</summary>
/// <param name="Separator">Between the cells.</param>
/// <param name="HasHeader">Whether the first row has names.</param>
/// <param name="Names">The names of the columns; empty ones where there are none.</param>
internal sealed record CsvForm(char Separator, bool HasHeader, string[] Names)
{
    private const string Wanted = "a table in text";
    private const int Sample = 200; // rows that tell whether the first has names
    private const int Letters = 1 << 22; // of these rows at most
    private const int Start = 1 << 16; // bytes that tell the separator

    /// <summary>What is done with a row: null to go on.</summary>
    public delegate DataError.Unreadable? Visit(SepReader.Row row);

    /// <summary>Finds out from the start of a file, and from what is known of the columns. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, CsvForm> Find(string path, ReadOptions options) =>
        InputFile.Read<char>(path, Wanted, file => SeparatorOf(System.Text.Encoding.UTF8.GetString(file.Take(Start)))).Bind(separator =>
        {
            var (rows, letters) = (new List<string[]>(), 0L);
            return Read(path, separator, row =>
            {
                var cells = new string[row.ColCount];
                for (var column = 0; column < cells.Length; column++) cells[column] = row[column].Span.Trim().ToString();
                rows.Add(cells);
                letters += cells.Sum(cell => (long)cell.Length);
                return rows.Count <= Sample && letters < Letters;
            }).Bind<CsvForm>(_ =>
            {
                if (rows.Count == 0) return new DataError.Unreadable(path, "it has no rows; expected lines of values");
                var hasHeader = options.Header == HeaderKind.Present || (options.Header == HeaderKind.Auto && IsHeader(rows, options));
                return new CsvForm(separator, hasHeader, hasHeader ? rows[0] : System.Array.ConvertAll(rows[0], _ => string.Empty));
            });
        });

    /// <summary>Goes through the rows below the header; empty lines are left out. Error: <see cref="DataError"/>.</summary>
    public Either<DataError, LanguageExt.Unit> ForEach(string path, Visit visit)
    {
        var (number, wrong) = (0L, (DataError.Unreadable?)null);
        return Read(path, Separator, row =>
        {
            if (number++ == 0 && HasHeader) return true;
            if (row.ColCount == 1 && Names.Length > 1 && row[0].Span.IsEmpty) return true;
            wrong = row.ColCount == Names.Length
                ? visit(row)
                : new(path, $"line {row.LineNumberFrom} has {row.ColCount} value(s); expected {Names.Length} as in the first line");
            return wrong is null;
        }).Bind<LanguageExt.Unit>(_ =>
        {
            if (wrong is not null) return wrong;
            return number > (HasHeader ? 1 : 0) ? LanguageExt.Unit.Default : new DataError.Unreadable(path, "it has no rows below its header; expected lines of values");
        });
    }

    private delegate bool Look(SepReader.Row row);

    private static Either<DataError, LanguageExt.Unit> Read(string path, char separator, Look look) => InputFile.Read<LanguageExt.Unit>(path, Wanted, file =>
    {
        try
        {
            using var reader = Sep.New(separator).Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(file.Content);
            foreach (var row in reader)
                if (!look(row))
                    break;
            return LanguageExt.Unit.Default;
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            return new DataError.Unreadable(path, "it has a line longer than 16 million letters; expected a text with shorter ones, and an end to every quoted cell");
        }
    });

    private static char SeparatorOf(string text)
    {
        var (line, isQuoted) = (new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 }, false);
        foreach (var letter in text)
        {
            if (letter == '"') isQuoted = !isQuoted;
            else if (!isQuoted && letter == '\n') break;
            else if (!isQuoted && line.TryGetValue(letter, out var count)) line[letter] = count + 1;
        }

        return line.OrderByDescending(pair => pair.Value).First().Key;
    }

    private static bool IsHeader(List<string[]> rows, ReadOptions options)
    {
        var first = rows[0];
        if (options.Wanted is { } form)
        {
            if (first.Any(cell => cell.Length > 0 && form.Columns.Any(column => column.Name == cell))) return true;
        }
        else if (options.Schema is { } schema && schema.Columns.Any(column => column.Name.Length > 0)) return 2 * schema.Columns.Count(column => first.Contains(column.Name)) >= schema.Columns.Count; // so that a heading that is missing can be named
        return rows.Count > 1 && first.All(cell => !TableCells.IsMissing(cell, options)) && Enumerable.Range(0, first.Length).Any(column =>
        {
            var below = rows.Skip(1).Where(row => row.Length == first.Length).Select(row => row[column]).Where(cell => !TableCells.IsMissing(cell, options)).ToList();
            return !TableCells.IsNumber(first[column], out _) && below.Count > 0 && below.All(cell => TableCells.IsNumber(cell, out _));
        });
    }
}
