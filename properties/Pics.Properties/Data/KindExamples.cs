using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>What columns are taken as, by what their cells are and by how many there are.</summary>
public class KindExamples
{
    private static Dataset Read(IEnumerable<string> cells, Func<ReadOptions, ReadOptions>? options = null)
    {
        using var folder = new TemporaryFolder();
        var text = "a;b\n" + string.Concat(cells.Select((cell, row) => $"{cell};{(row % 3) * 0.5}\n"));
        return Get(CsvTable.Read(folder.Write("t.csv", Text(text)), (options ?? (read => read))(ReadOptions.Default with { Header = HeaderKind.Present })));
    }

    private static Column Only(IEnumerable<string> cells, Func<ReadOptions, ReadOptions>? options = null) => Read(cells, options).Columns[0];

    private static string Labels(Column column) => column.Kind is ColumnKind.Categorical categorical ? string.Join('|', categorical.Labels) : column.Kind.Label;

    private static IEnumerable<string> Cycle(int rows, params string[] cells) => Enumerable.Range(0, rows).Select(row => cells[row % cells.Length]);

    private static IEnumerable<string> Spread(int rows, Func<double, string> write) => Enumerable.Range(0, rows).Select(row => write((row * 37 % 101) + (row * 0.25)));

    [Fact]
    public void Labels_are_texts_as_they_are_written()
    {
        Assert.Equal("007|7", Labels(Only(Cycle(30, "007", "7"))));
        Assert.Equal("00501|02134|10001", Labels(Only(Cycle(30, "02134", "00501", "10001"))));
        Assert.Equal("9007199254740992|9007199254740993", Labels(Only(Cycle(30, "9007199254740993", "9007199254740992"))));
        Assert.Equal("1|2|10", Labels(Only(Cycle(30, "10", "2", "1"))));
        Assert.Equal("1.0|2.0", Labels(Only(Cycle(30, "2.0", "1.0"))));
        Assert.Equal("1|2", Labels(Only(Cycle(30, "2.0", "1.0", "1"))));
        Assert.False(Only(Cycle(30, "007", "7")).HasNumbers);
        Assert.True(Only(Cycle(30, "10", "2", "1")).HasNumbers);
    }

    [Theory]
    [InlineData("no|yes", "yes", "no")]
    [InlineData("N|Y", "Y", "N")]
    [InlineData("false|true", "true", "false")]
    [InlineData("nein|ja", "ja", "nein")]
    [InlineData("0|1", "1", "0")]
    [InlineData("no|perhaps|yes", "yes", "no", "perhaps")]
    public void No_comes_before_yes(string labels, params string[] cells) => Assert.Equal(labels, Labels(Only(Cycle(30, cells))));

    [Fact]
    public void Whole_numbers_are_categories_where_each_has_several_rows()
    {
        Assert.Equal("12 values", Only(Enumerable.Range(0, 60).Select(row => $"{row % 12}")).Kind.Label);
        Assert.Equal("real numbers", Only(Enumerable.Range(0, 60).Select(row => $"{543 + (row * row % 53 * 5)}")).Kind.Label); // 60 rows with many different numbers
        Assert.Equal("0|1", Labels(Only(["0", "1", "1"])));
        Assert.Equal("real numbers", Only(["0", "1", "2"]).Kind.Label);
        Assert.Equal(new CellForm.Number(0, NumberNotation.Plain), Only(Enumerable.Range(0, 90).Select(row => $"{row * row % 83}")).Form);
    }

    [Fact]
    public void Numbers_have_their_decimals_and_their_range()
    {
        var column = Only(Spread(40, number => FormattableString.Invariant($"{number:F2}")));
        Assert.Equal((new CellForm.Number(2, NumberNotation.Plain), (0.0, 107.5)), (column.Form, column.Range!.Value));
        Assert.Equal("12.50", column.Form.Write(12.5));
        Assert.Equal("12.346", Only(["1.5", "2.345", "7"]).Form.Write(12.346));
        Assert.Equal("12.5", Only(["1.5", "2.345", "7"]).Form.Write(12.5));
        Assert.Equal("47.0", Only(Spread(40, number => FormattableString.Invariant($"{Math.Floor(number * 3)}.0"))).Form.Write(47));
        Assert.Equal(CellForm.Plain, Only(["0.12345678", "2.3", "7"]).Form);
    }

