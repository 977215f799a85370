namespace Pics.Numerics;

/// <summary>How the first line of a table was taken.</summary>
/// <param name="Rows">Rows with names: 0 for none, 2 where units are below them.</param>
/// <param name="IsCertain">Whether the rows leave no doubt.</param>
internal readonly record struct Heading(int Rows, bool IsCertain)
{
    /// <summary>Whether there are names only since their texts are in no row below, so that they could be a row too.</summary>
    public bool IsGuess { get; init; }
}

/// <summary>Tells whether the first line of a table names its columns: what speaks for and against it is added up, in logarithms of odds.</summary>
/// <remarks>
/// For it: numbers below, but not in it; a text that no row below has, where rows repeat theirs; another pattern than that of all texts below; usual words.
/// Against it: numbers over numbers, unless they count on or are years; a text that rows below have; missing cells; repeated ones.
/// </remarks>
internal static class Headings
{
    private const double Usual = 1.5; // most tables have names
    private const double Doubt = 3; // below it the evidence is weak
    private const double Nearly = 0.9;

    private static readonly System.Collections.Generic.HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "name", "date", "time", "year", "month", "day", "age", "sex", "gender", "class", "target", "label", "type", "category", "value", "price", "amount", "count", "number", "code", "title", "city", "country", "state", "address", "email", "phone", "zip", "weight", "height", "index", "description",
        "datum", "jahr", "preis", "menge", "alter", "geschlecht", "stadt", "nom", "prix", "ville", "sexe", "nombre", "fecha", "edad", "ciudad", "precio",
    };

    /// <summary>As is wished, or as the rows tell.</summary>
    public static Heading Find(IReadOnlyList<SampleRow> rows, ReadOptions options)
    {
        var (first, below) = (rows[0].Cells, rows.Skip(1).Where(row => row.Cells.Length == rows[0].Cells.Length && !row.IsBlank).Select(row => row.Cells).ToList());
        if (options.Header == HeaderKind.Absent) return new(0, true);
        var known = options.Header == HeaderKind.Present ? double.PositiveInfinity : Named(first, options);
        var odds = known ?? Odds(first, below, options);
        return odds > 0
            ? new((first.Length > 1 || rows is not [_, { IsBlank: true }, ..]) && HasUnits(below, options) ? 2 : 1, odds >= Doubt) { IsGuess = known is null && !Tell(first, below, options) }
            : new(0, odds <= -Doubt);
    }

    /// <summary>Whether a row has names that are known.</summary>
    public static bool AreKnown(string[] first, ReadOptions options) => Named(first, options) > 0;

    /// <summary>What names tell that the columns should have; null where they do not.</summary>
    private static double? Named(string[] first, ReadOptions options)
    {
        var schema = (options.Schema?.Columns.Select(column => column.Name) ?? []).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        var known = schema.Concat((options.Wanted?.Columns.Select(column => column.Name) ?? []).Where(name => name.Length > 0)).ToHashSet(StringComparer.Ordinal);
        if (known.Count == 0) return null;
        var found = known.Count(first.Contains);
        if (2 * found >= Math.Min(known.Count, first.Length)) return double.PositiveInfinity;
        return found > 0 ? null : options.Wanted is null || first.Length == known.Count ? double.NegativeInfinity : null;
    }

    private static double Odds(string[] first, List<string[]> below, ReadOptions options)
    {
        if (below.Count == 0 || first.All(cell => CellShapes.IsMissing(cell, options))) return below.Count == 0 && !first.Any(CellShapes.IsNumber) ? -1 : double.NegativeInfinity;
        var counted = Counted.Of(first, below);
        var repeated = first.Where(cell => cell.Length > 0).CountBy(cell => cell).Count(pair => pair.Value > 1);
        return Usual - Math.Min(2, repeated) + Enumerable.Range(0, first.Length).Sum(column => Odds(first[column], column, [.. below.Select(row => row[column]).Where(cell => !CellShapes.IsMissing(cell, options))], counted, options));
    }

    private static double Odds(string cell, int column, List<string> below, Counted counted, ReadOptions options)
    {
        if (cell.Length == 0) return column > 0 ? -1 : OfRows(below);
        if (CellShapes.IsMissing(cell, options)) return -2;
        if (below.Count == 0) return 0;
        var numbers = below.Count(CellShapes.IsNumber) / (double)below.Count;
        if (CellShapes.IsNumber(cell)) return numbers < 0.5 ? -0.5 : counted.Odds(column, cell);
        if (numbers >= 0.5) return below.Count == 1 ? 3 : 4 * numbers;
        return OfTexts(cell, below) + (Words.Contains(cell) ? 2 : 0);
    }

    /// <summary>Whether something but new texts above texts tells names from a row: numbers below them, digits, usual words, numbers that count on.</summary>
    private static bool Tell(string[] first, List<string[]> below, ReadOptions options)
    {
        var counted = Counted.Of(first, below);
        return counted.Columns.Count > 0 || Enumerable.Range(0, first.Length).Any(column => Tells(first[column], column, [.. below.Select(row => row[column]).Where(cell => !CellShapes.IsMissing(cell, options))]));
    }

    private static bool Tells(string cell, int column, List<string> below) =>
        cell.Length == 0 ? column == 0 && OfRows(below) > 0
        : !CellShapes.IsNumber(cell) && below.Count > 0 && (Words.Contains(cell) || 2 * below.Count(CellShapes.IsNumber) >= below.Count || (cell.AsSpan().IndexOfAnyInRange('0', '9') < 0 && HaveDigits(below)));

    private static bool HaveDigits(List<string> below) => below.Count(text => text.AsSpan().IndexOfAnyInRange('0', '9') >= 0) >= Nearly * below.Count;

    /// <summary>No name above the first column: it may be that of rows.</summary>
    private static double OfRows(List<string> below)
    {
        if (below.Count == 0 || below.Distinct(StringComparer.Ordinal).Count() < below.Count) return -1;
        return below[0] is "0" or "1" && below.Index().All(row => row.Item == $"{row.Index + (below[0][0] - '0')}") ? 4 : 2;
    }

    /// <summary>A text above texts: how surprising a new one would be in a next row, and whether it has their pattern.</summary>
    private static double OfTexts(string cell, List<string> below)
    {
        var counts = below.CountBy(text => text).ToDictionary(StringComparer.Ordinal);
        if (counts.ContainsKey(cell)) return -4;
        var isNew = -Math.Log((counts.Values.Count(count => count == 1) + 0.5) / (below.Count + 1.0)); // Good and Turing
        if (!HaveDigits(below)) return isNew;
        if (cell.AsSpan().IndexOfAnyInRange('0', '9') < 0) return isNew + (below.Count == 1 ? 1.5 : 3);
        var pattern = CellShapes.Pattern(cell);
        return below.Count(text => CellShapes.Pattern(text) == pattern) >= Nearly * below.Count ? -3 : isNew;
    }

    /// <summary>Whether the first row below names has the units of numbers.</summary>
    private static bool HasUnits(List<string[]> below, ReadOptions options)
    {
        if (below.Count < 2) return false;
        var (units, rows) = (below[0], below.Skip(1).ToList());
        var numbers = Enumerable.Range(0, units.Length).Where(column => rows.Select(row => row[column]).Where(cell => !CellShapes.IsMissing(cell, options)).ToList() is { Count: > 0 } cells && cells.TrueForAll(CellShapes.IsNumber)).ToList();
        return numbers.Exists(column => CellShapes.IsUnit(units[column]))
            && numbers.TrueForAll(column => CellShapes.IsMissing(units[column], options) || CellShapes.IsUnit(units[column]))
            && Enumerable.Range(0, units.Length).Except(numbers).All(column => !CellShapes.IsNumber(units[column]) && !rows.Exists(row => row[column].Length > 0 && row[column] == units[column]));
    }
}
