using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Rows that a form makes from numbers.</summary>
public class RowFormExamples
{
    private static readonly Dataset Table = Get(Dataset.Table("t", [Column.Of(3), new Column("x", new ColumnKind.Real(2, 5)), new Column("n", new ColumnKind.Count())], [2, -0.5, 7, double.NaN, double.NaN, double.NaN, 0, 1.25, 0]));

    private static readonly Dataset Images = Get(Dataset.Create("i", DataShape.Pixels(2, 1), 3, 4, [0, 1, 2, 3, -1, 0, 3, 3, 3, 0, 0, 0]));

    private static IEnumerable<double[]> Numbers(Dataset data) => Enumerable.Range(0, data.Rows).Select(row => data.Row(row).ToArray());

    [Fact]
    public void Rows_of_a_data_set_make_the_same_data_set()
    {
        foreach (var data in new[] { Table, Images })
        {
            var made = Get(data.Form.Rows("made", Numbers(data)));
            Assert.Equal(("made", data.Form, data.Rows), (made.Name, made.Form, made.Rows));
            Assert.Equal(Numbers(data), Numbers(made));
            Assert.Equal(0, Get(data.Form.Rows("none", [])).Rows);
        }
    }

    [Fact]
    public void Numbers_are_copied_and_gone_through_once()
    {
        var (row, times) = (new double[] { 1, 2, 3 }, 0);
        IEnumerable<double[]> Same()
        {
            times++;
            for (var number = 0; number < 3; number++)
            {
                row[1] = number;
                yield return row;
            }
        }

        Assert.Equal([0.0, 1, 2], Numbers(Get(Table.Form.Rows("made", Same()))).Select(values => values[1]));
        Assert.Equal(1, times);
    }

    [Fact]
    public void What_is_no_row_of_the_form_is_refused()
    {
        static string Says(Dataset like, params double[][] rows) => like.Form.Rows("made", rows).Match(_ => "no error", error => error.Explain());
        Assert.Equal("'made' has the shape 2 values in row 1; expected 3 values a row", Says(Table, [1, 2, 3], [1, 2]));
        Assert.Equal("'made' has the shape 4 values in row 0; expected 3 values a row", Says(Table, [1, 2, 3, 4]));
        Assert.Contains("'made' has the value 3 at row 1, variable 0", Says(Table, [2, 0, 0], [3, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("'made' has the value 4 at row 0, variable 1", Says(Images, [0, 0, 0, 0, 0, 4]), StringComparison.Ordinal);
    }
}
