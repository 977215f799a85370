using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Rows that are written as arrays are read back as the same rows, in the smallest type that has all numbers; what no array has is refused.</summary>
public sealed class DatasetArrayLaws : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static byte[] Content(string path)
    {
        using var file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal) ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress) : (Stream)file;
        using var to = new MemoryStream();
        content.CopyTo(to);
        return to.ToArray();
    }

    /// <summary>What NumPy and IDX files have goes through a data set and back without a change of a byte.</summary>
    [Theory]
    [InlineData("|u1", "x.npy", 5, 4, 6)]
    [InlineData("|u1", "x.npy.gz", 5, 4, 6, 3)]
    [InlineData("<i8", "x.npy", 40, 3)]
    [InlineData("<f8", "x.npy", 40, 3)]
    public void Arrays_come_back_byte_for_byte(string type, string name, params int[] shape)
    {
        var random = new Random(3);
        var numbers = Enumerable.Range(0, shape.Aggregate((one, two) => one * two)).Select(_ => type switch { "|u1" => random.Next(256), "<i8" => random.Next(-100_000, 100_000), _ => Math.Round(random.NextDouble() * 1000, 3) }).ToArray();
        var bytes = NumpyFiles.Array(type, shape, numbers);
        var data = Get(NumpyReader.ReadArray(folder.Write("source.npy", bytes), ReadOptions.Default with { Kept = Prelude.Array("*") }));
        data.WriteArray(folder[name]).OrThrow();
        Assert.Equal(bytes, Content(folder[name]));
    }

    /// <summary>Readers take numbers of float32 by their shortest texts.</summary>
    [Fact]
    public void Numbers_are_of_the_type_that_is_wished_where_it_has_them()
    {
        var random = new Random(5);
        var bytes = NumpyFiles.Array("<f4", [40, 3], [.. Enumerable.Range(0, 120).Select(_ => (double)(float)random.NextDouble())]);
        var data = Get(NumpyReader.ReadArray(folder.Write("source.npy", bytes), ReadOptions.Default));
        data.WriteArray(folder["x.npy"], ArrayNumberType.Single).OrThrow();
        Assert.Equal(bytes, Content(folder["x.npy"]));
        Assert.Contains("numbers of the type <i8 cannot have those of these rows; expected the type <f8", data.WriteArray(folder["y.npy"], ArrayNumberType.Whole).Match(_ => string.Empty, error => error.Explain()), StringComparison.Ordinal);
        Get(Dataset.Table("t", [Column.Of(2)], [1])).WriteArray(folder["x.npy"], ArrayNumberType.Whole).OrThrow();
        Assert.Equal(NumpyFiles.Array("<i8", [1, 1], [1]), Content(folder["x.npy"]));
    }

    [Theory]
    [InlineData("x.idx")]
    [InlineData("x-images-idx3-ubyte.gz")]
    [InlineData("emnist-x-images-idx3-ubyte")]
    public void Images_of_bytes_come_back_as_idx(string name)
    {
        var random = new Random(4);
        byte[] bytes = [0, 0, 8, 3, 0, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 3, .. Enumerable.Range(0, 42).Select(_ => (byte)random.Next(256))];
        var data = Get(IdxReader.ReadImages(folder.Write(name.StartsWith("emnist", StringComparison.Ordinal) ? "emnist-source" : "source", bytes)));
        data.Write(folder[name]).OrThrow();
        Assert.Equal(bytes, Content(folder[name]));
        using var stream = new MemoryStream();
        data.WriteArray(name, stream).OrThrow();
        Assert.Equal(bytes, stream.ToArray());
    }

    [Fact]
    public void What_is_not_observed_is_nan()
    {
        var data = Get(Dataset.Table("t", [Column.Of(3), Column.Of(3)], [0, double.NaN, 2, 1]));
        data.WriteArray(folder["x.npy"]).OrThrow();
        Assert.Equal(NumpyFiles.Array("<f4", [2, 2], [0, double.NaN, 2, 1]), Content(folder["x.npy"]));
    }

    /// <summary>Whole numbers that float32 has not and parts of one: both need float64.</summary>
    [Fact]
    public void The_type_has_all_numbers()
    {
        var real = new Column("r", new ColumnKind.Real(0, 1));
        foreach (var numbers in new[] { new[] { 0.5, 16_777_217 }, [16_777_217, 0.5] })
        {
            Get(Dataset.Table("t", [real], numbers)).WriteArray(folder["x.npy"]).OrThrow();
            Assert.Equal(NumpyFiles.Array("<f8", [2, 1], numbers), Content(folder["x.npy"]));
        }
    }

    [Fact]
    public void What_no_array_has_is_refused_and_nothing_is_written()
    {
        var texts = Get(Dataset.Table("t", [new Column("job", new ColumnKind.Categorical(2, Prelude.Array("cook", "nurse")))], [0, 1]));
        var hidden = Get(Dataset.Create("i", DataShape.Pixels(1, 2), 1, 4, [0, -1]));
        var colours = Get(Dataset.Create("c", DataShape.Pixels(1, 1), 3, 4, [0, 1, 2]));
        foreach (var (rows, name, reason) in new[]
        {
            (texts, "x.npy", "column 'job' has texts"),
            (hidden, "x.idx", "some that are not observed"),
            (colours, "x.idx", "images of one channel"),
            (Get(Dataset.Table("n", [Column.Of(2)], [1])), "x-ubyte", "images of one channel"),
            (colours, "x.npz", "ends as that of no array"),
        })
        {
            Assert.Contains(reason, rows.WriteArray(folder[name]).Match(_ => string.Empty, error => error.Explain()), StringComparison.Ordinal);
            Assert.False(File.Exists(folder[name]));
        }
    }
}
