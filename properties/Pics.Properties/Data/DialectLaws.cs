using System.Text;
using nietras.SeparatedValues;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Tables that are written in every dialect, and read without a word about it.</summary>
public class DialectLaws
{
    private static string[][] Rows(string path, CsvForm form)
    {
        var rows = new List<string[]>();
        Get(form.ForEach(path, (row, _) =>
        {
            var cells = new string[row.ColCount];
            for (var column = 0; column < cells.Length; column++) cells[column] = row[column].ToString();
            rows.Add(cells);
            return null;
        }));
        return [.. rows];
    }

    [Fact]
    public void A_table_is_the_same_in_every_dialect()
    {
        using var folder = TemporaryFolder.InMemory();
        foreach (var (seed, dialect) in Dialect.All.Index())
        {
            var table = MadeTable.Of(seed);
            var path = folder.Write("t", dialect.Bytes(table.Text(dialect)));
            var form = Get(CsvForm.Find(path, ReadOptions.Default));
            var found = ($"{dialect} {table.Text(dialect)}", form.Separator, form.DecimalSign, form.Headings, string.Join(' ', form.Names), form.Encoding.Encoding.CodePage);
            Assert.Equal(($"{dialect} {table.Text(dialect)}", dialect.Separator, dialect.Sign, dialect.HasNames ? 1 : 0, dialect.HasNames ? "ville level n word" : "   ", dialect.Code.CodePage), found);
            Assert.Equal(table.In(dialect), Rows(path, form));
        }
    }

    [Fact]
    public void Rewriting_changes_no_byte_but_those_of_fills()
    {
        using var folder = TemporaryFolder.InMemory();
        foreach (var (seed, dialect) in Dialect.All.Index().Where(pair => pair.Index % 3 == 0))
        {
            var table = MadeTable.Of(seed);
            var bytes = dialect.Bytes(table.Text(dialect));
            var path = folder.Write("t", bytes);
            TableRewrite.Write(path, ReadOptions.Default, folder["same"], (_, _) => null).OrThrow();
            Assert.Equal(bytes, File.ReadAllBytes(folder["same"]));
            TableRewrite.Write(path, ReadOptions.Default, folder["filled"], (_, column) => Fill(column)).OrThrow();
            var (written, form) = (File.ReadAllBytes(folder["filled"]), Get(CsvForm.Find(folder["filled"], ReadOptions.Default)));
            Assert.Equal(table.In(dialect).Select(row => row.Select((cell, column) => cell.Length > 0 ? cell : Fill(column)).ToArray()), Rows(folder["filled"], form));
            Assert.Equal<byte[]>(bytes, [.. written[..form.Encoding.Mark], .. dialect.Code.GetBytes(dialect.Code.GetString(written[form.Encoding.Mark..]).Replace(Fill(0), "", StringComparison.Ordinal).Replace(Fill(2), "", StringComparison.Ordinal))]);
        }
    }

    [Fact]
    public void A_wrong_dialect_gives_another_table()
    {
        using var folder = TemporaryFolder.InMemory();
        var dialect = Dialect.All.First(dialect => dialect is { Separator: ';', Encoding: "windows-1252", HasNames: true, Sign: ',', Above.Length: 0 });
        var table = MadeTable.Of(1);
        var path = folder.Write("t", dialect.Bytes(table.Text(dialect)));
        foreach (var wrong in new[] { ReadOptions.Default with { Separator = ',' }, ReadOptions.Default with { Encoding = "iso-8859-5" }, ReadOptions.Default with { Header = HeaderKind.Absent } })
        {
            var form = Get(CsvForm.Find(path, wrong));
            Assert.NotEqual(table.In(dialect), form.ForEach(path, (_, _) => null).IsRight ? Rows(path, form) : []);
        }

        Assert.Equal('.', Get(CsvForm.Find(path, ReadOptions.Default with { DecimalSign = '.' })).DecimalSign);
    }

    [Property(MaxTest = 300)]
    public void Raw_rows_are_those_of_the_reader(PositiveInt seed)
    {
        var random = new Random(seed.Get);
        var separator = ",;\t| "[random.Next(5)];
        var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => new[] { "a", "é", "\"", $"{separator}", $"{separator}", " ", "\n", "\r", "\r\n", "\"\"" }[random.Next(10)]));
        var expected = new List<string[]>();
        TextReader content = separator == ' ' ? new BlankRuns(new StringReader(text)) : new StringReader(text);
        using var reader = Sep.New(separator == ' ' ? Separators.None : separator).Reader(options => options with { HasHeader = false, DisableColCountCheck = true }).From(content);
        foreach (var row in reader)
        {
            var cells = new string[row.ColCount];
            for (var column = 0; column < cells.Length; column++) cells[column] = row[column].ToString();
            expected.Add(cells);
        }

        foreach (var code in new[] { "utf-8", "utf-16", "utf-16BE", "utf-32", "windows-1252", "shift_jis", "gb18030", "IBM037" }.Select(Dialect.Named))
        {
            if (code.WebName == "shift_jis" && text.Contains('é', StringComparison.Ordinal)) continue; // it lacks this letter
            var bytes = code.GetBytes(text);
            var (rows, found, whole) = (new RawRows(new MemoryStream(bytes), new(code, 0, null), separator), new List<string[]>(), new List<byte>());
            while (rows.Next())
            {
                found.Add([.. Enumerable.Range(0, rows.Count).Select(cell => code.GetString(rows.Cell(cell)))]);
                for (var cell = 0; cell < rows.Count; cell++) whole.AddRange([.. rows.Before(cell), .. rows.Cell(cell)]);
                whole.AddRange(rows.End);
            }

            Assert.Equal(expected, found);
            Assert.Equal(bytes, whole);
        }
    }

    private static string Fill(int column) => column == 2 ? "77777" : "Ö§";
}
