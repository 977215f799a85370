using System.Globalization;

namespace Pics.Numerics;

/// <summary>In which of some ways numbers become digits.</summary>
internal enum SpellingKind
{
    /// <summary>As the model has it: labels, and numbers and dates in the form of training.</summary>
    Model,

    /// <summary>As the table has it, where that is otherwise.</summary>
    Own,

    /// <summary>The fewest digits that give the value back, with so many decimals at least.</summary>
    Shortest,

    /// <summary>So many decimals.</summary>
    Fixed,
}

/// <summary>How the values of a column are usually written in the cells of a table.</summary>
/// <param name="Kind">How numbers become digits.</param>
/// <param name="Decimals">How many, if the kind has them.</param>
/// <param name="Sign">The decimal sign, likewise.</param>
/// <param name="IsQuoted">Whether all are between quotes, not only those that need them.</param>
/// <param name="Lead">Blanks before.</param>
/// <param name="Trail">Blanks behind.</param>
internal sealed record CellSpelling(SpellingKind Kind, int Decimals = 0, char Sign = '.', bool IsQuoted = false, string Lead = "", string Trail = "")
{
    /// <summary>Decimals that numbers may have.</summary>
    public const int MostDecimals = 6;

    private const int MostRounded = 15;

    /// <summary>How the table writes numbers and dates, where that is otherwise than in training.</summary>
    public CellForm? Own { get; init; }

    /// <summary>All ways to write a column, those that a person would believe first before others.</summary>
    public static IEnumerable<CellSpelling> Of(Column column, CellForm? own, char sign)
    {
        yield return new(SpellingKind.Model);
        if (column.Kind is ColumnKind.Categorical) yield break;
        if (own is not null) yield return new(SpellingKind.Own) { Own = own };
        yield return new(SpellingKind.Shortest, 0, sign);
        yield return new(SpellingKind.Shortest, 1, sign);
        for (var decimals = 0; decimals <= MostDecimals; decimals++) yield return new(SpellingKind.Fixed, decimals, sign);
    }

    /// <summary>A value without blanks and quotes.</summary>
    public string Text(Column column, double value) => Kind switch
    {
        _ when column.Kind is ColumnKind.Categorical => column.Text(value),
        SpellingKind.Own when Own is not null => Own.Write(Exact(column, value)),
        SpellingKind.Shortest => Signed(Shortest(Exact(column, value))),
        SpellingKind.Fixed => Signed(Exact(column, value).ToString($"F{Decimals}", CultureInfo.InvariantCulture)),
        _ => column.Form.Write(Written(column, value)),
    };

    /// <summary>A text as a cell.</summary>
    public string Cell(string text, char separator) => $"{Lead}{(IsQuoted ? Quoted(text) : CsvText.Quote(text, separator))}{Trail}";

    /// <summary>The same way with what is around a text in a cell; null where this is no cell of it.</summary>
    public CellSpelling? Around(string text, ReadOnlySpan<char> cell, char separator)
    {
        var body = cell.Trim(" \t");
        if (body.IsEmpty) return null;
        var start = cell.IndexOf(body);
        var isPlain = body.SequenceEqual(CsvText.Quote(text, separator));
        return isPlain || body.SequenceEqual(Quoted(text)) ? this with { IsQuoted = !isPlain, Lead = cell[..start].ToString(), Trail = cell[(start + body.Length)..].ToString() } : null;
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The number in the data's own units that gives a value back, of few digits where one does: by arithmetic that has the same bits on every machine.</summary>
    private static double Exact(Column column, double value)
    {
        const int All = 17;
        if (column.Kind is not ColumnKind.Real real || column.Number(value) is not { } number || !double.IsFinite(number)) return value;
        if (column.Form is not CellForm.Text && column.Form.Round(number) is var near && column.Value(near) == value) return near;
        if (Decimals12(real, number) is >= 0 and <= MostRounded and var decimals && Math.Round(number, decimals) is var few && column.Value(few) == value) return few;
        double Rounded(int digits) => double.Parse(number.ToString($"E{digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var (from, to) = (1, All);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (column.Value(Rounded(middle)) == value) to = middle;
            else from = middle + 1;
        }

        return Rounded(from) is var rounded && column.Value(rounded) == value ? rounded : number;
    }

    /// <summary>The number as the writer of tables rounds it.</summary>
    private static double Written(Column column, double value) => column is { Kind: ColumnKind.Real real, Form: CellForm.Text } && column.Number(value) is { } number
        ? Decimals12(real, number) is >= 0 and <= MostRounded and var decimals ? Math.Round(number, decimals) : number
        : Exact(column, value);

    /// <summary>How many decimals numbers of twelve digits have where others are as large as the centre and the scale.</summary>
    private static int Decimals12(ColumnKind.Real real, double number)
    {
        const int Least = -400;
        var (size, decimals) = (Math.Max(Math.Abs(number), Math.Max(Math.Abs(real.Centre), real.Scale)), 11);
        for (; size >= 10 && decimals > Least; size /= 10) decimals--;
        for (; size < 1 && decimals < -Least; size *= 10) decimals++;
        return decimals;
    }

    private string Shortest(double number) => double.IsFinite(number) ? $"{(number < 0 ? "-" : string.Empty)}{Positional.Of(Math.Abs(number), Decimals)}" : string.Empty;

    private string Signed(string digits) => Sign == '.' ? digits : digits.Replace('.', Sign);
}
