using System.IO.Compression;
using System.Text;
using Xunit.Abstractions;

namespace Pics.Properties;

/// <summary>The text of a table comes back byte for byte from its rows and the little that is kept beside them, whatever is told wrongly; damaged bytes do no harm.</summary>
public partial class TextLaws(ITestOutputHelper output)
{
    private static (byte[] Shape, List<byte[]> Rests) Kept(string path, ReadOptions options, Dataset rows, int blockRows)
    {
        var (shape, rests) = (Get(TableText.Learn(path, options, rows, default)), new List<byte[]>());
        Get(TableText.ForEachBlock(path, options, shape, rows, blockRows, (block, rest) =>
        {
            Assert.Equal(rests.Count, block);
            rests.Add(rest);
        }, default));
        Assert.Equal((rows.Rows + blockRows - 1) / blockRows, rests.Count);
        return (shape.Write(), rests);
    }

    private static bool Write(TextShape shape, Dataset rows, int blockRows, IReadOnlyList<byte[]> rests, Stream to)
    {
        to.Write(shape.Above);
        for (var block = 0; block < rests.Count; block++)
        {
            var first = block * blockRows;
            var values = Enumerable.Range(first, Math.Min(blockRows, rows.Rows - first)).SelectMany(row => rows.Row(row)).ToArray();
            if (!TextRests.Restore(shape, first, values, rests[block], to)) return false;
        }

        to.Write(shape.Behind);
        return true;
    }

    private static byte[] Back(byte[] shape, Dataset rows, int blockRows, IReadOnlyList<byte[]> rests)
    {
        using var to = new MemoryStream();
        Assert.True(Write(TextShape.Read(shape, rows.Form)!, rows, blockRows, rests, to));
        return to.ToArray();
    }

    private static void AssertBack(string path, ReadOptions options, Dataset rows, byte[] bytes, string name)
    {
        foreach (var blockRows in new[] { 1, 3, 1000 })
        {
            var (shape, rests) = Kept(path, options, rows, blockRows);
            Assert.True(bytes.AsSpan().SequenceEqual(Back(shape, rows, blockRows, rests)), $"{name} in blocks of {blockRows}");
        }
    }

    [Fact]
    public void Texts_of_all_kinds_come_back()
    {
        using var folder = TemporaryFolder.InMemory();
        foreach (var (name, bytes, options) in TextExamples.All)
        {
            var path = folder.Write("t.csv", bytes);
            var rows = CsvTable.Read(path, options).Match(found => found, error => throw new InvalidOperationException($"{name}: {error.Explain()}"));
            AssertBack(path, options, rows, bytes, name);
            var like = options.Like(rows.Form);
            AssertBack(path, like, Get(CsvTable.Read(path, like)), bytes, $"{name} once more");
        }
    }

    [Fact]
    public void Texts_for_a_model_of_another_table_come_back()
    {
        using var folder = TemporaryFolder.InMemory();
        var trained = Get(CsvTable.Read(folder.Write("a.csv", "day,paid,colour,size\n2024-02-29,$1.50,red,1.5\n2024-03-01,\"$1,200.00\",blue,2.25\n2024-03-02,$3.00,red,3\n"u8.ToArray()), ReadOptions.Default));
        foreach (var text in new[]
        {
            "size;colour;more;day;paid\n1,5;blue;x;01.03.2024;1.234,50\n2,25;red;y;29.02.2024;5,00\n3;;z;28.02.2024;7,25\n",
            "colour\nred\nblue\n\nred\n",
            "colour,size\n",
            "colour,size\nRED,1\n",
        })
        {
            var (path, bytes) = (folder["b.csv"], Encoding.UTF8.GetBytes(text));
            folder.Write("b.csv", bytes);
            var options = ReadOptions.Default.Like(trained.Form) with { Unseen = UnseenValues.Hide };
            AssertBack(path, options, Get(CsvTable.Read(path, options)), bytes, text);
        }
    }

    [Fact]
    public void Compressed_tables_have_the_text_in_them()
    {
        using var folder = TemporaryFolder.InMemory();
        var bytes = "a,b\n1,x\n2,y\n"u8.ToArray();
        using (var to = new GZipStream(File.Create(folder["t.csv.gz"]), CompressionLevel.Fastest)) to.Write(bytes);
        AssertBack(folder["t.csv.gz"], ReadOptions.Default, Get(CsvTable.Read(folder["t.csv.gz"], ReadOptions.Default)), bytes, "compressed");
    }

    [Fact]
    public void What_is_written_plainly_costs_nothing()
    {
        using var folder = TemporaryFolder.InMemory();
        Column[] reals = [new("a", new ColumnKind.Real(100_000, 3)), new("b", new ColumnKind.Real(0.001, 0.0001)), new("c", new ColumnKind.Real(0, 1e30)), new("d", new ColumnKind.Real(-7.1, 0.3)) { Form = new CellForm.Number(2, NumberNotation.Plain) }];
        var numbers = Get(Dataset.Table("numbers", reals, Enumerable.Range(0, 60).SelectMany(row => reals.Select(column => column.Value(row % 2 == 0 ? row / 100.0 : 1 / (row + 0.5)) ?? double.NaN))));
        foreach (var rows in new[] { FaceModel.Rows(50, 1), FaceModel.Bought(50, 2), numbers })
        {
            Assert.True(rows.WriteCsv(folder["t.csv"]).IsRight);
            var options = ReadOptions.Default.Like(rows.Form);
            var (_, rests) = Kept(folder["t.csv"], options, Get(CsvTable.Read(folder["t.csv"], options)), 7);
            Assert.All(rests, Assert.Empty);
        }
    }