    [Fact]
    public void Words_among_numbers_are_said_or_asked_about()
    {
        var temperatures = Enumerable.Range(0, 90).Select(row => row % 7 == 0 ? "unknown" : FormattableString.Invariant($"{10 + (row * 0.37):F2}"));
        var data = Read(temperatures);
        Assert.IsType<ColumnKind.Real>(data.Columns[0].Kind);
        Assert.Equal(13, Enumerable.Range(0, data.Rows).Count(row => data.Text(row, 0).Length == 0));
        Assert.Contains("'unknown' was taken as not observed, in 13 cells of 'a'", data.Notes);
        using var folder = new TemporaryFolder();
        var path = folder.Write("t", Text("a\n" + string.Join('\n', temperatures).Replace("unknown", "broken", StringComparison.Ordinal)));
        var options = ReadOptions.Default with { Header = HeaderKind.Present };
        Assert.Equal("'FILE' cannot be read: line 2, column 'a' has the word 'broken' (13 cells) where all others are numbers; expected numbers, or --missing broken to take it as not observed, --kinds a=categorical to take all as texts, --ignore a, or a schema that says its kind", Explain(CsvTable.Read(path, options), path));
        Assert.IsType<ColumnKind.Real>(Get(CsvTable.Read(path, options.WithMissing("broken"))).Columns[0].Kind);
        Assert.IsType<ColumnKind.Categorical>(Get(CsvTable.Read(path, options.WithKind("a", TableColumnKind.Categorical))).Columns[0].Kind);
        Assert.Equal("1|2|3|unknown", Labels(Only(Cycle(40, "1", "2", "3", "unknown"))));
    }

    [Theory]
    [InlineData("{0:F2}", "{0:F2}*", 25)] // marks of footnotes
    [InlineData("{0:F2}", "<{0:F2}", 50)]
    [InlineData("1,{0:000}.25", "ca. 1,{0:000}", 12)]
    [InlineData("{0:F0}", "none{0:F0}", 20)]
    public void Numbers_with_many_different_words_are_asked_about(string number, string word, int part)
    {
        var cells = Enumerable.Range(0, 100).Select(row => string.Format(System.Globalization.CultureInfo.InvariantCulture, row % 100 < part ? word : number, 100 + (row * row % 1009 * 0.75))).ToList();
        using var folder = new TemporaryFolder();
        foreach (var repeated in new[] { 1, 3 }) // as keys of rows, and each several times
        {
            var path = folder.Write("t", Text("a;b\n" + string.Concat(Enumerable.Repeat(cells, repeated).SelectMany(same => same).Select((cell, row) => $"{cell};x{row % 2}\n"))));
            var sentence = Explain(CsvTable.Read(path, ReadOptions.Default with { Header = HeaderKind.Present }), path);
            Assert.Matches("^'FILE' cannot be read: line \\d+, column 'a' has the words '.*' .* and others where all others are numbers; expected numbers, or --missing .* --missing .* and so on to take them as not observed, --kinds a=categorical", sentence);
            Assert.Equal(2, Get(CsvTable.Read(path, (ReadOptions.Default with { Header = HeaderKind.Present }).WithKind("a", TableColumnKind.Categorical))).Variables);
        }
    }

    [Fact]
    public void Few_numbers_and_words_are_texts_and_that_is_said()
    {
        const string Said = "column 'a' was read as texts, though 38 of its 40 cells are numbers; --missing Total takes such a text as not observed, and --kinds a=categorical says that all are texts";
        var cells = Enumerable.Range(0, 40).Select(row => row > 37 ? "Total" : $"{row % 9 * 1000}").ToList();
        Assert.Contains(Said, Read(cells).Notes);
        Assert.DoesNotContain(Said, Read(cells, options => options.WithKind("a", TableColumnKind.Categorical)).Notes);
        Assert.Equal("real numbers", Only(cells, options => options.WithMissing("Total")).Kind.Label);
        Assert.DoesNotContain(Read(Cycle(40, "small", "large", "7")).Notes, note => note.Contains("read as texts", StringComparison.Ordinal));
    }

