using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>What is written about a row becomes what a circuit sees.</summary>
public class EvidenceLaws
{
    private static string Seen(Evidence evidence, RowForm? form = null) =>
        evidence.Resolve(form ?? People).Match(row => string.Join(' ', row.Values.Select(value => double.IsNaN(value) ? "-" : FormattableString.Invariant($"{value}"))), error => error.Explain());

    [Fact]
    public void Names_labels_and_own_units_are_looked_up()
    {
        Assert.Equal("- - - -", Seen(Evidence.Nothing));
        Assert.Equal("1 2 4 0.5", Seen(Evidence.Of("sex", "m").And("age group", 4).And("visits", 4).And("income", 34000)));
        Assert.Equal("1 2 4 0.5", Seen(Evidence.Of("#0", "m").And("age group", "4").And("x2", "4").And("income", "34e3")));
        Assert.Equal("1 2 4 0.5", Seen(Evidence.Parse("sex=m, \"age group\"=4, visits=4, income=34000")));
        Assert.Equal("- 0 - -1", Seen(Evidence.At(3, 0, 22000).AndAt(1, 0, 1)));
        Assert.Equal("1 - 7 -", Seen(Evidence.Of("sex", "m").And(Evidence.Of("visits", 7))));
        Assert.Equal("- 1 3 0", Seen(Evidence.Row([null, 2, 3, 30000])));
        Assert.Equal("- - - -", Seen(Evidence.Parse(" ")));
    }

    [Fact]
    public void Channels_are_named_as_in_questions()
    {
        var form = new RowForm([.. Enumerable.Repeat(Column.Of(4), 2)], 3, (1, 2));
        Assert.Equal("- - - 1 2 3", Seen(Evidence.Of("x1.0", 1).And("#1.1", "2").AndAt(1, 2, 3), form));
        Assert.Equal("0 1 - - 2 3", Seen(Evidence.Row([0, 1, null, null, 2, 3]), form));
        Assert.Equal("'x1' does not name one of the 3 channels of its column; expected '.0' to '.2' at its end", Seen(Evidence.Of("x1", 1), form));
        Assert.Equal("'#0.3' does not name one of the 3 channels of its column; expected '.0' to '.2' at its end", Seen(Evidence.At(0, 3, 1), form));
    }

    [Fact]
    public void Making_never_fails_and_looking_up_says_what_is_wrong()
    {
        Assert.Equal("there is no column 'sexe'; expected sex", Seen(Evidence.Of("sexe", "f")));
        Assert.Equal("there is no column '#9.0'; expected sex or \"age group\" or visits or income", Seen(Evidence.At(9, 0, 1)));
        Assert.Equal("'sex' cannot be 'x'; expected f or m", Seen(Evidence.Of("sex", "x")));
        Assert.Equal("'sex' cannot be '1'; expected f or m", Seen(Evidence.Of("sex", 1)));
        Assert.Equal("'age group' cannot be '3'; expected 1 or 2 or 4", Seen(Evidence.Of("age group", 3)));
        Assert.Equal("'visits' cannot be '-1'; expected a whole number from 0 to 2147483646", Seen(Evidence.Of("visits", -1)));
        Assert.Equal("'visits' cannot be '1.5'; expected a whole number from 0 to 2147483646", Seen(Evidence.Of("visits", 1.5)));
        Assert.Equal("'income' cannot be 'NaN'; expected a number", Seen(Evidence.Of("income", double.NaN)));
        Assert.Equal("'income' cannot be 'Infinity'; expected a number", Seen(Evidence.Of("income", double.PositiveInfinity)));
        Assert.Equal("'#0' has this value already; expected one value", Seen(Evidence.Of("sex", "f").And("#0", "f")));
        Assert.Equal("'#0' has another value already; expected one value", Seen(Evidence.Of("sex", "f").And("#0", "m")));
        Assert.Equal("a row of 3 value(s) was given; expected 4, and null where a value is not observed", Seen(Evidence.Row([1, 2, 3])));
        Assert.Equal("at character 4: expected '=' or another comparison, 'in', found the end", Seen(Evidence.Parse("sex")).Replace("a value after ", string.Empty, StringComparison.Ordinal));
        Assert.Equal("at character 5: 'sex' cannot be 'x'; expected f or m", Seen(Evidence.Parse("sex=x")));
    }

    [Fact]
    public void It_is_printed_as_it_was_written()
    {
        Assert.Equal("nothing", Evidence.Nothing.ToString());
        Assert.Equal("sex=f, visits=4, #3.0=1.5, a=1, b=2", $"{Evidence.Of("sex", "f").And("visits", 4).AndAt(3, 0, 1.5).And(Evidence.Parse("a=1, b=2"))}");
    }

    [Fact]
    public void Rows_of_a_data_set_are_seen_as_they_are()
    {
        var data = Rows(40, 3);
        Assert.All(Enumerable.Range(0, data.Rows), row => Assert.Equal(data.Row(row), Evidence.Row(data, row).Resolve(People).OrThrow().Values));
        Assert.Equal("'row of people' cannot be '40'; expected 0 to 39", Seen(Evidence.Row(data, 40)));
    }

    [Fact]
    public void Rows_with_other_labels_and_scales_are_looked_up()
    {
        Column[] columns = [new("sex", new ColumnKind.Categorical(3, Prelude.Array("x", "m", "f"))), new(string.Empty, new ColumnKind.Count()), new("visits", new ColumnKind.Categorical(8, Arr<string>.Empty)), new("income", new ColumnKind.Real(0, 1))];
        var data = Dataset.Table("other", columns, [1, 4, 7, 34000, 2, 1, 0, double.NaN, 0, 1, 0, 0, 1, 3, 0, 0]).OrThrow();
        Assert.Equal("1 2 7 0.5", Seen(Evidence.Row(data, 0)));
        Assert.Equal("0 0 0 -", Seen(Evidence.Row(data, 1)));
        Assert.Equal("'sex of row 2' cannot be 'x'; expected f or m", Seen(Evidence.Row(data, 2)));
        Assert.Equal("'age group of row 3' cannot be '3'; expected 1 or 2 or 4", Seen(Evidence.Row(data, 3)));
        Assert.Equal([1, 2, 7, 0.5, 0, 0, 0, double.NaN], DataFiles.Values(RowRecoding.Of(data.Take([0, 1]), People).Bind(recoding => recoding.All()).OrThrow()));
        Assert.Equal("1 2 7 -", Seen(Evidence.Row(Dataset.Table("other", [.. columns[..3], columns[2]], [1, 4, 7, 1]).OrThrow(), 0)));
    }

    [Fact]
    public void Values_of_rows_are_texts_and_numbers_in_own_units()
    {
        var data = Dataset.Table("people", People.Columns, [1, 2, 4, 0.1, double.NaN, 0, 0, double.NaN]).OrThrow();
        Assert.Equal(["m", "4", "4", "30800"], data.Texts(0).ToArray());
        Assert.Equal((string.Empty, "1"), (data.Text(1, 0), data.Text(1, 1)));
        Assert.Equal((4.0, 4.0, 30800.0), (data.Number(0, "age group").OrThrow(), data.Number(0, "visits").OrThrow(), data.Number(0, "income").OrThrow()));
        Assert.Equal(double.NaN, data.Number(1, "x3").OrThrow());
        Assert.Equal("'sex' has texts, which are no numbers; expected a column of numbers", data.Number(0, "sex").Match(_ => "no error", error => error.Explain()));
    }
}
