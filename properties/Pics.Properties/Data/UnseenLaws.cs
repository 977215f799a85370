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
}