    [Fact]
    public void Codes_with_letters_in_some_are_no_numbers_with_mistakes()
    {
        var tickets = Enumerable.Range(0, 90).Select(row => row % 3 == 0 ? $"PC {17000 + (row * 7)}" : $"{110000 + (row * row % 83 * 11)}");
        Assert.DoesNotContain(Read(tickets).Notes, note => note.Contains("numbers", StringComparison.Ordinal));
        Assert.Equal("007|012|A1", Labels(Only(Cycle(30, "007", "012", "A1"))));
    }

    [Fact]
    public void Known_words_are_not_observed_and_given_ones_are_added()
    {
        var data = Read(["3.5", "NA", "", "n/a", "#N/A", "<NA>", "NaN", "null", "None", "NaT", "nil", "missing", "-", ".", "--", "?", "-999", "2.5"], options => options.WithMissing("-999"));
        Assert.Equal(["3.5", "2.5"], Enumerable.Range(0, data.Rows).Select(row => data.Text(row, 0)).Where(text => text.Length > 0));
        Assert.Contains("'-999' was taken as not observed, in 1 cell of 'a'", data.Notes);
        Assert.Equal(Arr.create("-999"), data.Columns[0].Missing);
        Assert.Equal("cook|none", Labels(Only(Cycle(20, "none", "cook", "NA"))));
    }

