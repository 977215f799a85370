using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Tables with types beside tables in text: the same numbers however they are written, and fills in the column of their heading.</summary>
public class TypedCellTests
{
    private static Dataset Read(string path, ReadOptions? options = null) => Get(DataFormats.Read(path, options ?? ReadOptions.Default)).Train;

    [Fact]
    public void Numbers_and_dates_of_types_are_those_that_text_writes_otherwise()
    {
        using var folder = new TemporaryFolder();
        var text = Text("share;price;born\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{5 + (row * 7 % 30)}%;{1 + row}.234,5;{1 + (row % 28):D2}.02.2023\n")));
        var data = Read(folder.Write("t.csv", text));
        Assert.Equal("5% 1.234,5 01.02.2023", string.Join(' ', data.Texts(0)));
        foreach (var name in new[] { "t.parquet", "t.arrow" })
        {
            Assert.True(data.Write(folder[name]).IsRight);
            var again = Read(folder[name], ReadOptions.Default.Like(data.Form));
            Assert.Equal(Enumerable.Range(0, data.Rows).SelectMany(row => data.Row(row)), Enumerable.Range(0, data.Rows).SelectMany(row => again.Row(row)));
            Assert.Equal(data.Texts(7).AsEnumerable(), again.Texts(7));
        }
    }

    [Theory]
    [InlineData("f.csv")]
    [InlineData("f.parquet")]
    [InlineData("f.arrow")]
    public void Fills_are_written_under_their_heading(string target)
    {
        using var folder = new TemporaryFolder();
        var form = Read(folder.Write("t.csv", Text("x,y,z\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{100 + row}.5,{200 + row}.5,{300 + row}.5\n"))))).Form;
        var holes = folder.Write("holes.csv", Text("z,id,x,y\n300.5,a,,200.5\n,b,101.5,\n"));
        var options = ReadOptions.Default.Like(form);
        Assert.True(TableRewrite.Write(holes, options, folder[target], (_, column) => $"{column + 1}11.5").IsRight);
        var filled = Read(folder[target], options);
        Assert.Equal([["111.5", "200.5", "300.5"], ["101.5", "211.5", "311.5"]], Enumerable.Range(0, 2).Select(row => filled.Texts(row).ToArray()));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_refused()
    {
        using var folder = new TemporaryFolder();
        string Says(string text) => CsvTable.Read(folder.Write("t.csv", Text(text)), ReadOptions.Default).Match(_ => "", error => error.Explain().Replace(folder["t.csv"], "T", StringComparison.Ordinal));
        var rows = string.Concat(Enumerable.Range(0, 10).Select(row => $"{row}.5,t{row % 2}\n"));
        Assert.Equal("'T' cannot be read: the row that begins in line 12 has a quote that is opened and never closed; expected a second one at the end of its cell, and two for one inside", Says($"a,b\n{rows}1.5,\"t1\n{rows}"));
        Assert.Equal("", Says($"a,b\n{rows}1.5,\"t\"\"1\n\"\n{rows}"));
    }
}
