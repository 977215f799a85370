using System.Globalization;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class CsvLaws
{
    private const string People = "age,job,wage\n30,cook,1.5\n41,\"smith, black\",2.5\n?,cook,\n30,\"a \"\"b\"\"\",3.5\n";

    private static Dataset Table(string text, ReadOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return Get(CsvTable.Read(folder.Write("t.csv", Text(text)), options ?? ReadOptions.Default));
    }

    private static string Says(string text, ReadOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", Text(text));
        return Explain(CsvTable.Read(path, options ?? ReadOptions.Default), path);
    }

    private static string Kinds(Dataset data) => string.Join("; ", data.Columns.Select(column => $"{column.Name}: " + column.Kind.Match(
        categorical => string.Join('|', categorical.Labels),
        _ => "count",
        real => string.Create(CultureInfo.InvariantCulture, $"real {real.Centre} {real.Scale:F4}"),
        binned => binned.Label)));

    [Fact]
    public void Kinds_labels_and_missing_cells_are_found()
    {
        var data = Table(People);
        Assert.Equal("age: 30|41; job: a \"b\"|cook|smith, black; wage: real 2.5 0.8165", Kinds(data));
        Assert.Equal((4, 3), (data.Rows, data.Variables));
        Assert.Equal([0, 1, -Math.Sqrt(1.5), 1, 2, 0, double.NaN, 1, double.NaN, 0, 0, Math.Sqrt(1.5)], Values(data).Select(value => Math.Round(value, 12)), (left, right) => left.Equals(right) || Math.Abs(left - right) < 1e-9);
        Assert.Equal(["41", "smith, black", "2.5"], data.Row(1).Select((value, column) => data.Columns[column].Text(value)));
        Assert.Equal(["", "cook", ""], data.Row(2).Select((value, column) => data.Columns[column].Text(value)));
        Assert.Equal(-1, ReadWhole(Table("a,b\n1,x\n,y\n"))[2]);
    }

    private static long[] ReadWhole(Dataset data)
    {
        var all = new long[data.Rows * data.Dimensions];
        for (var row = 0; row < data.Rows; row++) data.Read(row, all.AsSpan(row * data.Dimensions, data.Dimensions));
        return all;
    }

    [Theory]
    [InlineData("a;b\n1;2\n3;4\n", 2, "a: 1|3; b: 2|4")]
    [InlineData("1\t2\n3\t4\n", 2, ": 1|3; : 2|4")]
    [InlineData("1,y\n2,v\n", 2, ": 1|2; : v|y")]
    [InlineData("n\n1\n\n3\n", 3, "n: 1|3")]
    [InlineData("a,b\r\n1,\"two\r\nlines\"\r\n2,z\r\n", 2, "a: 1|2; b: two\r\nlines|z")]
    [InlineData("a,b\n 1 , x \n2,x", 2, "a: 1|2; b: x")]
    [InlineData("a\n1.0\n01\n-2\n", 3, "a: -2|01|1.0")]
    [InlineData("a\n0.5\n1\n", 2, "a: real 0.75 0.2500")]
    [InlineData("a\n0.5\n0.5\n", 2, "a: real 0.5 1.0000")]
    [InlineData("zip\n007\nb\n7\n", 3, "zip: 007|7|b")]
    public void Forms_of_tables_are_recognised(string text, int rows, string kinds)
    {
        var data = Table(text);
        Assert.Equal((rows, kinds), (data.Rows, Kinds(data)));
    }

    [Fact]
    public void Options_say_what_a_table_does_not()
    {
        Assert.Equal(": 1|2|a", Kinds(Table("a\n1\n2\n", ReadOptions.Default with { Header = HeaderKind.Absent })));
        Assert.Equal("1: 2", Kinds(Table("1\n2\n", ReadOptions.Default with { Header = HeaderKind.Present })));
        Assert.Equal("a: some", Kinds(Table("a\n?\nNA\nnone\nsome\n", ReadOptions.Default.WithMissing("none") with { Header = HeaderKind.Present })));
        var schema = new TableSchema(Arr.create(new ColumnSchema("b", TableColumnKind.Count, Arr<string>.Empty, null, null)));
        Assert.Equal("a: 1|3; b: count", Kinds(Table("a,b\n1,7\n3,9\n", ReadOptions.Default with { Schema = schema })));
        schema = new(Arr.create(new ColumnSchema("a", TableColumnKind.Real, Arr<string>.Empty, null, null), new ColumnSchema("b", TableColumnKind.Categorical, Arr<string>.Empty, null, null)));
        Assert.Equal("a: real 2 1.0000; b: 7.5|9", Kinds(Table("a,b\n1,7.5\n3,9\n", ReadOptions.Default with { Schema = schema })));
        Assert.Equal("no error", Says(string.Join('\n', Enumerable.Range(0, 100).Select(row => $"{row}")), ReadOptions.Default));
    }

    [Fact]
    public void Large_whole_numbers_are_real_unless_asked_for_as_counts()
    {
        var text = "n\n" + string.Join('\n', Enumerable.Range(0, 65).Select(number => $"{100 * number}"));
        Assert.Equal("n: real 3200 1876.1663", Kinds(Table(text)));
        Assert.Equal("n: count", Kinds(Table(text, ReadOptions.Default with { Schema = new(Arr.create(new ColumnSchema("n", TableColumnKind.Count, Arr<string>.Empty, null, null))) })));
    }

    [Fact]
    public void A_second_table_is_read_as_the_first()
    {
        var options = ReadOptions.Default with { Schema = TableSchema.Of(Table(People)) };
        var second = Table("age,job,wage\n41,cook,2.5\n", options);
        Assert.Equal([1, 1, 0], second.Row(0).ToArray());
        Assert.Equal("'FILE' cannot be read: line 3, column 'job' has 'violet'; expected one of its 3 values, or --unseen hide, which takes others as not observed", Says("age,job,wage\n41,cook,2.5\n30,violet,1\n", options));
        Assert.Equal("'FILE' cannot be read: line 2, column 'wage' has 'x'; expected a number", Says("age,job,wage\n41,cook,x\n", options));
        Assert.Equal("'FILE' cannot be read: line 2, column 'wage' has '1e999'; expected a number", Says("age,job,wage\n41,cook,1e999\n", options));
        Assert.Equal("'FILE' cannot be read: it has no column 'job'; expected it with 'age', 'wage'", Says("age,wage\n41,2.5\n", options with { Header = HeaderKind.Present }));
        Assert.Equal("'FILE' cannot be read: it has 2 column(s); expected 3 as was said of them", Says("41,2.5\n", options));
        Assert.Equal([1, 1, 0], Table("41,cook,2.5\n", options).Row(0).ToArray());
    }

    [Fact]
    public void Wrong_tables_are_refused_in_a_sentence()
    {
        Assert.Equal("'none' does not exist; expected a table in text", Explain(CsvTable.Read("none", ReadOptions.Default), "FILE"));
        Assert.Equal("'FILE' cannot be read: it has no rows; expected lines of values", Says(""));
        Assert.Equal("'FILE' cannot be read: it has no rows below its header; expected lines of values", Says("a,b\n", ReadOptions.Default with { Header = HeaderKind.Present }));
        Assert.Equal("'FILE' cannot be read: line 3 has 1 value(s); expected 2 as in the first line", Says("a,b\n1,2\n3\n"));
        Assert.Equal("'FILE' cannot be read: no column is left: column 'a' was left out, as it is observed in no row", Says("a\nNA\n-\n", ReadOptions.Default with { Header = HeaderKind.Present }));
        Assert.Equal(
            "'FILE' cannot be read: line 71, column 'a' has the word '12x' (1 cell) where all others are numbers; expected numbers, or --missing 12x to take it as not observed, --kinds a=categorical to take all as texts, --ignore a, or a schema that says its kind",
            Says("a\n" + string.Join('\n', Enumerable.Range(1, 69)) + "\n12x\n", ReadOptions.Default with { Header = HeaderKind.Present }));
        var counts = ReadOptions.Default with { Schema = new(Arr.create(new ColumnSchema("a", TableColumnKind.Count, Arr<string>.Empty, null, null))) };
        Assert.Equal("'FILE' cannot be read: line 2, column 'a' has '1.5'; expected a whole number from 0 to 2147483646, or --unseen hide, which takes others as not observed", Says("a\n1.5\n", counts));
        Assert.Equal(
            "'FILE' cannot be read: column 'a' has too many texts, or too long ones; expected at most 32767 different ones, of at most 1024 letters each",
            Says("a\n" + string.Join('\n', Enumerable.Range(1, 32768).Select(row => $"x{row}")), ReadOptions.Default.WithKept("a") with { Header = HeaderKind.Present }));
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv.gz", Gzip(Text(People))[..^3]);
        Assert.Equal("'FILE' cannot be read: its gzip data is damaged, cut short or followed by other bytes", Explain(CsvTable.Read(path, ReadOptions.Default), path));
    }

    [Property(MaxTest = 100)]
    public void Any_cells_are_read_back(NonEmptyArray<NonEmptyString> words, PositiveInt width, bool compressed, bool streamed)
    {
        using var folder = new TemporaryFolder();
        var columns = 2 + (width.Get % 3);
        var cells = words.Get.Select(word => string.Concat(word.Get.Where(letter => letter is >= ' ' and <= '~' or '\n')).Trim() is { Length: > 0 } text ? $"t{text}" : "t").ToArray();
        var rows = cells.Select((_, row) => Enumerable.Range(0, columns).Select(column => cells[(row + (column * 7)) % cells.Length]).ToArray()).ToArray();
        var text = string.Join('\n', rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))) + "\n";
        var options = (streamed ? Streamed : ReadOptions.Default).WithKept("*") with { Header = HeaderKind.Absent };
        var data = Get(CsvTable.Read(folder.Write("t", compressed ? Gzip(Text(text)) : Text(text)), options));
        Assert.Equal(streamed, data.IsStreamed);
        Assert.Equal(rows.SelectMany(row => row), Enumerable.Range(0, data.Rows).SelectMany(row => data.Row(row).Select((value, column) => data.Columns[column].Text(value))));
    }

    [Property(MaxTest = 200)]
    public void Real_numbers_are_written_as_they_were_read(NonEmptyArray<int> numbers)
    {
        var texts = numbers.Get.Select(number => (number / 1000.0).ToString(CultureInfo.InvariantCulture)).Append("0.125").ToArray();
        var data = Table("x\n" + string.Join('\n', texts));
        Assert.Equal(texts, Enumerable.Range(0, data.Rows).Select(row => data.Columns[0].Text(data.Row(row)[0])));
    }

    [Fact]
    public void Quotes_without_an_end_and_endless_lines_are_refused()
    {
        Assert.Equal("'FILE' cannot be read: line 2 has 1 value(s); expected 2 as in the first line", Says("a,b\n\"1,2\n3,4\n"));
        const string Long = "'FILE' cannot be read: it has a line longer than 16 million letters; expected a text with shorter ones, and an end to every quoted cell";
        Assert.Equal(Long, Says("a,b\n\"" + new string('x', 1 << 25)));
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv.gz", Gzip(Text("a,b\n" + new string('1', 1 << 26))));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Long, Explain(CsvTable.Read(path, ReadOptions.Default), path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 28);
        Assert.Equal("a: 1|3", Kinds(Table("\uFEFFa\n1\n3\n")));
    }

    [Fact]
    public void Damaged_tables_never_throw() =>
        Survives(1000, [Text(People), Gzip(Text(People)), Text("1,2,3\n4,5,6\n")], "t", path => CsvTable.Read(path, ReadOptions.Default));

    [Fact]
    public void Schemas_come_back_from_json()
    {
        using var folder = new TemporaryFolder();
        var schema = TableSchema.Of(Table(People));
        Assert.Equal(schema, Get(TableSchema.ReadFile(folder.Write("s.json", Text(schema.Write())))));
        string Says(string text) => Explain(TableSchema.ReadFile(folder.Write("s.json", Text(text))), folder["s.json"]);
        static string Columns(string columns) => $$"""{ "format": "pics-table", "version": 1, "columns": [{{columns}}] }""";
        const string Wrong = "'FILE' cannot be read: it does not describe the columns of a table: ";
        Assert.Equal("no error", Says(Columns("""{ "name": "n", "kind": "count" }""")));
        Assert.Equal("'FILE' does not exist; expected a JSON file with the columns of a table", Explain(TableSchema.ReadFile(folder["none"]), folder["none"]));
        Assert.Equal(Wrong + "it has format 'x' and version 1, not 'pics-table' and 1 to 3", Says("""{ "format": "x", "version": 1, "columns": [] }"""));
        Assert.Equal(Wrong + "a column is null", Says(Columns("null")));
        Assert.Equal(Wrong + "column 'n' has labels, but is not categorical", Says(Columns("""{ "name": "n", "kind": "count", "labels": ["a"] }""")));
        Assert.Equal(Wrong + "column 'n' has labels that are missing, repeated or more than 32767", Says(Columns("""{ "name": "n", "kind": "categorical", "labels": ["a", "a"] }""")));
        Assert.Equal(Wrong + "column 'n' has a centre or scale, but is not real", Says(Columns("""{ "name": "n", "kind": "count", "centre": 1 }""")));
        Assert.Equal(Wrong + "column 'n' has only one of centre and scale", Says(Columns("""{ "name": "n", "kind": "real", "centre": 1 }""")));
        Assert.Equal(Wrong + "column 'n' has a scale that is not a positive number", Says(Columns("""{ "name": "n", "kind": "real", "centre": 1, "scale": 0 }""")));
        Assert.StartsWith(Wrong, Says(Columns("""{ "name": "n", "kind": "complex" }""")));
        Survives(500, [Text(schema.Write())], "s.json", TableSchema.ReadFile);
    }

    [Theory]
    [InlineData("a,b,a\n1,x,2.5\n3,y,4.5\n", "3,x,1.5")]
    [InlineData(",b,\n1,x,2.5\n3,y,4.5\n", "3,x,1.5")]
    public void Equal_headings_are_told_apart_by_their_order(string text, string row)
    {
        using var folder = new TemporaryFolder();
        var options = ReadOptions.Default with { Header = HeaderKind.Present };
        var data = Get(CsvTable.Read(folder.Write("t", Text(text)), options));
        Get(AsData(AtomicFile.WriteText(folder["s"], TableSchema.Of(data).Write())));
        var again = options with { Schema = Get(TableSchema.ReadFile(folder["s"])) };
        Assert.Equal(data.Columns.ToArray(), Get(CsvTable.Read(folder["t"], again)).Columns.ToArray());
        var other = Get(CsvTable.Read(folder.Write("t", Text($"{text.Split('\n')[0]}\n{row}\n")), again));
        Assert.Equal(row, string.Join(',', other.Row(0).Select((value, column) => other.Columns[column].Text(value))));
    }

    [Fact]
    public void Equal_headings_must_be_as_many_as_was_said()
    {
        var column = new ColumnSchema("a", TableColumnKind.Count, Arr<string>.Empty, null, null);
        Assert.Equal("'FILE' cannot be read: it has 1 column(s) 'a'; expected 2 as was said of them", Says("a,b\n1,2\n", ReadOptions.Default with { Schema = new(Arr.create(column, column)) }));
        Assert.Equal("a: count; b: 2; a: count", Kinds(Table("a,b,a\n1,2,3\n", ReadOptions.Default with { Schema = new(Arr.create(column)) })));
    }

    private static Either<DataError, Unit> AsData(Either<ModelError, Unit> result) => result.MapLeft(error => (DataError)new DataError.Unreadable(string.Empty, error.Explain()));

    [SkippableFact]
    public void The_digits_are_a_table_of_seventeen_values()
    {
        var path = Path.Combine(OptionalFolder.Data.Path, "digits", "digits.csv.gz");
        Skip.IfNot(File.Exists(path), OptionalFolder.Data.Reason);
        var data = Get(CsvTable.Read(path, ReadOptions.Default.WithKept("*")));
        Assert.Equal((1797, 65, 17), (data.Rows, data.Variables, data.Categories));
    }
}