    [Theory]
    [InlineData("user{0:D3}")]
    [InlineData("{0}")]
    [InlineData("{0}@example.org")]
    [InlineData("9007199254{0:D8}")]
    [InlineData("name {0}")]
    public void Identifiers_are_left_out_unless_they_are_kept(string form)
    {
        var cells = Enumerable.Range(1, 50).Select(row => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, row)).ToList();
        var data = Read(cells);
        Assert.Equal(["b"], data.Columns.Select(column => column.Name));
        Assert.Contains("column 'a' was left out, as nearly every row has a value of its own (50 in 50); --keep a keeps it", data.Notes);
        Assert.Equal(2, Read(cells, options => options.WithKept("a")).Variables);
        Assert.Equal(2, Read(cells, options => options.WithKept("*")).Variables);
        Assert.Equal(2, Read(cells.Take(15)).Variables);
    }

    [Fact]
    public void Numbers_of_their_own_in_each_row_are_no_identifiers_where_they_could_be_measured()
    {
        Assert.Equal(2, Read(Enumerable.Range(1, 50).Select(row => $"{row * row * 977}")).Variables);
        Assert.Equal(2, Read(Enumerable.Range(1950, 50).Select(row => $"{row}")).Variables);
        Assert.Equal(2, Read(Enumerable.Range(1, 50).Select(row => FormattableString.Invariant($"{row}.5"))).Variables);
        using var folder = new TemporaryFolder();
        var path = folder.Write("t", Text("order_id,b\n" + string.Concat(Enumerable.Range(1, 50).Select(row => $"{row * row * 977},x{row % 2}\n"))));
        Assert.Equal(["b"], Get(CsvTable.Read(path, ReadOptions.Default with { Header = HeaderKind.Present })).Columns.Select(column => column.Name));
    }

    [Fact]
    public void Constants_and_empty_columns_are_left_out()
    {
        var constant = Read(Cycle(30, "x"));
        Assert.Equal(["b"], constant.Columns.Select(column => column.Name));
        Assert.Contains("column 'a' was left out, as it is 'x' wherever it is observed; --keep a keeps it", constant.Notes);
        Assert.Equal(2, Read(Cycle(30, "x"), options => options.WithKept("a")).Variables);
        Assert.Contains("column 'a' was left out, as it is observed in no row", Read(Cycle(30, "", "NA")).Notes);
        Assert.Contains(Read(Enumerable.Range(0, 400).Select(row => row == 7 ? "y" : "x")).Notes, note => note.StartsWith("column 'a' is 'x' in 399 of 400 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_are_left_out_by_name_and_wrong_names_are_said()
    {
        Assert.Equal(["b"], Read(Cycle(9, "x", "y"), options => options.WithIgnored("a")).Columns.Select(column => column.Name));
        Assert.Equal(["b"], Read(Cycle(9, "x", "y"), options => options.WithIgnored("#0")).Columns.Select(column => column.Name));
        Assert.Equal(["b"], Read(Cycle(9, "x", "y"), options => options.WithKind("a", TableColumnKind.Ignored)).Columns.Select(column => column.Name));
        using var folder = new TemporaryFolder();
        var path = folder.Write("t", Text("age,job\n1,x\n2,y\n"));
        Assert.Equal("'FILE' cannot be read: it has no column 'jobs', which is to be left out; expected 'job'", Explain(CsvTable.Read(path, ReadOptions.Default.WithIgnored("jobs")), path));
        var letters = folder.Write("letters", Text("a,b,c,d\n1,2,1,2\n2,1,2,1\n"));
        Assert.Equal("'FILE' cannot be read: it has no column 'q', which is to be left out; expected one of 4, as 'a' or 'b' or 'c'", Explain(CsvTable.Read(letters, ReadOptions.Default.WithIgnored("q")), letters));
        Assert.Equal("'FILE' cannot be read: it has no column 'height', which is to be given a kind; expected 'age', 'job'", Explain(CsvTable.Read(path, ReadOptions.Default.WithKind("height", TableColumnKind.Real)), path));
    }

    [Fact]
    public void Wishes_are_heard_before_kinds_are_fixed()
    {
        var calls = Enumerable.Range(0, 60).Select(row => $"{(row % 2 == 0 ? 0 : 100 + (row % 9))}").ToList();
        Assert.Equal("10 values", Only(calls).Kind.Label);
        Assert.Equal("counts", Only(calls, options => options.WithKind("a", TableColumnKind.Count)).Kind.Label);
        Assert.Equal("real numbers", Only(calls, options => options.WithKind("a", TableColumnKind.Real)).Kind.Label);
        var levels = Only(calls, options => options.WithKind("#0", TableColumnKind.Levels));
        Assert.Equal(("109 values", true), (levels.Kind.Label, levels.IsOrdered));
        Assert.True(Only(Cycle(20, "low", "high"), options => options.WithKind("a", TableColumnKind.Ordinal)).IsOrdered);
        using var folder = new TemporaryFolder();
        var path = folder.Write("t", Text("a\n1\nx\n2.5\n"));
        string Says(TableColumnKind kind) => Explain(CsvTable.Read(path, ReadOptions.Default.WithKind("a", kind) with { Header = HeaderKind.Present }), path);
        Assert.Equal("'FILE' cannot be read: line 3, column 'a' has 'x'; expected a number", Says(TableColumnKind.Real));
        Assert.Equal("'FILE' cannot be read: line 3, column 'a' has 'x'; expected a whole number from 0 to 2147483646", Says(TableColumnKind.Count));
        Assert.Equal("'FILE' cannot be read: line 3, column 'a' has 'x'; expected whole numbers, as each from the least to the largest one is to have a probability", Says(TableColumnKind.Levels));
        Assert.Equal("'FILE' cannot be read: line 4, column 'a' has '2.5' as a third value; expected two, as its kind is boolean", Says(TableColumnKind.Boolean));
        Assert.Equal("'FILE' cannot be read: line 2, column 'a' has '1'; expected dates or times of one pattern, as its kind is date", Says(TableColumnKind.Date));
    }

    [Fact]
    public void Very_many_different_numbers_are_looked_at_twice()
    {
        var cells = Enumerable.Range(0, 5000).Select(row => row switch { 4500 => "unknown", 4800 => "70000.125", _ => $"{row * 7919 % 50021}.5" }).ToList();
        var data = Read(cells);
        Assert.Equal((new CellForm.Number(3, NumberNotation.Plain) { Shown = 1 }, 70000.125), (data.Columns[0].Form, data.Columns[0].Range!.Value.Largest));
        Assert.Equal(["", "70000.125"], new[] { data.Text(4500, 0), data.Text(4800, 0) });
        using var folder = new TemporaryFolder();
        var path = folder.Write("t", Text("a\n" + string.Join('\n', cells).Replace("unknown", "broken", StringComparison.Ordinal)));
        Assert.StartsWith("'FILE' cannot be read: line 4502, column 'a' has the word 'broken' (1 cell)", Explain(CsvTable.Read(path, ReadOptions.Default with { Header = HeaderKind.Present }), path), StringComparison.Ordinal);
        Assert.Equal(["b"], Read(Enumerable.Range(0, 5000).Select(row => $"{row * 7919 % 50021}")).Columns.Select(column => column.Name)); // no two alike in so narrow a range
    }
}