    [Theory]
    [InlineData("colour\nred\n\"blue\"\nred\n\"blue\"\nred\n")]
    [InlineData("x,y\n1.50,a\n2.25,b\n3.00,a\n4.75,b\n")]
    [InlineData("x;y\n1,5;a\n2,25;b\n3;a\n4,75;b\n")]
    [InlineData("x,y\n1.0,a\n2.25,b\n3.0,a\n4.123456,b\n")]
    [InlineData("x,y\n\"1.0\", a\n\"2.5\", b\n\"3.0\", a\n\"4.5\",\n")]
    [InlineData("day,paid\n2024-02-29,$1.00\n2024-03-01,$7.50\n2024-03-02,$3.25\n")]
    [InlineData("day;paid\r\n29.2.2024;1.234,50 €\r\n1.3.2024;7,50 €\r\n2.3.2024;3,25 €\r\n")]
    [InlineData("time,n\n2024-02-29 10:15,NA\n2024-03-01 11:30,2\n2024-03-02 12:45,NA\n")]
    [InlineData("id,x\n7,1.5\n8,2.5\n9,3.25\n10,2.5\n11,1.5\n")]
    [InlineData("   x    y  z\n 1.5   20  a\n10.5    2 bb\n 7.5  100  a\n 3.5    7  a\n")]
    [InlineData("x     y   z\n1.5   20  a\n10.5  2   bb\n7.5   100 a\n3.5   7   a\n")]
    public void Columns_in_a_writing_of_their_own_cost_nothing(string text)
    {
        using var folder = TemporaryFolder.InMemory();
        var path = folder.Write("t.csv", Encoding.UTF8.GetBytes(text));
        var options = (text.StartsWith("id", StringComparison.Ordinal) ? ReadOptions.Default.WithIgnored("id") : ReadOptions.Default).WithKept("*");
        Assert.All(Kept(path, options, Get(CsvTable.Read(path, options)), 2).Rests, Assert.Empty);
    }

    [Fact]
    public void Rows_of_another_table_are_refused()
    {
        using var folder = TemporaryFolder.InMemory();
        var path = folder.Write("t.csv", "a,b\n1,x\n2,y\n3,x\n"u8.ToArray());
        var rows = Get(CsvTable.Read(path, ReadOptions.Default));
        var shape = Get(TableText.Learn(path, ReadOptions.Default, rows, default));
        foreach (var changed in new[] { "a,b\n1,x\n2,y\n", "a,b\n1,x\n2,y\n3,x\n3,x\n", "a,b,c\n1,x,1\n2,y,2\n3,x,3\n", "a,b\n1,x\n2,y\n3,x\n\n" })
        {
            folder.Write("t.csv", Encoding.UTF8.GetBytes(changed));
            Assert.Contains("has changed since it was first read", Says(TableText.ForEachBlock(path, ReadOptions.Default, shape, rows, 2, (_, _) => { }, default)), StringComparison.Ordinal);
            if (!changed.EndsWith("\n\n", StringComparison.Ordinal) && !changed.Contains('c', StringComparison.Ordinal)) Assert.Contains("has changed since it was first read", Says(TableText.Learn(path, ReadOptions.Default, rows, default)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_takes_blocks_may_fail()
    {
        using var folder = TemporaryFolder.InMemory();
        var path = folder.Write("t.csv", "a,b\n1,x\n2,y\n3,x\n"u8.ToArray());
        var rows = Get(CsvTable.Read(path, ReadOptions.Default));
        var shape = Get(TableText.Learn(path, ReadOptions.Default, rows, default));
        Assert.Equal("full", Assert.Throws<IOException>(() => TableText.ForEachBlock(path, ReadOptions.Default, shape, rows, 1, (_, _) => throw new IOException("full"), default)).Message);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => TableText.Learn(path, ReadOptions.Default, rows, stopped.Token));
    }

    [SkippableFact]
    public void Real_tables_come_back()
    {
        Skip.IfNot(Directory.Exists(OptionalFolder.Data.Path), OptionalFolder.Data.Reason);
        foreach (var path in Directory.EnumerateFiles(OptionalFolder.Data.Path, "*.csv*", SearchOption.AllDirectories).Where(path => path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith(".csv.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var options = ReadOptions.Default with { Unseen = UnseenValues.Hide };
            var rows = Get(CsvTable.Read(path, options));
            var bytes = Get(InputFile.Read<byte[]>(path, "a table", file =>
            {
                using var all = new MemoryStream();
                file.Content.CopyTo(all);
                return all.ToArray();
            }));
            var (shape, rests) = Kept(path, options, rows, 512);
            Assert.True(bytes.AsSpan().SequenceEqual(Back(shape, rows, 512, rests)), path);
            output.WriteLine($"{Path.GetFileName(path)}: {bytes.Length} bytes, {rows.Rows} rows; shape {shape.Length}, rests {rests.Sum(rest => (long)rest.Length)} = {100.0 * rests.Sum(rest => (long)rest.Length) / bytes.Length:F2} % of the text");
        }
    }

    private static string Says<T>(Either<DataError, T> result) => result.Match(_ => "no error", error => error.Explain());

    private static T Get<T>(Either<DataError, T> result) => result.OrThrow();
}
