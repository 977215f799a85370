using System.Globalization;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class TableFileLaws
{
    private static readonly TableFileColumn[] Columns =
    [
        new("text", TableValue.Text), new("number", TableValue.Number), new("whole", TableValue.Whole), new("truth", TableValue.Truth),
        new("day", TableValue.Date), new("at", TableValue.DateTime), new("a \"time\"", TableValue.Time),
    ];

    private static string Explain(Either<ModelError, LanguageExt.Unit> written, string path) => written.Match(_ => "no error", error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));

    private static string[] Row(Random random)
    {
        string Some(Func<string> text) => random.Next(5) == 0 ? string.Empty : text();
        var at = new DateTime(1 + random.Next(9998), 1 + random.Next(12), 1 + random.Next(28), 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(random.Next(86400)).AddMicroseconds(random.Next(2) * random.Next(1_000_000));
        return
        [
            Some(() => random.Next(4) switch { 0 => "007", 1 => "a, \"b\"\nc", 2 => "ü€😀", _ => $"{random.Next()}" }),
            Some(() => CsvText.Number(BitConverter.Int64BitsToDouble(random.NextInt64() & ~(1L << 62)))),
            Some(() => random.NextInt64().ToString(CultureInfo.InvariantCulture)),
            Some(() => random.Next(2) == 0 ? "false" : "true"),
            Some(() => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Some(() => at.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
            Some(() => at.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        ];
    }

    [Theory]
    [InlineData(".parquet", 0)]
    [InlineData(".parquet", 1)]
    [InlineData(".parquet", 5000)]
    [InlineData(".arrow", 1)]
    [InlineData(".feather", 5000)]
    public void What_is_written_is_read_again(string ending, int rows)
    {
        var random = new Random(rows + 3);
        var cells = Enumerable.Range(0, rows).Select(_ => Row(random)).ToList();
        using var folder = new TemporaryFolder();
        var path = folder["t" + ending];
        Assert.Equal("no error", Explain(TableFile.Write(path, Columns, cells), path));
        var bytes = File.ReadAllBytes(path);
        if (rows == 0) Assert.Equal("'FILE' cannot be read: it has no rows", TypedRows.Says(path));
        else Assert.Equal(["text: Text, number: Number, whole: Number, truth: Truth, day: Date, at: DateTime, a \"time\": Time", .. cells.Select(row => string.Join('|', row))], TypedRows.Of(path));
        Assert.Equal("no error", Explain(TableFile.Write(path, Columns, cells), path));
        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_wide_table_of_several_groups_keeps_its_rows()
    {
        using var folder = new TemporaryFolder();
        const int wide = 600;
        var rows = Enumerable.Range(0, 5000).Select(row => (IReadOnlyList<string>)[.. Enumerable.Range(0, wide).Select(column => column == row % wide ? string.Empty : $"{(row * 7) + column}")]);
        Assert.Equal("no error", Explain(TableFile.Write(folder["w.parquet"], [.. Enumerable.Range(0, wide).Select(column => new TableFileColumn($"c{column}", TableValue.Number))], rows), folder["w.parquet"]));
        Assert.Equal(rows.Select(row => string.Join('|', row)), TypedRows.Of(folder["w.parquet"])[1..]);
    }

    [Fact]
    public void Many_groups_and_batches_keep_their_order()
    {
        using var folder = new TemporaryFolder();
        foreach (var ending in new[] { ".parquet", ".arrow" })
        {
            var path = folder["t" + ending];
            Assert.Equal("no error", Explain(TableFile.Write(path, [new("n", TableValue.Whole)], Enumerable.Range(0, 150_000).Select(i => (IReadOnlyList<string>)[$"{i}"])), path));
            Assert.Equal(["n: Number", .. Enumerable.Range(0, 150_000).Select(i => $"{i}")], TypedRows.Of(path));
        }
    }

    [Theory]
    [InlineData(".arrow", TableValue.Number, "x", "a number")]
    [InlineData(".parquet", TableValue.Number, "x", "a number")]
    [InlineData(".parquet", TableValue.Whole, "1.5", "a whole number of 64 bits")]
    [InlineData(".parquet", TableValue.Whole, "9223372036854775808", "a whole number of 64 bits")]
    [InlineData(".arrow", TableValue.Truth, "yes", "true or false")]
    [InlineData(".parquet", TableValue.Date, "2024-02-30", "a date")]
    [InlineData(".arrow", TableValue.DateTime, "noon", "a date with a time")]
    [InlineData(".parquet", TableValue.Time, "25:00:00", "a time of the day")]
    public void A_cell_that_is_none_of_its_column_leaves_the_old_file(string ending, TableValue value, string cell, string wanted)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t" + ending, [7]);
        Assert.EndsWith($": the column 'c' is given '{cell}'; expected {wanted}", Explain(TableFile.Write(path, [new("c", value)], [[cell]]), path), StringComparison.Ordinal);
        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".csv.gz")]
    [InlineData(".parquet")]
    [InlineData(".arrow")]
    public void Rows_that_stop_half_way_leave_the_old_file(string ending)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write($"t{ending}", [7]);
        IEnumerable<IReadOnlyList<string>> Rows()
        {
            for (var row = 0; row < 200_000; row++) yield return row < 190_000 ? [$"{row}"] : throw new OperationCanceledException();
        }

        Assert.Throws<OperationCanceledException>(() => TableFile.Write(path, [new("a", TableValue.Whole)], Rows()));
        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Other_endings_are_refused_with_those_that_there_are()
    {
        using var folder = new TemporaryFolder();
        var path = folder["t.xlsx"];
        Assert.EndsWith(": its name ends as that of no table; expected .csv, .csv.gz, .parquet, .arrow or .feather", Explain(TableFile.Write(path, Columns, []), path), StringComparison.Ordinal);
        Assert.EndsWith(": a table without columns cannot be written", Explain(TableFile.Write(folder["t.csv"], [], []), folder["t.csv"]), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Data_sets_are_the_same_in_every_form()
    {
        using var folder = new TemporaryFolder();
        var data = Get(CsvTable.Read(folder.Write("t.csv", Text("zip,job,wage,old\n007a,cook,1.5,true\n7,,2.25,false\n007a,\"smith, black\",,true\n")), ReadOptions.Default));
        foreach (var ending in TableFile.Endings)
        {
            var path = folder["out" + ending];
            Assert.Equal("no error", Explain(data.Write(path), path));
            var found = Get(DataFormats.Read(path, ReadOptions.Default)).Train;
            Assert.Equal(Enumerable.Range(0, 3).Select(row => string.Join('|', data.Texts(row))), Enumerable.Range(0, 3).Select(row => string.Join('|', found.Texts(row))));
        }

        Assert.Equal("zip: Text, job: Text, wage: Number, old: Truth", TypedRows.Of(folder["out.parquet"])[0]);
    }
}
