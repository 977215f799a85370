using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Cells of sources that have types are read without their texts to what these would be read as, bit for bit.</summary>
public sealed class TypedReadingLaws : IDisposable
{
    /// <summary>Columns of all types, of a row number i.</summary>
    private static readonly string[] Columns =
    [
        "i % 7 AS few", "(i * 7919) % 5000 - 99 AS many", "hash(i) % 100000 AS codes", "i * 1000003 + 9007199254740000 AS large", "(i % 9)::TINYINT AS tiny", "((i * 31) % 60000)::USMALLINT AS small", "(18446744073709500000 + i)::UBIGINT AS unsigned",
        "round(sin(i) * 1000, 2) AS cents", "sin(i) * 1e-3 AS fine", "exp(i % 40) * 1e3 AS wide", "(i * 0.25) AS quarters", "CASE i % 5 WHEN 0 THEN 'nan'::DOUBLE ELSE i END AS holes", "round(cos(i) * 10, 1)::FLOAT AS single", "(i * 16001)::FLOAT AS steps",
        "(i * 0.01)::DECIMAL(9, 2) AS price", "(i % 4 * 1.5)::DECIMAL(30, 12) AS long", "(i * 10)::DECIMAL(18, 0) AS whole", "(-i * 1e20)::DECIMAL(38, 5) AS huge", "CASE WHEN i % 3 = 0 THEN NULL ELSE i % 11 END AS gaps",
        "DATE '1999-12-30' + (i % 900)::INTEGER AS day", "TIMESTAMP '1965-01-01 00:00:00' + to_seconds(i * 86399) AS moment", "TIMESTAMP '2001-01-01 00:00:00' + to_milliseconds(i * 1250) AS fraction", "(TIMESTAMP '2001-01-01' + to_days((i % 50)::INTEGER)) AS midnight",
        "TIME '00:00:00' + to_seconds((i * 61) % 86400) AS clock", "i % 2 = 0 AS truth", "'w' || (i % 5) AS word", "-0.0 * (i % 2) AS zeros", "TIMESTAMP_NS '2001-01-01 00:00:00' + to_microseconds(i * 13) AS nano",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<int, string> Tables() => new() { { 30, "" }, { 30, "-92,2001-01-01,1.5" }, { 3000, "" }, { 3000, "-92,0,2001-01-01 00:00:05" }, { 40000, "" } };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_is_learned_as_from_its_texts(int rows, string missing)
    {
        var path = Table(rows);
        var options = ReadOptions.Default with { Missing = missing.Split(',', StringSplitOptions.RemoveEmptyEntries).ToArr(), Kept = LanguageExt.Prelude.Array("*") };
        Same(path, options);
        Same(path, options with { Kinds = options.Kinds.Add(ReadOptions.EveryColumn, TableColumnKind.Real), Ignored = LanguageExt.Prelude.Array("truth", "word") });
        Same(path, options with { Kept = LanguageExt.Arr<string>.Empty });
    }

    [Fact]
    public void Rows_for_a_model_are_encoded_as_from_their_texts()
    {
        var form = Read(Table(3000), ReadOptions.Default with { Kept = LanguageExt.Prelude.Array("*") }, false).IfLeft(error => throw new InvalidOperationException(error.Explain())).Form;
        foreach (var unseen in Enum.GetValues<UnseenValues>())
            Same(Table(7000), ReadOptions.Default.Like(form) with { Unseen = unseen });
    }

    [Fact]
    public void Numbers_that_a_kind_refuses_are_refused_alike()
    {
        TypedRows.Make(folder, "COPY (SELECT i - 1 AS below, i / 2 AS halves, CASE WHEN i = 2500 THEN 'inf'::DOUBLE ELSE i * 0.5 END AS endless FROM range(3000) AS t(i)) TO 'FOLDER/bad.parquet' (FORMAT parquet)");
        foreach (var (column, kind) in new[] { ("below", TableColumnKind.Count), ("halves", TableColumnKind.Count), ("endless", TableColumnKind.Real), ("halves", TableColumnKind.Date), ("below", TableColumnKind.Boolean) })
            Same(folder["bad.parquet"], ReadOptions.Default.WithKind(column, kind));
    }

    private string Table(int rows)
    {
        var path = folder[$"{rows}.parquet"];
        TypedRows.Make(folder, $"COPY (SELECT {string.Join(", ", Columns)} FROM range({rows}) AS t(i)) TO '{path}' (FORMAT parquet)");
        return path;
    }

    private static void Same(string path, ReadOptions options)
    {
        var (typed, texts) = (Read(path, options, false), Read(path, options, true));
        Assert.Equal(texts.Match(_ => string.Empty, error => error.Explain()), typed.Match(_ => string.Empty, error => error.Explain()));
        texts.IfRight(expected => typed.IfRight(actual =>
        {
            Assert.Equal(expected.Columns.ToArray(), actual.Columns.ToArray());
            Assert.Equal(expected.Notes.ToArray(), actual.Notes.ToArray());
            Assert.Equal(expected.Rows, actual.Rows);
            var (one, other) = (new double[expected.Dimensions], new double[expected.Dimensions]);
            for (var row = 0; row < expected.Rows; row++)
            {
                expected.Read(row, one);
                actual.Read(row, other);
                Assert.True(Bits(one).SequenceEqual(Bits(other)), $"row {row}");
            }
        }));
    }

    /// <summary>Also of the sign of zero.</summary>
    private static IEnumerable<long> Bits(double[] values) => values.Select(value => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value));

    private static LanguageExt.Either<DataError, Dataset> Read(string path, ReadOptions options, bool asTexts) =>
        DataFormats.WithRows(path, options, rows => TableLearner.Read(asTexts ? new Texts(rows) : rows, options));

    /// <summary>The same rows with nothing but their texts.</summary>
    private sealed class Texts(TableRows rows) : TableRows
    {
        public override string Source => rows.Source;

        public override string Name => rows.Name;

        public override string[] Names => rows.Names;

        public override IEnumerable<string> Notes => rows.Notes;

        public override CellType TypeOf(int column) => rows.TypeOf(column);

        public override bool IsWhole(int column) => rows.IsWhole(column);

        public override LanguageExt.Either<DataError, LanguageExt.Unit> ForEach(Visit visit)
        {
            var number = 0;
            return rows.ForEach(row =>
            {
                var cells = new string[Names.Length];
                for (var column = 0; column < cells.Length; column++) cells[column] = row[column].ToString();
                return visit(new TableRow(cells, number++));
            });
        }
    }
}
