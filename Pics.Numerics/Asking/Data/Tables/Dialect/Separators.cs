using nietras.SeparatedValues;

namespace Pics.Numerics;

/// <summary>Tells what separates the cells of a table: what cuts rows into the same number of cells, and into cells that look whole.</summary>
/// <remarks>The number of cells of the first line alone says little: 1,5;2,5 has two cells, not three.</remarks>
internal static class Separators
{
    /// <summary>A sign that texts do not have: nothing is separated.</summary>
    public const char None = '\u001f';

    private const double Half = 0.5;
    private const string Usual = "\t;|,"; // what a person would believe first is first
    private const string Others = ":^~";
    private const char Blank = ' '; // any number of them

    /// <summary>What was found.</summary>
    /// <param name="Sign">Between the cells.</param>
    /// <param name="Rows">The first rows, titles among them.</param>
    /// <param name="Titles">How many are titles above the table.</param>
    /// <param name="IsCompleted">Whether an empty name was put before or behind those of the table.</param>
    internal sealed record Found(char Sign, List<SampleRow> Rows, int Titles, bool IsCompleted);

    /// <summary>As is wished or named above the table, or as the rows tell. Error: <see cref="DataError.Unreadable"/> for a separator that cannot be.</summary>
    /// <param name="path">For people.</param>
    /// <param name="sample">The first lines below what is no row.</param>
    /// <param name="named">The one that the text names itself.</param>
    /// <param name="options">What is wished and known.</param>
    public static Either<DataError, Found> Find(string path, TextSample sample, char? named, ReadOptions options)
    {
        if (options.Separator is { } wished) return wished is '\t' or (>= ' ' and <= '~' and not ('"' or '#')) ? Given(sample, wished, options) : new DataError.Unreadable(path, $"its cells cannot be separated by '{wished}'; expected a tab or a printable sign of ASCII but \" and #");
        if (named is '\t' or (>= ' ' and <= '~' and not ('"' or '#'))) return Given(sample, named.Value, options);
        var usual = Usual.Select(sign => Try(sample, sign, options)).OrderByDescending(tried => tried.Score).ToList();
        var blank = Try(sample, Blank, options);
        if (blank.Score > usual[0].Score && IsBelieved(blank.Found, options)) return blank.Found;
        if (usual[0].Score > 0) return usual[0].Found;
        if (usual.Where(tried => tried.Found.Rows is [{ Cells.Length: > 1 }, ..]).OrderByDescending(tried => tried.Found.Rows[0].Cells.Length).FirstOrDefault() is { Found: { } first }) return first with { Titles = 0 };
        if (Others.Select(sign => Try(sample, sign, options)).FirstOrDefault(tried => tried.Score > 0 && IsBelieved(tried.Found, options)) is { Found: { } other }) return other;
        return new Found(None, sample.Rows(None), 0, false);
    }

    /// <summary>Reads rows whatever their number of cells; blanks around cells and quotes are taken off.</summary>
    public static SepReader Open(TextReader text, char separator) => separator == Blank
        ? Open(new BlankRuns(text), None)
        : Sep.New(separator).Reader(options => options with { HasHeader = false, Unescape = true, Trim = SepTrim.Outer, DisableColCountCheck = true }).From(text);

    private static Found Given(TextSample sample, char sign, ReadOptions options) => Cut(sample, sign, options).Found;

    private static (Found Found, int Width) Cut(TextSample sample, char sign, ReadOptions options)
    {
        var rows = sample.Rows(sign);
        if (Width(rows) is not (> 1 and var width)) return (new(sign, rows, 0, false), 1);
        var titles = Preamble.Titles(rows, width, options);
        var names = options.Header == HeaderKind.Absent ? null : RowNames.Completed([.. rows.Skip(titles)], width);
        if (names is not null) rows[titles] = rows[titles] with { Cells = names };
        return (new(sign, rows, titles, names is not null), width);
    }

    /// <summary>The score is 0 for what separates nothing, up to 2 where all rows have the same number of cells and all of them look whole.</summary>
    private static (Found Found, double Score) Try(TextSample sample, char sign, ReadOptions options)
    {
        var (found, width) = Cut(sample, sign, options);
        if (width < 2) return (found, 0);
        var table = found.Rows.Skip(found.Titles).Where(row => !row.IsBlank).ToList();
        var even = table.Count(row => row.Cells.Length == width) / (double)table.Count;
        var cells = table.SelectMany(row => row.Cells).ToList();
        return (found, even >= Half && table[0].Cells.Length == width ? even + (cells.Count(cell => IsWhole(cell, sign)) / (double)cells.Count) : 0);
    }

    /// <summary>Whether a person would not expect it.</summary>
    public static bool IsUnusual(char sign) => sign == Blank || Others.Contains(sign, StringComparison.Ordinal);

    /// <summary>The number of cells that most rows have.</summary>
    private static int Width(List<SampleRow> rows) => rows.Where(row => !row.IsBlank).CountBy(row => row.Cells.Length).OrderByDescending(pair => (pair.Value, pair.Key)).Select(pair => pair.Key).FirstOrDefault();

    private static bool IsWhole(string cell, char sign)
    {
        foreach (var other in Usual)
            if (other != sign && cell.Contains(other, StringComparison.Ordinal) && !CellShapes.IsNumber(cell))
                return false;
        return sign == Blank || !cell.Contains("  ", StringComparison.Ordinal);
    }

    /// <summary>Signs that texts and times have too are believed where all rows agree and most cells are numbers, or there are many rows.</summary>
    private static bool IsBelieved(Found found, ReadOptions options)
    {
        const int Many = 3;
        var table = found.Rows.Skip(found.Titles).Where(row => !row.IsBlank).ToList();
        if (table.Count < 2 || table.Exists(row => row.Cells.Length != table[0].Cells.Length)) return false;
        var numbers = Enumerable.Range(0, table[0].Cells.Length).Count(column => table.Skip(1).All(row => CellShapes.IsNumber(row.Cells[column]) || CellShapes.IsMissing(row.Cells[column], options)));
        var areTimes = table.TrueForAll(row => row.Cells.All(CellShapes.IsNumber)) && table[0].Cells.Length <= Many;
        return found.Sign switch
        {
            Blank => 2 * numbers > table[0].Cells.Length,
            ':' => !areTimes && (numbers > 0 || table.Count >= Many),
            _ => true,
        };
    }
}
