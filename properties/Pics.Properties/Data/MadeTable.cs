using System.Text;

namespace Pics.Properties;

/// <summary>How a table is written: what readers must find out.</summary>
/// <param name="Separator">Between cells.</param>
/// <param name="Encoding">Its name, as options take it.</param>
/// <param name="HasMark">Whether the text starts with the mark of its encoding.</param>
/// <param name="HasNames">Whether the first row has names.</param>
/// <param name="IsQuoted">Whether all cells are quoted, not only those that need it.</param>
/// <param name="LineEnd">Behind each row.</param>
/// <param name="Sign">The decimal sign.</param>
/// <param name="Above">Lines above the table.</param>
public sealed record Dialect(char Separator, string Encoding, bool HasMark, bool HasNames, bool IsQuoted, string LineEnd, char Sign, string[] Above)
{
    private static readonly string[][] Preambles = [[], ["# made by hand; \"in a hurry", "#,;"], ["", ""], ["sep="], ["Weather of 2024", ""]];

    /// <summary>Every combination that can be told.</summary>
    public static IEnumerable<Dialect> All =>
        from separator in ",;\t|"
        from code in new[] { ("utf-8", false), ("utf-8", true), ("utf-16", false), ("utf-16", true), ("utf-16BE", false), ("utf-16BE", true), ("windows-1252", false) }
        from hasNames in new[] { true, false }
        from isQuoted in new[] { true, false }
        from end in new[] { "\n", "\r\n", "\r" }
        from sign in separator == ',' && !isQuoted ? "." : ".,"
        from above in Preambles
        where !(above is ["Weather of 2024", ..] && !hasNames && isQuoted)
        select new Dialect(separator, code.Item1, code.Item2, hasNames, isQuoted, end, sign, [.. above.Select(line => line == "sep=" ? line + separator : line)]);

    /// <summary>The encoding, which writes no mark.</summary>
    public Encoding Code => Named(Encoding);

    /// <summary>An encoding by its name.</summary>
    public static Encoding Named(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);

    /// <summary>The bytes of a text with the mark, if there is one.</summary>
    public byte[] Bytes(string text) => [.. HasMark ? Code.GetPreamble() : [], .. Code.GetBytes(text)];
}

/// <summary>A table of a place, numbers with decimals, whole numbers and words, made from a seed.</summary>
/// <param name="Names">Of the columns.</param>
/// <param name="Rows">The cells; numbers with a point.</param>
public sealed record MadeTable(string[] Names, string[][] Rows)
{
    private static readonly string[] Places = ["Zürich", "Genève", "Bâle", "a b", "x"];
    private static readonly string[] Words = ["two words", "\"quoted\"", "a{0}b", "l", "ü"];

    /// <summary>Makes one; the cell in the last row and first column is empty.</summary>
    public static MadeTable Of(int seed)
    {
        var random = new Random(seed);
        string Missing(string cell) => random.Next(8) == 0 ? "" : cell;
        var rows = Enumerable.Range(0, 8 + random.Next(8)).Select(row => new[]
        {
            Places[row < 5 ? row : random.Next(5)],
            $"{random.Next(2000)}.{random.Next(1, 10)}",
            Missing($"{random.Next(100)}"),
            Missing(Words[random.Next(5)]),
        }).ToArray();
        rows[^1][0] = "";
        return new(["ville", "level", "n", "word"], rows);
    }

    /// <summary>The rows as they are read in a dialect: words with its separator, its decimal sign.</summary>
    public string[][] In(Dialect dialect) => [.. Rows.Select(row => row.Select((cell, column) => column == 1 ? cell.Replace('.', dialect.Sign) : cell.Replace("{0}", $"{dialect.Separator}", StringComparison.Ordinal)).ToArray())];

    /// <summary>The text of the table.</summary>
    public string Text(Dialect dialect)
    {
        string Cell(string cell) => (dialect.IsQuoted && cell.Length > 0) || cell.IndexOfAny([dialect.Separator, '"']) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
        return string.Concat(dialect.Above.Concat(In(dialect).Prepend(dialect.HasNames ? Names : []).Where(row => row.Length > 0).Select(row => string.Join(dialect.Separator, row.Select(Cell)))).Select(line => line + dialect.LineEnd));
    }
}
