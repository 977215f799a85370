using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class ParquetLaws
{
    [Fact]
    public void Cells_of_every_type_are_texts_as_others_write_them()
    {
        using var folder = new TemporaryFolder();
        TypedRows.Make(folder, """
            COPY (SELECT * FROM (VALUES
                (1::TINYINT, 9007199254740993::BIGINT, 18446744073709551615::UBIGINT, 0.1::FLOAT, 2.5e300::DOUBLE, 1.50::DECIMAL(9,2), true, '007', DATE '2024-02-29', TIMESTAMP '2024-02-29 23:59:59', TIME '01:02:03'),
                (-1, -5, 0, 'nan'::FLOAT, 0.1, -0.25, false, ' a ', DATE '0001-01-01', TIMESTAMP '1969-12-31 23:59:59.25', TIME '23:59:59.5'),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS t(i, l, u, f, d, m, t, s, day, moment, time))
            TO 'FOLDER/t.parquet' (FORMAT parquet)
            """);
        Assert.Equal(
            [
                "i: Number, l: Number, u: Number, f: Number, d: Number, m: Number, t: Truth, s: Text, day: Date, moment: DateTime, time: Time",
                "1|9007199254740993|18446744073709551615|0.1|2.5E+300|1.50|true|007|2024-02-29|2024-02-29 23:59:59|01:02:03",
                "-1|-5|0||0.1|-0.25|false|a|0001-01-01|1969-12-31 23:59:59.25|23:59:59.5",
                "||||||||||",
            ],
            TypedRows.Of(folder["t.parquet"]));
    }

    [Fact]
    public void Lists_records_and_bytes_are_left_out_and_said()
    {
        using var folder = new TemporaryFolder();
        TypedRows.Make(folder, "COPY (SELECT 1 AS a, [1, 2] AS l, {'x': 1} AS r, 'x'::BLOB AS b, 'u' AS z) TO 'FOLDER/t.parquet' (FORMAT parquet)", "COPY (SELECT [1] AS l) TO 'FOLDER/l.parquet' (FORMAT parquet)");
        Assert.Equal(["a: Number, z: Text", "1|u", "The columns 'l' (list), 'r' (struct), 'b' (binary) are left out: the cells hold lists, records or bytes, not one value each."], TypedRows.Of(folder["t.parquet"]));
        Assert.Equal("'FILE' cannot be read: it has no column with one value a cell: The column 'l' (list) is left out: the cells hold lists, records or bytes, not one value each; expected numbers, texts, truth values or dates", TypedRows.Says(folder["l.parquet"]));
    }

    [Fact]
    public void Rows_of_many_groups_and_files_are_in_their_order_on_every_run()
    {
        using var folder = new TemporaryFolder();
        TypedRows.Make(
            folder,
            "COPY (SELECT i AS n, 't' || i AS s FROM range(20000) AS t(i)) TO 'FOLDER/p2.parquet' (FORMAT parquet, ROW_GROUP_SIZE 2048)",
            "COPY (SELECT i AS n, 't' || i AS s FROM range(20000, 20003) AS t(i)) TO 'FOLDER/p3.parquet' (FORMAT parquet)",
            "COPY (SELECT 's' || -i AS s, -i AS n FROM range(2) AS t(i)) TO 'FOLDER/p1.parquet' (FORMAT parquet)");
        string[] Wanted(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"{i}|t{i}")];
        Assert.Equal(["n: Number, s: Text", .. Wanted(0, 20_000)], TypedRows.Of(folder["p2.parquet"]));
        Assert.Equal(["s: Text, n: Number", "s0|0", "s-1|-1", .. Wanted(0, 20_003).Select(row => string.Join('|', row.Split('|').Reverse()))], TypedRows.Of(folder.Path));
        Assert.Equal(TypedRows.Of(folder.Path), TypedRows.Of(folder["p*.parquet"]));
        var found = Get(DataFormats.Read(folder.Path, Streamed with { Ignored = LanguageExt.Prelude.Array("s") }));
        Assert.Equal((DataFormat.Parquet, 20_005), (found.Format, found.Train.Rows));
    }

    [Fact]
    public void What_cannot_be_read_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        TypedRows.Make(folder, "COPY (SELECT i AS n FROM range(5000) AS t(i)) TO 'FOLDER/t.parquet' (FORMAT parquet)", "COPY (SELECT 1 AS n WHERE false) TO 'FOLDER/none.parquet' (FORMAT parquet)");
        var bytes = File.ReadAllBytes(folder["t.parquet"]);
        Assert.Equal("'FILE' cannot be read: no magic bytes found at end of file 'FILE'", TypedRows.Says(folder.Write("cut.parquet", bytes[..^100])));
        Assert.Equal("'FILE' cannot be read: it is compressed with gzip as a whole; expected the file itself, whose parts are compressed", TypedRows.Says(folder.Write("t.parquet.gz", Gzip(bytes))));
        Assert.Equal("'FILE' cannot be read: it has no rows", TypedRows.Says(folder["none.parquet"]));
        Assert.Equal("'FILE' cannot be read: no files found that match the pattern \"FILE\"", TypedRows.Says(folder["x*.parquet"]));
        Survives(200, [bytes, File.ReadAllBytes(folder["t.parquet"])], "t", path => ParquetTable.With(path, rows => rows.ForEach(_ => null)));
    }

    [SkippableFact]
    public void Three_million_flights_are_read_in_order()
    {
        var path = TypedRows.Real("flights-3m.parquet");
        Skip.If(path is null, "the table of flights is not there");
        var (rows, last) = (0L, string.Empty);
        Get(ParquetTable.With(path!, all => all.ForEach(row =>
        {
            rows++;
            last = $"{row[0]}|{row[1]}|{row[3]}";
            return null;
        })));
        Assert.Equal(3_000_000, rows);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:00\|-?\d+\|[A-Z]{3}$", last);
    }
}
