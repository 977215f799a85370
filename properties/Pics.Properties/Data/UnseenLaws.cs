using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Values that training did not see: refused, hidden, or others.</summary>
public class UnseenLaws
{
    private const string Trained = "grade,score\n";

    private static Dataset Read(string text, ReadOptions options)
    {
        using var folder = new TemporaryFolder();
        return Get(CsvTable.Read(folder.Write("t.csv", Text(text)), options with { Header = HeaderKind.Present }));
    }

    private static string Rows(IEnumerable<string> grades) => Trained + string.Concat(grades.Select((grade, row) => FormattableString.Invariant($"{grade},{row * 0.37}\n")));

    private static IEnumerable<string> Grades(int count) => Enumerable.Range(0, count).Select(row => "ABCD"[row * row % 4].ToString());

    [Fact]
    public void They_are_refused_with_what_to_do()
    {
        var form = Read(Rows(Grades(40)), ReadOptions.Default).Form;
        using var folder = new TemporaryFolder();
        var path = folder.Write("new.csv", Text("grade,score\nA,1\nE,2\n"));
        Assert.Equal("'FILE' cannot be read: line 3, column 'grade' has 'E'; expected one of its 2 values, or --unseen hide, which takes others as not observed", Explain(CsvTable.Read(path, ReadOptions.Default.Like(form)), path));
    }

    [Fact]
    public void They_are_hidden_and_counted()
    {
        var form = Read(Rows(Grades(40)), ReadOptions.Default).Form;
        var data = Read("grade,score\nA,1\nE,2\nF,3\n", ReadOptions.Default.WithUnseen(UnseenValues.Hide).Like(form));
        Assert.Equal([["A", "1.00"], ["", "2.00"], ["", "3.00"]], Enumerable.Range(0, 3).Select(row => data.Texts(row).ToArray()), (left, right) => left[0] == right[0]);
        Assert.Contains("column 'grade' has a value that training did not see in 2 cells, as 'E', taken as not observed", data.Notes);
    }

    [Fact]
    public void Others_are_a_value_of_their_own()
    {
        var options = ReadOptions.Default.WithUnseen(UnseenValues.Other);
        var data = Read(Rows(Grades(40).Concat(["X", "Y", "Z"])), options);
        Assert.Equal(("A|B|(other)", true), (string.Join('|', ((ColumnKind.Categorical)data.Columns[0].Kind).Labels), data.Columns[0].HasOther));
        Assert.Equal([2, 2, 2], Enumerable.Range(40, 3).Select(row => (int)data.Row(row)[0]));
        Assert.False(data.Columns[0].HasNumbers);
        var again = Read("grade,score\nQ,1\nA,2\n", ReadOptions.Default.Like(data.Form));
        Assert.Equal([2, 0], Enumerable.Range(0, 2).Select(row => (int)again.Row(row)[0]));
        Assert.True(double.IsNaN(Read("grade,score\nQ,1\n", ReadOptions.Default.WithUnseen(UnseenValues.Hide).Like(data.Form)).Row(0)[0]));
        var few = Read(Rows(Grades(40).Concat(["X"])), options); // too few to be put together, so the value is there without rows
        Assert.Equal("A|B|X|(other)", string.Join('|', ((ColumnKind.Categorical)few.Columns[0].Kind).Labels));
    }

    [Fact]
    public void Numbers_that_training_did_not_see_are_numbers()
    {
        var form = Read("n,b\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{543 + (row * row % 257)},x{row % 2}\n")), ReadOptions.Default).Form;
        Assert.Equal("1672", Read("n,b\n1672,x0\n", ReadOptions.Default.Like(form)).Texts(0)[0]);
    }

    [Fact]
    public void Words_for_what_is_not_observed_hold_for_new_rows_too()
    {
        var form = Read("age,b\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{(row % 5 == 0 ? -999 : 20 + (row * row % 57))},x{row % 2}\n")), ReadOptions.Default.WithMissing("-999")).Form;
        Assert.Equal(["", "x0"], Read("age,b\n-999,x0\n", ReadOptions.Default.Like(form)).Texts(0).ToArray());
        Assert.Equal(["", "x0"], Read("age,b\nunknown,x0\n", ReadOptions.Default.Like(form)).Texts(0).ToArray());
    }

    [Fact]
    public void Others_that_a_column_has_no_value_for_are_refused_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        string Says(string text, Dataset trained)
        {
            var path = folder.Write("new.csv", Text(text));
            return Explain(CsvTable.Read(path, ReadOptions.Default.WithUnseen(UnseenValues.Other).Like(trained.Form)), path);
        }

        var without = Read(Rows(Grades(40)), ReadOptions.Default);
        Assert.Equal("'FILE' cannot be read: line 2, column 'grade' has 'E'; expected one of its 2 values; the column has no value '(other)', since training was without --unseen other: train with it, or give --unseen hide, which takes others as not observed", Says("grade,score\nE,2\n", without));
        var with = Read("grade,stars\n" + string.Concat(Grades(40).Select((grade, row) => $"{grade},{row % 3}\n")), ReadOptions.Default.WithUnseen(UnseenValues.Other));
        Assert.Contains("there is no value '(other)' for 'stars', whose values are numbers: what training did not see is refused there, or hidden by --unseen hide", with.Notes);
        Assert.Equal("'FILE' cannot be read: line 3, column 'stars' has '7'; expected one of its 3 values; its values are numbers, of which none is '(other)', so --unseen hide, which takes others as not observed", Says("grade,stars\nE,2\nA,7\n", with));
    }

    [Fact]
    public void Numbers_that_a_count_cannot_be_follow_the_wish_too()
    {
        var form = Read("n,b\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{row % 5},x{row % 2}\n")), ReadOptions.Default.WithKind("n", TableColumnKind.Count)).Form;
        using var folder = new TemporaryFolder();
        var path = folder.Write("new.csv", Text("n,b\n7,x0\n2.5,x1\n-1,x1\n"));
        Assert.Equal("'FILE' cannot be read: line 3, column 'n' has '2.5'; expected a whole number from 0 to 2147483646, or --unseen hide, which takes others as not observed", Explain(CsvTable.Read(path, ReadOptions.Default.Like(form)), path));
        var hidden = Get(CsvTable.Read(path, ReadOptions.Default.WithUnseen(UnseenValues.Hide).Like(form)));
        Assert.Equal(["7", "", ""], Enumerable.Range(0, 3).Select(row => hidden.Texts(row)[0]));
        Assert.Contains("column 'n' has a value that training did not see in 2 cells, as '2.5', taken as not observed", hidden.Notes);
        Assert.Contains("has 'many'; expected a whole number", Explain(CsvTable.Read(folder.Write("word.csv", Text("n,b\nmany,x0\n")), ReadOptions.Default.WithUnseen(UnseenValues.Hide).Like(form)), path), StringComparison.Ordinal);
    }
}
