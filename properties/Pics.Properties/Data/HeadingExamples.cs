using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Which first lines are names of columns, and where that is said to be doubtful.</summary>
public class HeadingExamples
{
    private static string Found(string text, ReadOptions? options = null)
    {
        using var folder = TemporaryFolder.InMemory();
        var path = folder.Write("t", Text(text));
        return CsvForm.Find(path, options ?? ReadOptions.Default).Match(
            form => $"{(form.Headings == 0 ? "-" : string.Join('|', form.Names))}{(form.Headings == 2 ? " units" : string.Empty)}{(form.Notes.Any(note => note.Contains("--header", StringComparison.Ordinal)) ? " ?" : string.Empty)}",
            error => error.Explain());
    }

    [Theory]
    [InlineData("colour,shape\nred,round\nblue,square\nblue,round\nred,square\nred,round\n", "colour|shape ?")]
    [InlineData(",a,b\n0,1.5,x\n1,2.5,y\n2,0.5,x\n", "|a|b")]
    [InlineData("height,weight\nN/A,60.1\n171.5,N/A\n180.2,75.5\n", "height|weight")]
    [InlineData("land,2019,2020,2021\nCH,1.5,2.5,3\nDE,2,3,4\n", "land|2019|2020|2021")]
    [InlineData("2019,2020\n1.5,2\n3,4\n", "2019|2020")]
    [InlineData(",0,1\n0,5,6\n1,8,2\n2,1,1\n", "|0|1")]
    [InlineData("0,1,2\n5,6,9\n1,1,1\n", "0|1|2")]
    [InlineData("a,a,,b\n1,2,3,4\n5,6,7,8\n", "a|a||b")]
    [InlineData("name,height,weight\n,[cm],[kg]\nann,170,60\nbob,180,80\n", "name|height|weight units")]
    [InlineData("date;temp\n-;°C\n2024-01-01;3,5\n2024-01-02;4,5\n", "date|temp units")]
    [InlineData("id,when\nA01,2024-01-01\nB07,2024-01-02\n", "id|when")]
    [InlineData("Name,Email\nAnn,ann@x.org\nBob,bob@x.org\nEve,eve@x.org\n", "Name|Email")]
    [InlineData("price\n$1.50\n$2.00\n", "price")]
    public void These_are_names(string text, string names) => Assert.Equal(names, Found(text));

    [Theory]
    [InlineData("1,2\n3,4\n", "-")]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,setosa\n7.0,3.2,versicolor\n", "-")]
    [InlineData("yes,no,yes\nno,no,yes\nyes,yes,no\nno,yes,no\n", "-")]
    [InlineData("2024-01-01,x,5\n2024-01-02,y,6\n2024-01-03,x,6\n", "-")]
    [InlineData("2019,1.5\n2020,1.7\n2021,1.9\n", "-")]
    [InlineData("1,2,3\n2,3,4\n3,4,5\n", "-")]
    [InlineData("p,x,s\ne,x,s\ne,b,s\np,x,y\n", "-")]
    [InlineData("?,a\n1,a\n2,b\n", "-")]
    [InlineData("abc,0.5\n0.000,0.500\n0.001,0.501\n", "- ?")]
    public void These_are_rows(string text, string names) => Assert.Equal(names, Found(text));

    [Fact]
    public void What_is_wished_or_known_decides()
    {
        const string Doubtful = "x,y\nu,v\n";
        Assert.Equal("x|y ?", Found(Doubtful));
        Assert.Equal("x|y", Found(Doubtful, ReadOptions.Default with { Header = HeaderKind.Present }));
        Assert.Equal("-", Found(Doubtful, ReadOptions.Default with { Header = HeaderKind.Absent }));
        ReadOptions Schema(params string[] names) => ReadOptions.Default with { Schema = new(names.Select(name => new ColumnSchema(name, TableColumnKind.Categorical, Arr<string>.Empty, null, null)).ToArr()) };
        Assert.Equal("x|y", Found(Doubtful, Schema("y", "x")));
        Assert.Equal("-", Found(Doubtful, Schema("u", "v")));
        var form = RowForm.Create([new("x", Column.Of(2).Kind), new("z", Column.Of(2).Kind), new("w", Column.Of(2).Kind)], 1, null).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        Assert.Equal("x|y", Found(Doubtful, ReadOptions.Default with { Wanted = form }));
        Assert.Equal("z|other|w", Found("z,other,w\n", ReadOptions.Default with { Wanted = form }));
    }

    [Theory]
    [InlineData(40, "green,oval", "blue,square", "red,square", "blue,round")] // whose first row has words that no other has
    [InlineData(400, "up,down", "left,right", "right,right")]
    public void Names_that_only_new_words_tell_are_said_to_be_a_guess(int rows, string first, params string[] cycle)
    {
        var text = $"{first}\n{string.Concat(Enumerable.Range(0, rows).Select(row => cycle[row % cycle.Length] + "\n"))}";
        Assert.Equal($"{first.Replace(',', '|')} ?", Found(text));
        Assert.Equal("-", Found(text, ReadOptions.Default with { Header = HeaderKind.Absent }));
        Assert.Equal(first.Replace(',', '|'), Found(text, ReadOptions.Default with { Header = HeaderKind.Present }));
        Assert.DoesNotContain("?", Found($"{first},n\n{string.Concat(Enumerable.Range(0, rows).Select(row => $"{cycle[row % cycle.Length]},{row * 0.5}\n"))}"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_doubt_is_said_once_with_the_line()
    {
        using var folder = TemporaryFolder.InMemory();
        string Notes(string text) => string.Join(" ", Get(CsvForm.Find(folder.Write("t", Text(text)), ReadOptions.Default)).Notes);
        Assert.Equal("Line 1 was taken as the names of columns; --header says otherwise.", Notes("x,y\nu,v\n"));
        Assert.Equal("Line 1 was taken as a row, not as names of columns; --header says otherwise.", Notes("abc,0.5\n0.000,0.500\n"));
        Assert.Equal("The row below the names was taken as the units of columns.", Notes("a,b\n[cm],[kg]\n1,2\n3,4\n"));
    }
}
