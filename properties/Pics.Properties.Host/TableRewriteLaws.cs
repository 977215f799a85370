using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.Pngs;

namespace Pics.Properties;

/// <summary>Tables that are written again with their missing cells filled in.</summary>
[Collection(TensorTests.Name)]
public class TableRewriteLaws
{
    private static string Filled(string text, TableRewrite.Fill fill, ReadOptions? options = null, bool compressed = false)
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("in", compressed ? Gzip(Text(text)) : Text(text));
        TableRewrite.Write(source, options ?? ReadOptions.Default, folder["out.csv"], fill).OrThrow();
        return System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(folder["out.csv"]));
    }

    [Theory]
    [InlineData("a,b\n1,?\nNA,2\n", "a,b\n1,<0 1>\n<1 0>,2\n")]
    [InlineData("a;b\r\n1;\r\n;2", "a;b\r\n1;<0 1>\r\n<1 0>;2")]
    [InlineData("1\t2\n3\t", "1\t2\n3\t<1 1>")]
    [InlineData("\uFEFFa,b\n1,2\n?,4\n", "\uFEFFa,b\n1,2\n<1 0>,4\n")]
    [InlineData("\uFEFF?,x\n1,y\n", "\uFEFF<0 0>,x\n1,y\n")]
    [InlineData("a, b\n1, ?\n2, x \n3, \n4, NA \n5,\"?\"\n6, \n", "a, b\n1, <0 1>\n2, x \n3, <2 1>\n4, <3 1> \n5,<4 1>\n6, <5 1>\n")]
    [InlineData("a,b\n\n1,?\n\n\n2,3\n\n", "a,b\n\n1,<0 1>\n\n\n2,3\n\n")]
    [InlineData("n\n1\n\n3\n", "n\n1\n<1 0>\n3\n")]
    [InlineData("\"a, \"\"x\"\"\nb\",c\n\"1\",?\n\"two\nlines\",7\n3,\"NA\"\n", "\"a, \"\"x\"\"\nb\",c\n\"1\",<0 1>\n\"two\nlines\",7\n3,<2 1>\n")]
    [InlineData("a,b\r1,?\r2,3\r", "a,b\r1,<0 1>\r2,3\r")]
    [InlineData("a,b\n1,2\n", "a,b\n1,2\n")]
    public void Only_missing_cells_are_written_anew(string text, string expected)
    {
        foreach (var compressed in new[] { false, true }) Assert.Equal(expected, Filled(text, (row, column) => $"<{row} {column}>", compressed: compressed));
        Assert.Equal(text, Filled(text, (_, _) => null));
    }

    [Fact]
    public void Filled_cells_are_quoted_where_they_need_it()
    {
        string[] texts = ["plain", "a,b", "a \"b\"", "two\nlines", "a;b", string.Empty];
        Assert.Equal("c,n\nplain,1\n\"a,b\",2\n\"a \"\"b\"\"\",3\n\"two\nlines\",4\na;b,5\n,6\n", Filled("c,n\n?,1\n ?,2\n,3\n? ,4\n?,5\n?,6\n", (row, _) => texts[row]));
        Assert.Equal("c;n\n\"a;b\";1\n", Filled("c;n\n?;1\n", (_, _) => "a;b"));
    }

    [Fact]
    public void Options_say_which_cells_are_missing_and_what_is_a_row()
    {
        Assert.Equal("a\n<0 0>\n<1 0>\nx\n", Filled("a\n?\nnone\nx\n", (row, column) => $"<{row} {column}>", ReadOptions.Default.WithMissing("none") with { Header = HeaderKind.Present }));
        Assert.Equal("a\n<1 0>\n<2 0>\nx\n", Filled("a\n?\nnone\nx\n", (row, column) => $"<{row} {column}>", ReadOptions.Default.WithMissing("none") with { Header = HeaderKind.Absent }));
    }

    [Fact]
    public void The_target_may_be_the_source_and_is_compressed_by_its_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv.gz", Text("a,b\n1,?\n"));
        TableRewrite.Write(path, ReadOptions.Default, path, (_, _) => "5").OrThrow();
        Assert.Equal(0x1f, File.ReadAllBytes(path)[0]);
        TableRewrite.Write(path, ReadOptions.Default, folder["plain"], (_, _) => "6").OrThrow();
        Assert.Equal("a,b\n1,5\n", File.ReadAllText(folder["plain"]));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Bytes_that_are_no_letters_stay()
    {
        using var folder = new TemporaryFolder();
        byte[] text = [.. Text("a,b\n"), 0xe4, 0xff, .. Text(",?\n")];
        TableRewrite.Write(folder.Write("in", text), ReadOptions.Default, folder["out"], (_, _) => "7").OrThrow();
        Assert.Equal([.. Text("a,b\n"), 0xe4, 0xff, .. Text(",7\n")], File.ReadAllBytes(folder["out"]));
    }

    [Property(MaxTest = 100)]
    public void Filled_tables_differ_in_missing_cells_only(PositiveInt seed, bool compressed)
    {
        var random = new Random(seed.Get);
        var (height, width, separator) = (1 + random.Next(9), 2 + random.Next(3), ",;\t"[random.Next(3)]);
        string Cell() => new[] { "1", "x y", "\"q\"\"\"", $"\"a{separator}b\"", "\"c\nd\"", " 2 " }[random.Next(6)];
        var isMissing = Enumerable.Range(0, height).Select(_ => Enumerable.Range(0, width).Select(_ => random.Next(3) == 0).ToArray()).ToArray();
        var words = new[] { "?", "na", "NULL", "NaN" };
        var cells = isMissing.Select(row => row.Select(missing => missing ? words[random.Next(words.Length)] : Cell()).ToArray()).ToArray();
        string Table(Func<int, int, string> cell) => string.Concat(Enumerable.Range(0, height).Select(row => string.Join(separator, Enumerable.Range(0, width).Select(column => cell(row, column))) + "\r\n"));
        var asked = new List<(int, int)>();
        var filled = Filled(
            Table((row, column) => cells[row][column]),
            (row, column) =>
            {
                asked.Add((row, column));
                return $"f{row}{column}";
            },
            ReadOptions.Default with { Header = HeaderKind.Absent },
            compressed);
        Assert.Equal(Table((row, column) => isMissing[row][column] ? $"f{row}{column}" : cells[row][column]), filled);
        Assert.Equal(from row in Enumerable.Range(0, height) from column in Enumerable.Range(0, width) where isMissing[row][column] select (row, column), asked);
    }

    [Fact]
    public void What_cannot_be_read_or_written_is_said_in_a_sentence_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        string Of(string source, string target) => Says(TableRewrite.Write(source, ReadOptions.Default, target, (_, _) => "x").MapLeft(Failure.Of), folder.Path);
        Assert.Equal("'FILE/none' does not exist; expected a table in text", Of(folder["none"], folder["out"]));
        Assert.Equal("'FILE/t' cannot be read: line 3 has 1 value(s); expected 2 as in the first line", Of(folder.Write("t", Text("a,b\n1,?\n3\n")), folder["out"]));
        Assert.Equal("'FILE/z' cannot be read: its gzip data is damaged, cut short or followed by other bytes", Of(folder.Write("z", Gzip(Text("a,b\n1,?\n"))[..^3]), folder["out"]));
        Assert.Equal("'FILE/d/' cannot be read or written: it does not name a file", Of(folder.Write("t", Text("a,b\n1,?\n")), folder["d/"]));
        Assert.Equal(["t", "z"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Damaged_tables_never_throw()
    {
        using var target = new TemporaryFolder();
        var table = Text("age,job\n30,cook\n41,\"smith, black\"\n?,cook\n");
        Survives(500, [table, Gzip(table)], "t", path => TableRewrite.Write(path, ReadOptions.Default, target["out"], (_, _) => "x").MapLeft(fault => (DataError)new DataError.Unreadable(path, fault.Explain())));
    }
}
