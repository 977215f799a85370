using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>What is wished of a table and changes nothing is said, and what contradicts itself is refused.</summary>
public class IdleWishTests
{
    private const string Points = "a,b\n1.5,x\n2.5,y\n3.25,x\n";

    private static string[] Notes(string text, ReadOptions options)
    {
        using var folder = new TemporaryFolder();
        return [.. Get(DataFormats.Read(folder.Write("t.csv", Text(text)), options)).Train.Notes];
    }

    private static string Says(string text, ReadOptions options)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", Text(text));
        return Explain(DataFormats.Read(path, options), path);
    }

    [Theory]
    [InlineData(Points, ',', "no number has a decimal comma, so that --decimal changes nothing")]
    [InlineData("a;b\n1,5;x\n2,5;y\n", '.', "no number has a decimal point, so that --decimal changes nothing")]
    [InlineData("a,b\nx,y\n\"1,5\",z\n", ',', "no number has a decimal comma, so that --decimal changes nothing")] // a text among texts
    [InlineData(Points, '.', null)]
    [InlineData("a;b\n1,5;x\n2,5;y\n", ',', null)]
    [InlineData("a;b\n1.234;x\n2.500;y\n", ',', null)] // which makes thousands of them
    public void A_decimal_sign_that_no_number_has_is_said(string text, char sign, string? note) => Assert.Equal(note, Notes(text, ReadOptions.Default with { DecimalSign = sign }).FirstOrDefault(found => found.Contains("--decimal", StringComparison.Ordinal)));

    [Fact]
    public void Words_that_no_cell_has_are_said()
    {
        Assert.Contains("no cell of the columns that stay is 'none' or '-9', which --missing names", Notes(Points, ReadOptions.Default.WithMissing("none").WithMissing("-9").WithMissing("x")));
        Assert.DoesNotContain(Notes("a,b\n1.5,none\n2.5,y\n", ReadOptions.Default.WithMissing("none")), note => note.Contains("--missing names", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        folder.Write("t.csv", Text("a,b\n1,x\n-9,y\n"));
        string Of(string word) => string.Join('|', Get(DataFormats.Read(string.Empty, TypedRows.Sql(folder, "from 'FOLDER/t.csv'").WithMissing(word))).Train.Notes.Where(note => note.Contains("--missing names", StringComparison.Ordinal)));
        Assert.Equal((string.Empty, string.Empty, "no cell of the columns that stay is 'z', which --missing names"), (Of("-9"), Of("x"), Of("z")));
    }

    [Fact]
    public void Others_where_no_column_has_texts_are_said() => Assert.Contains("no column has texts, so that none gets the value '(other)' of --unseen other", Notes("a,b\n1.5,2\n2.5,3\n", ReadOptions.Default.WithUnseen(UnseenValues.Other)));

    [Fact]
    public void Columns_that_are_wished_in_two_ways_are_refused()
    {
        Assert.Equal("'FILE' cannot be read: column 'a' is to be kept by --keep, and also to be left out; expected one of them", Says(Points, ReadOptions.Default.WithKept("a").WithIgnored("a")));
        Assert.Equal("'FILE' cannot be read: column 'a' is to be kept by --keep, and also to be left out; expected one of them", Says(Points, ReadOptions.Default.WithKept("a").WithIgnored("#0")));
        Assert.Equal("'FILE' cannot be read: column 'b' is to be kept by --keep, and also to be left out; expected one of them", Says(Points, ReadOptions.Default.WithKept("b").WithKind("b", TableColumnKind.Ignored)));
        Assert.Equal("'FILE' cannot be read: column 'b' is to be given a kind by --kinds or a family, and also to be left out; expected one of them", Says(Points, ReadOptions.Default.WithKind("b", TableColumnKind.Ordinal).WithIgnored("b")));
        Assert.Equal("'FILE' cannot be read: column 'b' is given two kinds, ordinal and categorical; expected one", Says(Points, ReadOptions.Default.WithKind("#1", TableColumnKind.Ordinal).WithKind("b", TableColumnKind.Categorical)));
        Assert.Equal("no error", Says(Points, ReadOptions.Default.WithKept("*").WithIgnored("a")));
    }

    [Fact]
    public void Lines_of_0_and_1_are_a_table_where_something_is_said_of_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bits.txt", Text("0,1,1\n1,0,1\n0,0,1\n1,1,0\n"));
        FoundData Read(ReadOptions options) => Get(DataFormats.Read(path, options));
        Assert.Equal((DataFormat.DebdFile, 3), (Read(ReadOptions.Default).Format, Read(ReadOptions.Default).Train.Variables));
        var some = Read(ReadOptions.Default.WithIgnored("#1"));
        Assert.Equal((DataFormat.Table, 2), (some.Format, some.Train.Variables));
        Assert.Equal(Values(some.Train), Values(Read(ReadOptions.Default.WithIgnored("#1").Like(some.Train.Form)).Train));
        Assert.Equal(Values(Read(ReadOptions.Default).Train), Values(Read(ReadOptions.Default.Like(Read(ReadOptions.Default).Train.Form)).Train));
    }

    [Fact]
    public void Words_for_bytes_are_heard()
    {
        using var folder = new TemporaryFolder();
        var data = Get(DataFormats.Read(folder.Write("b.npy", NumpyFiles.Array("|u1", [6, 2], [1, 2, 3, 4, 255, 6, 1, 255, 3, 2, 1, 4])), ReadOptions.Default.WithMissing("255"))).Train;
        Assert.Equal(2, Values(data).Count(double.IsNaN));
    }
}
