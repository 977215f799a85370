using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Separators, lines above tables, decimal signs and numbers of lines in tables that people have.</summary>
public class LayoutExamples
{
    private static string Found(string text, ReadOptions? options = null)
    {
        using var folder = TemporaryFolder.InMemory();
        var path = folder.Write("t", Text(text));
        return CsvForm.Find(path, options ?? ReadOptions.Default).Match(
            form => $"{form.Separator switch { '\t' => "tab", Separators.None => "none", var sign => $"{sign}" }} {form.Names.Length} {form.Above} {form.DecimalSign}".TrimEnd(),
            error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));
    }

    private static string Says(string text, ReadOptions? options = null)
    {
        using var folder = TemporaryFolder.InMemory();
        var path = folder.Write("t", Text(text));
        return Explain(CsvTable.Read(path, options ?? ReadOptions.Default), path);
    }

    [Theory]
    [InlineData("a;b\n1,5;2,5\n3,25;4,0\n", "; 2 0 ,")]
    [InlineData("1,5;2,5\n3,25;4,0\n", "; 2 0 ,")]
    [InlineData("1,5\t2,5\n3,25\t4,0\n", "tab 2 0 ,")]
    [InlineData("preis\n1,5\n2,25\n3,0\n", "none 1 0 ,")]
    [InlineData("x;y\n1.234,5;1.000\n2,5;3\n", "; 2 0 ,")]
    [InlineData("x;y\n1.234;a\n2.500;b\n", "; 2 0 .")]
    [InlineData("x;y\n1,234;a\n2,500;b\n", "; 2 0 ,")]
    [InlineData("x,y\n\"1,234\",a\n\"2,500\",b\n", ", 2 0")]
    [InlineData("x,y\n\"1,5\",a\n\"2,25\",b\n", ", 2 0 ,")]
    [InlineData("x,y\n\"$1,234.50\",5%\n$20.00,95%\n", ", 2 0 .")]
    [InlineData("x;y\n1,234;a\n2,500,000;b\n", "; 2 0 .")]
    [InlineData("x;y\n1.234;a\n2.500.000;b\n", "; 2 0 ,")]
    [InlineData("v;k\n24,40,746;a\n12,05,111;b\n1,234;a\n", "; 2 0 .")]
    [InlineData("a|b\n1|0,5\n2|0,5\n", "| 2 0 ,")]
    [InlineData("id,tags\n1,a;b\n2,c;d\n3,e;f\n", ", 2 0")]
    [InlineData("id;text\n1;hello, world\n2;a, b, c\n3;x\n", "; 2 0")]
    [InlineData("a^b\n1^2\n3^4\n", "^ 2 0")]
    [InlineData("root:x:0:/root\nbin:x:2:/bin\nmail:x:8:/var\n", ": 4 0")]
    [InlineData("12:30\n13:45\n14:50\n", "none 1 0")]
    [InlineData("New York\nLos Angeles\nSan Diego\n", "none 1 0")]
    [InlineData("5.1 3.5 1.4 setosa\n4.9 3.0 1.4 setosa\n", "  4 0 .")]
    [InlineData(" 18.0   8  130.0\t\"a  b\"\n 15.0  10   ?  \t\"c\"  \n", "  4 0 .")]
    [InlineData("\"a\" \"b\"\n\"1\" 0.5 2\n\"2\" 1.5 3\n", "  3 0 .")]
    [InlineData("a,b\n1\n2\n3\n", ", 2 0")]
    public void Separators_and_decimal_signs_are_told(string text, string found) => Assert.Equal(found, Found(text));

    [Theory]
    [InlineData("sep=|\na|b\n1|2\n", "| 2 1")]
    [InlineData("\"sep=;\"\r\n# made; by don\"t\r\na;b\r\n1;2\r\n", "; 2 2")]
    [InlineData("sep=;\na,b\n1,2\n", "; 1 1 ,")]
    [InlineData("# made by x, 2024\n# don\"t\n\na,b\n1,2\n3,4\n", ", 2 3")]
    [InlineData("\n\na,b\n1,2\n", ", 2 2")]
    [InlineData("#chrom\tstart\tend\nc1\t1\t5\nc2\t7\t9\n", "tab 3 0")]
    [InlineData("# a b\n1.0 2.5\n3.0 4.5\n", "  2 0 .")]
    [InlineData("Sales of 2024\n\nregion,units\nNorth,5\nSouth,6\n", ", 2 2")]
    [InlineData("Report,,\n,,\nid,name,n\n1,x,5\n2,y,6\n", ", 3 2")]
    [InlineData("Station,Zurich\nLat,47.3\n\ndate,temp,rain\n2024-01-01,3.5,0\n2024-01-02,4.5,1\n", ", 3 3 .")]
    [InlineData("3,2,no,yes\n1,2,3,4,5,6\n2,3,4,5,6,7\n3,4,5,6,7,1\n", ", 6 1")]
    [InlineData("#ff0000\n#00ff00\n", "none 1 0")]
    [InlineData(",b,\n3,x,1.5\n4,y,2.5\n", ", 3 0 .")]
    public void Lines_above_a_table_are_left_out(string text, string found) => Assert.Equal(found, Found(text));

    [Fact]
    public void Names_in_comments_and_those_of_rows_are_seen()
    {
        using var folder = TemporaryFolder.InMemory();
        string Names(string text) => string.Join('|', Get(CsvForm.Find(folder.Write("t", Text(text)), ReadOptions.Default)).Names);
        Assert.Equal("chrom|start|end", Names("#chrom\tstart\tend\nc1\t1\t5\nc2\t7\t9\n"));
        Assert.Equal("a|b", Names("# a,b\n1,2\n3,4\n"));
        Assert.Equal("|a|b", Names("\"a\",\"b\"\n\"1\",0.5,2\n\"2\",1.5,3\n"));
        Assert.Equal("a|b|", Names("a,b\n1,2,\n2,4,\n"));
        Assert.Equal("a|b", Names("# a comment, of two parts\na,b\n1,2\n3,4\n"));
    }

    [Fact]
    public void What_is_left_out_and_what_is_not_separated_is_said()
    {
        using var folder = TemporaryFolder.InMemory();
        string Notes(string text, char? separator = null) => string.Join(" ", Get(CsvForm.Find(folder.Write("t", Text(text)), ReadOptions.Default with { Separator = separator })).Notes);
        Assert.Equal("", Notes("sep=;\na;b\n1;2\n"));
        Assert.Equal("2 lines above the table, up to line 2, were left out as titles or empty.", Notes("Sales of 2024\n\nregion,units\nNorth,5\nSouth,6\n"));
        Assert.Equal("One line above the table, up to line 2, was left out as comments or empty.", Notes("sep=;\n# x\na;b\n1;2\n"));
        Assert.Equal("Nothing separates the lines, so that the table has one column; --separator says otherwise.", Notes("n\n1\n2\n"));
        Assert.Equal("No line has the separator ';', so that the table has one column; without --separator it is told from the lines.", Notes("a,b\nx,2\ny,3\n", ';'));
        Assert.Equal("", Notes("a;b\nx;2\ny;3\n", ';'));
        Assert.Equal("Line 1 has one name less than the rows have cells; the first column was taken to be the one without a name.", Notes("a,b\nx,1,2\ny,3,4\n"));
        Assert.Equal("Line 2 has one name less than the rows have cells; the last column was taken to be the one without a name.", Notes("sep=,\na,b\n1,2,\n3,4,\n"));
        Assert.Equal("The cells were separated by '^'; --separator says otherwise.", Notes("n^m\n1^3\n2^4\n"));
    }

    [Fact]
    public void Separators_and_signs_may_be_given()
    {
        Assert.Equal("; 2 0 ,", Found("a;b\n1,5;2,5\n"));
        Assert.Equal("; 2 0 .", Found("a;b\n1,5;2,5\n", ReadOptions.Default with { DecimalSign = '.' }));
        Assert.Equal("x 2 0", Found("1x2\n3x4\n", ReadOptions.Default with { Separator = 'x' }));
        Assert.Equal("  3 0", Found("1  2 3\n3 4  5\n", ReadOptions.Default with { Separator = ' ' }));
        Assert.Equal("'FILE' cannot be read: its cells cannot be separated by 'é'; expected a tab or a printable sign of ASCII but \" and #", Found("1é2\n", ReadOptions.Default with { Separator = 'é' }));
    }

    [Theory]
    [InlineData("abc,0.5\n0.1,0.2\n", "line 1")]
    [InlineData("0.1,0.2\nabc,0.5\n", "line 2")]
    [InlineData("# x\n\nabc,0.5\n0.1,0.2\n", "line 3")]
    [InlineData("0.1,\"0.2\n\"\r\n0.3,0.2\r\nabc,0.5\n", "line 4")]
    public void Lines_are_counted_from_the_first_one_of_the_file(string text, string line)
    {
        var real = new ColumnSchema(string.Empty, TableColumnKind.Real, Arr<string>.Empty, 0, 1);
        Assert.Equal($"'FILE' cannot be read: {line}, column 1 has 'abc'; expected a number", Says(text, ReadOptions.Default with { Header = HeaderKind.Absent, Schema = new(Arr.create(real, real)) }));
    }

    [Fact]
    public void Rows_of_another_length_are_named_with_their_line()
    {
        Assert.Equal("'FILE' cannot be read: line 3 has 1 value(s); expected 2 as in the first line", Says("a,b\n1,2\n3\n"));
        Assert.Equal("'FILE' cannot be read: line 5 has 3 value(s); expected 2 as in line 3", Says("# x\n# y\na,b\n1,2\n3,4,5\n6,7\n"));
    }

    [Fact]
    public void A_table_between_blanks_is_filled_in_its_place()
    {
        using var folder = new TemporaryFolder();
        const string Aligned = " x    y  \"z z\"\n 1.0  ?  ab\n\n 2.0  3    \"c d\"  \n NA 4 e";
        var path = folder.Write("t", Text(Aligned));
        TableRewrite.Write(path, ReadOptions.Default, folder["out"], (row, column) => row == 0 ? "u v" : "7").OrThrow();
        Assert.Equal(" x    y  \"z z\"\n 1.0  \"u v\"  ab\n\n 2.0  3    \"c d\"  \n 7 4 e", File.ReadAllText(folder["out"]));
    }

    [Fact]
    public void Quotes_may_stand_behind_blanks()
    {
        using var folder = TemporaryFolder.InMemory();
        var data = Get(CsvTable.Read(folder.Write("t", Text("\"n\", \"word\"\n1, \"x, y\" \n2, \"z\"\n")), ReadOptions.Default));
        Assert.Equal("n|word", string.Join('|', data.Columns.Select(column => column.Name)));
        Assert.Equal("x, y|z", string.Join('|', Enumerable.Range(0, 2).Select(row => data.Text(row, 1))));
    }

    [Fact]
    public void Rows_for_a_model_may_be_none()
    {
        using var folder = TemporaryFolder.InMemory();
        var data = Get(CsvTable.Read(folder.Write("t", Text("a,b\n1,x\n2,y\n")), ReadOptions.Default));
        Assert.Equal(0, Get(CsvTable.Read(folder.Write("t", Text("a,b\n")), ReadOptions.Default.Like(data.Form))).Rows);
        Assert.Equal(1, Get(CsvTable.Read(folder.Write("t", Text("a,b\n2,x\n")), ReadOptions.Default.Like(data.Form))).Rows);
    }
}
