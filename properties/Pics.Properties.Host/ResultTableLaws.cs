using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.Pngs;

namespace Pics.Properties;

/// <summary>Tables of results.</summary>
[Collection(TensorTests.Name)]
public class ResultTableLaws
{
    private static string Written(IReadOnlyList<string> header, params string[][] rows)
    {
        using var folder = new TemporaryFolder();
        Get(ResultTable.Write(folder["t.csv"], header, rows));
        return System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(folder["t.csv"]));
    }

    [Fact]
    public void Cells_are_quoted_where_they_need_it()
    {
        Assert.Equal("row,\"a, b\"\n0,\"x \"\"y\"\"\"\n1,\"two\nlines\"\n", Written(["row", "a, b"], ["0", "x \"y\""], ["1", "two\nlines"]));
        Assert.Equal("1,2\n,3\n", Written([], ["1", "2"], ["", "3"]));
        Assert.Equal("n\n\"\"\n1\n", Written(["n"], [""], ["1"]));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-1234.5678901234567, "-1234.5678901234567")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NaN, "")]
    [InlineData(-0.0, "0")]
    [InlineData(1e300, "1E+300")]
    public void Numbers_are_written_so_that_they_come_back(double number, string text) => Assert.Equal(text, ResultTable.Number(number));

    [Property(MaxTest = 100)]
    public void A_table_of_numbers_is_read_back(NonEmptyArray<NormalFloat> numbers, bool compressed)
    {
        using var folder = new TemporaryFolder();
        var (path, values) = (folder[compressed ? "t.csv.gz" : "t.csv"], numbers.Get.Select(number => number.Get).Append(0.5).ToArray());
        Get(ResultTable.Write(path, ["a", "b"], values.Select(value => new[] { ResultTable.Number(value), ResultTable.Number(-value) })));
        Assert.Equal(compressed, File.ReadAllBytes(path)[0] == 0x1f);
        var read = Get(CsvTable.Read(path, ReadOptions.Default with { Header = HeaderKind.Present, Schema = new(Arr.create(new ColumnSchema("a", TableColumnKind.Real, Arr<string>.Empty, 0, 1), new ColumnSchema("b", TableColumnKind.Real, Arr<string>.Empty, 0, 1))) }));
        Assert.Equal(values.SelectMany(value => new[] { value, -value }), Values(read));
    }

    [Fact]
    public void A_table_that_cannot_be_written_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("'FILE' cannot be read or written: it does not name a file", Says(ResultTable.Write(folder["x/"], [], []), folder["x/"]));
        Assert.Throws<InvalidOperationException>(() => ResultTable.Write(folder["x"], ["a"], Enumerable.Range(0, 9).Select(row => row < 5 ? new[] { "1" } : throw new InvalidOperationException())));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
