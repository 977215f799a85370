using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Columns of rows for a model are found by heading: in any order, some absent, others left alone.</summary>
public class MatchingLaws
{
    private static readonly RowForm Form = Get(Table.Of(Enumerable.Range(0, 40).Select(row => new { grade = $"{"ABC"[row % 3]}", income = (row * row * 0.7) + 0.05, approved = row % 2 == 0 }))).Form;

    private static Dataset Read(string text, ReadOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return Get(CsvTable.Read(folder.Write("t.csv", Text(text)), (options ?? ReadOptions.Default).Like(Form)));
    }

    private static string Says(string text, HeaderKind header = HeaderKind.Present)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", Text(text));
        return Explain(CsvTable.Read(path, ReadOptions.Default.Like(Form) with { Header = header }), path);
    }

    [Fact]
    public void Order_does_not_matter()
    {
        var (one, other) = (Read("grade,income,approved\nB,58.1,true\n"), Read("approved,grade,income\ntrue,B,58.1\n"));
        Assert.Equal(one.Row(0).AsEnumerable(), other.Row(0).AsEnumerable());
        Assert.Equal(Form, other.Form);
        Assert.Empty(other.Notes);
    }

    [Fact]
    public void Absent_columns_are_not_observed_and_others_are_left_alone()
    {
        var data = Read("note,grade,approved\nhello,B,false\n");
        Assert.Equal(["B", "", "false"], data.Texts(0).ToArray());
        Assert.Equal(["it has no column 'income', which is taken as not observed in all rows", "column 'note' is not one of the model, and was left alone"], data.Notes.ToArray());
        Assert.Equal(["", "", "false"], Read("grade,approved\nB,false\n", ReadOptions.Default.WithIgnored("grade")).Texts(0).ToArray());
    }

    [Fact]
    public void Several_columns_are_told_of_as_several()
    {
        Assert.Equal(["it has no columns 'grade', 'income', which are taken as not observed in all rows", "columns 'id', 'note' are not of the model, and were left alone"], Read("id,approved,note\n1,true,x\n").Notes.ToArray());
        var one = ReadOptions.Default.Like(Form.Take([1]));
        using var folder = new TemporaryFolder();
        var path = folder.Write("one.csv", Text("x,y\n1,2\n"));
        Assert.Equal($"'{path}' cannot be read: it has no column of the model, but 'x', 'y'; expected 'income'", CsvTable.Read(path, one).Match(_ => "no error", error => error.Explain()));
    }

    [Fact]
    public void A_table_without_headings_goes_by_place() => Assert.Equal(["B", "58.10", "false"], Read("B,58.1,false\n", ReadOptions.Default with { Header = HeaderKind.Absent }).Texts(0), (left, right) => left == right || left.StartsWith(right, StringComparison.Ordinal));

    [Fact]
    public void A_table_that_shares_no_column_is_refused()
    {
        Assert.Equal("'FILE' cannot be read: it has no column of the model, but 'x', 'y'; expected some of 'grade', 'income', 'approved'", Says("x,y\n1,2\n"));
        Assert.Equal("'FILE' cannot be read: it has 2 column(s) without headings; expected the 3 columns of the model in their order, 'grade', 'income', 'approved', or headings", Says("B,58.1\n", HeaderKind.Absent));
    }

    [Fact]
    public void Columns_without_headings_keep_their_places_when_one_is_left_out()
    {
        using var folder = new TemporaryFolder();
        var options = ReadOptions.Default with { Header = HeaderKind.Absent };
        var data = Get(CsvTable.Read(folder.Write("t", Text(string.Concat(Enumerable.Range(0, 40).Select(row => $"key{row},{row % 4},x{row % 2}\n")))), options));
        Assert.Equal(["x1", "x2"], data.Columns.Select(column => column.Name));
        Assert.Equal(["3", "x1"], Get(CsvTable.Read(folder.Write("u", Text("other,3,x1\n")), options.Like(data.Form))).Texts(0).ToArray());
    }

    [Fact]
    public void A_column_without_a_heading_among_others_is_found_by_its_place_and_by_x_and_its_number()
    {
        using var folder = new TemporaryFolder();
        Dataset Read(string text, ReadOptions options) => Get(CsvTable.Read(folder.Write("t", Text(text)), options with { Header = HeaderKind.Present }));
        var data = Read(",a,b\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"{row % 3},{row % 2}.5,{row % 5}.25\n")), ReadOptions.Default);
        Assert.Equal("x0|a|b", string.Join('|', data.Form.Headings));
        foreach (var text in new[] { ",a,b\n2,1.5,0.25\n", "x0,a,b\n2,1.5,0.25\n", "b,a,x0\n0.25,1.5,2\n" })
        {
            var found = Read(text, ReadOptions.Default.Like(data.Form));
            Assert.Equal(["2", "1.5", "0.25"], found.Texts(0).ToArray());
            Assert.Empty(found.Notes);
        }
    }

    [Fact]
    public void Rows_in_memory_are_matched_alike()
    {
        var rows = Get(Table.Of([new { income = 58.15, note = "hello", grade = "B" }, new { income = 1.5, note = "x", grade = "C" }]));
        var found = RowRecoding.Of(rows, Form).Bind(recoding => recoding.All()).Match(data => data, error => throw new InvalidOperationException(error.Explain()));
        Assert.Equal(["B", "58.15", ""], found.Texts(0).ToArray());
        Assert.Equal(Form, found.Form);
        Assert.Equal("there are no columns 'a', 'b'; expected some of 'grade', 'income', 'approved'", RowRecoding.Of(Get(Table.Of([new { a = 1, b = 2 }, new { a = 2, b = 3 }])), Form).Match(_ => "no error", error => error.Explain()));
    }
}
