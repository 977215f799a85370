using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Numbers as people write them.</summary>
public class NotationLaws
{
    private static readonly NumberNotation[] All =
    [
        .. from signs in new (char Point, char? Group)[] { ('.', null), (',', null), ('.', ','), (',', '.'), ('.', ' '), (',', '\u00A0'), ('.', '\'') }
           from around in new[] { ("", ""), ("$", ""), ("", " \u20AC"), ("EUR ", ""), ("", "%"), ("", " kg") }
           from negative in Enum.GetValues<NegativeSign>()
           select new NumberNotation(signs.Point, signs.Group, around.Item1, around.Item2) { Negative = negative },
    ];

    private static Column Learn(char? sign, params IEnumerable<string> cells)
    {
        var learner = new ColumnLearner("a", 0, CellType.Unknown, sign, default, ReadOptions.Default);
        foreach (var cell in cells) learner.See(cell);
        Assert.False(learner.NeedsNumbers());
        return learner.Learn().Column!;
    }

    [Property(MaxTest = 2000)]
    public void What_is_written_is_read_back(byte notation, double number, byte decimals, int cents)
    {
        var signs = All[notation % All.Length];
        foreach (var one in new[] { double.IsFinite(number) ? number : 0, cents / 100.0, cents * 1e15, number > 0 ? 1 / number : 0 }.Where(double.IsFinite))
            Assert.Equal(one == 0 ? 0 : one, signs.Read(signs.Write(one, decimals % 7)));
    }

    [Theory]
    [InlineData("1,234.50", '.', ',')]
    [InlineData("1.234,50", ',', '.')]
    [InlineData("1 234,50", ',', ' ')]
    [InlineData("1'234.50", '.', '\'')]
    [InlineData("1234,50", ',', null)]
    public void Signs_are_told_from_the_column(string cell, char point, char? group)
    {
        var others = Enumerable.Range(0, 40).Select(row => new NumberNotation(point, group, "", "").Write(row * 977.25, 2));
        var column = Learn(null, [cell, .. others]);
        Assert.Equal(new CellForm.Number(2, new(point, group, "", "")), column.Form);
        Assert.Equal(1234.5, column.Form.Read(cell));
        Assert.Equal(cell, column.Form.Write(1234.5));
    }

    [Theory]
    [InlineData("$1,234.50", 1234.5, "-$7.25")]
    [InlineData("1.234,50 \u20AC", 1234.5, "-7,25 \u20AC")]
    [InlineData("EUR 12,5", 12.5, "-EUR 7,25")]
    [InlineData("12.5%", 12.5, "-7.25%")]
    [InlineData("12.5 kg", 12.5, "-7.25 kg")]
    [InlineData("(12.50)", -12.5, "(7.25)")]
    [InlineData("12.50-", -12.5, "7.25-")]
    [InlineData("\u221212.5 \u00B0C", -12.5, "-7.25 \u00B0C")]
    public void What_stands_around_numbers_stays(string cell, double number, string other)
    {
        var column = Learn(null, cell, other, cell.Replace("12", "18", StringComparison.Ordinal));
        Assert.IsType<ColumnKind.Real>(column.Kind);
        Assert.Equal(number, column.Form.Read(cell)!.Value, 1e-12);
        Assert.Equal(-7.25, column.Form.Read(other));
        Assert.Equal(other, column.Form.Write(-7.25));
    }

    [Fact]
    public void A_comma_before_three_digits_everywhere_stands_between_thousands_unless_the_table_says_otherwise()
    {
        var cells = Enumerable.Range(0, 40).Select(row => $"{1 + row},{(100 + (row * 7) % 900):D3}").ToList();
        using var folder = new TemporaryFolder();
        var data = Get(CsvTable.Read(folder.Write("t", Text("a;b\n" + string.Concat(cells.Select((cell, row) => $"{cell};x{row % 2}\n")))), ReadOptions.Default with { Header = HeaderKind.Present }));
        Assert.Equal(1.1, data.Columns[0].Range!.Value.Least); // where semicolons are between the cells
        Assert.Contains(data.Notes, note => note.Contains("The comma of numbers such as 1,234 was taken as their decimal sign; --decimal says otherwise", StringComparison.Ordinal));
        data = Get(CsvTable.Read(folder.Write("t", Text("a,b\n" + string.Concat(cells.Select((cell, row) => $"\"{cell}\",x{row % 2}\n")))), ReadOptions.Default with { Header = HeaderKind.Present }));
        Assert.Equal(1100, data.Columns[0].Range!.Value.Least);
        Assert.Contains(data.Notes, note => note.Contains("'a' has numbers as 1,100, in which ',' was taken to stand between thousands", StringComparison.Ordinal));
        Assert.Equal(1.1, Learn(',', cells).Range!.Value.Least);
        Assert.Equal(1100, Learn(',', cells.Select(cell => cell.Replace(',', '.'))).Range!.Value.Least);
        Assert.Equal(1.1, Learn(null, cells.Select(cell => cell.Replace(',', '.'))).Range!.Value.Least);
        Assert.Equal(0.5, Learn(',', "0.5", "1.25", "3.75").Range!.Value.Least);
    }

    [Fact]
    public void Commas_between_millions_are_none_before_decimals_anywhere_and_nothing_else_is_said()
    {
        using var folder = new TemporaryFolder();
        var data = Get(CsvTable.Read(folder.Write("t", Text("a;b\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{1 + row},{(100 + (row * 7)) % 900 + 99:D3}{(row % 2 == 0 ? ",250" : "")};x{row % 2}\n")))), ReadOptions.Default with { Header = HeaderKind.Present }));
        Assert.Equal((2206.0, 59_605_250.0), (data.Columns[0].Range!.Value.Least, data.Columns[0].Range!.Value.Largest));
        Assert.DoesNotContain(data.Notes, note => note.Contains("decimal sign", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("12,34.5")]
    [InlineData("1.2.3")]
    [InlineData("1,23,456")]
    [InlineData("10-20")]
    [InlineData("$5 \u20AC6")]
    [InlineData("A12")]
    [InlineData("0,123.5")]
    public void Other_texts_stay_texts(string cell) => Assert.IsType<ColumnKind.Categorical>(Learn(null, cell, "3.5", "1,234.5", "x").Kind);

    [Fact]
    public void Questions_take_numbers_in_digits_with_a_point_too()
    {
        var column = new Column("price", new ColumnKind.Real(0, 1)) { Form = new CellForm.Number(2, new(',', '.', "", " \u20AC")) };
        Assert.Equal(1234.5, column.Value("1.234,50 \u20AC"));
        Assert.Equal(3.5, column.Value("3.5"));
        Assert.Equal("1.234,50 \u20AC", column.Text(1234.5));
        Assert.Null(TableCells.Encoder(column)("3.5"));
        Assert.Equal(1234.5, column.Value("1234,5"));
        Assert.Equal(1500, column.Value("1.500"));
        Assert.Null(column.Value("5 $"));
        Assert.Null((column with { Form = new CellForm.Number(2, new(',', null, "", "")) }).Value("1.500")); // one and a half, or as many thousands
        Assert.Equal(1.25, (column with { Form = new CellForm.Number(2, new(',', null, "", "")) }).Value("1.25"));
    }

    [Fact]
    public void Questions_find_labels_of_numbers_without_their_blanks_and_tables_do_not()
    {
        var column = new Column("rate", new ColumnKind.Categorical(5, Prelude.Array("5 %", "50 %", "1 kg", "1kg", "New York")));
        double? Asked(string text) => QueryText.Value(new(new(0, "rate", true, true), 0, text), new(0, 0), column).MatchUnsafe<double?>(found => found.Value, _ => null);
        Assert.Equal([0, 0, 1, 2], new[] { "5%", " 5 %", "50%", "1 kg" }.Select(Asked));
        Assert.All(new[] { "5", "6%", "1  kg", "NewYork" }, text => Assert.Null(Asked(text)));
        Assert.Null(column.Value("5%"));
    }

    [Theory]
    [InlineData('\u2212')]
    [InlineData('\u2013')]
    public void The_minus_of_print_is_a_minus_before_plain_numbers_too(char minus)
    {
        string[] typed = ["-10.25", "3.5", "-1.5", "0.75", "-2e3"];
        var (column, plain) = (Learn(null, typed.Select(cell => cell.Replace('-', minus))), Learn(null, typed));
        Assert.Equal(plain, column);
        Assert.Equal(typed.Select(cell => plain.Form.Read(cell)), typed.Select(cell => column.Form.Read(cell.Replace('-', minus))));
        Assert.Equal(-1.5, column.Form.Read("-1.5"));
        Assert.Equal(-10.25, Learn('.', $"{minus}10.25", "-3.5", "7").Range!.Value.Least);
        Assert.Equal("-1|0|1".Replace('-', minus), string.Join('|', ((ColumnKind.Categorical)Learn(null, Enumerable.Range(0, 30).Select(row => row % 3 == 0 ? $"{minus}1" : $"{row % 2}")).Kind).Labels));
        Assert.IsType<ColumnKind.Categorical>(Learn(null, $"1{minus}2", $"3{minus}4", "x").Kind);
    }

    [Theory]
    [InlineData("2,443E+0{0}", "2,443E+00")]
    [InlineData("2.{0}43D+03", "2.043D+03")]
    [InlineData("\uFF11\uFF12.{0}", "\uFF11\uFF12.0")]
    [InlineData("1{0},40,746", "10,40,746")]
    [InlineData("USD 1{0}.5|EUR 1{0},5|CHF 1{0}.5", "USD 10.5")]
    [InlineData("\u0661\u066B{0}", "\u0661\u066B0")]
    public void Numbers_in_notations_that_are_not_read_are_said(string form, string first)
    {
        using var folder = TemporaryFolder.InMemory();
        var notes = string.Join(' ', Get(CsvTable.Read(folder.Write("t", Text("a;b\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, form.Split('|')[row % form.Split('|').Length], row % 10)};{row % 4 * 0.5}\n")))), ReadOptions.Default with { Header = HeaderKind.Present })).Notes);
        Assert.Contains($"column 'a' was read as texts, though its cells look like numbers in no one notation that is read, as '{first}'", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_whole_numbers_with_signs_are_labels_in_their_order() =>
        Assert.Equal("5 %|50 %|100 %", ((ColumnKind.Categorical)Learn(null, Enumerable.Range(0, 30).Select(row => (string[])["100 %", "5 %", "50 %"]).SelectMany(cells => cells)).Kind).Labels.Aggregate((left, right) => $"{left}|{right}"));
}
