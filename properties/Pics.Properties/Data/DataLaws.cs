using TorchSharp;
using static Pics.Properties.DataFiles;
using static TorchSharp.torch;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class DataLaws
{
    private static byte[] Idx(int[] lengths, byte[] data, byte type = 8) =>
        [0, 0, type, (byte)lengths.Length, .. lengths.SelectMany(length => BitConverter.GetBytes(length).Reverse()), .. data];

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(index => (byte)(index * 7))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Idx_images_are_read_plain_and_compressed(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var file = Idx([3, 2, 4], Bytes(24));
        var images = Get(IdxReader.ReadImages(folder.Write("x", compressed ? Gzip(file) : file)));
        Assert.Equal((3, 8, 1, 256, (2, 4)), (images.Rows, images.Variables, images.Channels, images.Categories, images.Image!.Value));
        Assert.Equal(Bytes(24).Skip(8).Take(8).Select(value => (double)value), images.Row(1).ToArray());
        Assert.Equal([1, 2, 3], IdxReader.ReadLabels(folder.Write("l", Idx([3], [1, 2, 3]))).IfLeft(_ => []).Select(label => (int)label));
    }

    [Property(MaxTest = 60)]
    public void Images_of_any_size_are_read_back(byte rows, byte height, byte width, bool compressed, bool streamed)
    {
        using var folder = new TemporaryFolder();
        var (count, high, wide) = (1 + (rows % 9), 1 + (height % 9), 1 + (width % 9));
        var file = Idx([count, high, wide], Bytes(count * high * wide));
        var images = Get(IdxReader.ReadImages(folder.Write("x", compressed ? Gzip(file) : file), streamed ? Streamed : ReadOptions.Default));
        Assert.Equal((count, (high, wide), streamed), (images.Rows, images.Image!.Value, images.IsStreamed));
        Assert.Equal(Bytes(count * high * wide).Select(value => (double)value), Values(images));
    }

    [Fact]
    public void Wrong_idx_files_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        void Says(string sentence, byte[] bytes)
        {
            var path = folder.Write("x", bytes);
            Assert.Equal(sentence, Explain(IdxReader.ReadImages(path), path));
        }

        const string Sizes = "expected lengths of at least 1, at most 2147483647 rows and at most 16777216 pixels per row";
        Assert.Equal("'FILE' does not exist; expected an IDX file of images, three dimensions", Explain(IdxReader.ReadImages(folder["none"]), folder["none"]));
        Says("'FILE' holds 0 bytes of data where its header promises 16; the file is truncated", []);
        Says("'FILE' holds 10 bytes of data where its header promises 16; the file is truncated", Idx([1, 2, 3], [])[..10]);
        Says("'FILE' holds 23 bytes of data where its header promises 24; the file is truncated", Idx([3, 2, 4], Bytes(23)));
        Says("'FILE' holds at least 25 bytes of data where its header promises 24; the file is too long", Idx([3, 2, 4], Bytes(25)));
        Says("'FILE' starts with the bytes 0 0 13 3; expected the bytes 0 0 8 3 of an IDX file with 3 dimension(s) of unsigned bytes", Idx([3, 2, 4], Bytes(24), 13));
        Says("'FILE' starts with the bytes 0 0 8 1; expected the bytes 0 0 8 3 of an IDX file with 3 dimension(s) of unsigned bytes", Idx([3], [1, 2, 3]));
        Says($"'FILE' has the shape 0 x 2 x 4; {Sizes}", Idx([0, 2, 4], []));
        Says("'FILE' holds 0 bytes of data where its header promises 1099511627776; the file is truncated", Idx([1 << 30, 1024, 1], []));
        Says($"'FILE' has the shape 4294967295 x 1 x 1; {Sizes}", Idx([-1, 1, 1], []));
        Says($"'FILE' has the shape 1 x 65536 x 65536; {Sizes}", Idx([1, 65536, 65536], []));
        Says("'FILE' holds 5 bytes of data where its header promises 2000000000; the file is truncated", Gzip(Idx([2000, 1000, 1000], Bytes(5))));
        Assert.Equal("'FILE' cannot be read: it is a folder; expected an IDX file of images, three dimensions", Explain(IdxReader.ReadImages(folder.Path), folder.Path));
    }

    [Fact]
    public void Damaged_gzip_files_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        void Says(string sentence, byte[] bytes)
        {
            var path = folder.Write("x", bytes);
            Assert.Equal(sentence, Explain(IdxReader.ReadImages(path), path));
        }

        const string Damaged = "'FILE' cannot be read: its gzip data is damaged, cut short or followed by other bytes";
        var whole = Gzip(Idx([3, 2, 4], Bytes(24)));
        for (var length = 2; length < whole.Length; length++) Says(Damaged, whole[..length]);
        for (var end = 1; end <= 8; end++) Says(Damaged, [.. whole[..^end], (byte)(whole[^end] ^ 1), .. whole[(whole.Length - end + 1)..]]); // checksum and length
        Says(Damaged, [.. whole, 1, 2, 3]);
        Says("no error", [.. Gzip(Idx([3, 2, 4], Bytes(9))), .. Gzip(Bytes(24)[9..])]); // joined files are one
        Says("'FILE' holds at least 25 bytes of data where its header promises 24; the file is too long", [.. whole, .. whole]);
        var wide = Idx([100, 40, 50], Bytes(200_000));
        Says("no error", Gzip(wide));
        Says(Damaged, Gzip(wide)[..^9]);
    }

    [SkippableFact]
    public void Pipes_are_refused_in_a_sentence()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs named pipes");
        using var folder = new TemporaryFolder();
        using var shell = System.Diagnostics.Process.Start("sh", ["-c", $"mkfifo '{folder["p"]}'; head -c 40 /dev/zero > '{folder["p"]}'"]);
        while (!File.Exists(folder["p"])) shell.WaitForExit(5);
        Assert.Equal("'FILE' cannot be read: it is not a regular file", Explain(IdxReader.ReadImages(folder["p"]), folder["p"]));
        shell.WaitForExit();
    }

    [SkippableFact]
    public void Pipes_that_nobody_writes_to_are_refused_in_a_sentence()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs named pipes");
        using var folder = new TemporaryFolder();
        string[] names = ["t.csv", "t.parquet", "t.arrow", "t.npy", "t.json", "t", "pictures/a.png"];
        Directory.CreateDirectory(folder["pictures"]);
        using (var shell = System.Diagnostics.Process.Start("mkfifo", names.Select(name => folder[name]))) shell.WaitForExit();
        string Said(string path, string? query) => DataFormats.Read(path, ReadOptions.Default with { Sql = query }).Match(_ => "no error", error => error.Explain());
        var read = names.Select(name => Task.Run(() => Said(name.StartsWith("pictures", StringComparison.Ordinal) ? folder["pictures"] : folder[name], null)))
            .Append(Task.Run(() => Said(folder.Path, $"SELECT * FROM '{folder["t.csv"]}'"))).ToArray();
        Assert.True(Task.WaitAll(read, TimeSpan.FromMinutes(1)));
        Assert.All(read, said => Assert.EndsWith("cannot be read: it is not a regular file", said.Result, StringComparison.Ordinal));
    }

    [Fact]
    public void Random_damage_never_throws()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        var files = new[] { Idx([3, 2, 4], Bytes(24)), Gzip(Idx([3, 2, 4], Bytes(24))) };
        for (var i = 0; i < 2000; i++)
        {
            var damaged = files[i % 2].Take(random.Next(5) == 0 ? random.Next(30) : int.MaxValue).ToArray();
            for (var flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            IdxReader.ReadImages(folder.Write("x", damaged)).IfLeft(error => Assert.NotEmpty(error.Explain()));
        }
    }

    [Fact]
    public void Folders_are_searched_for_the_standard_names_and_emnist_is_put_upright()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", Idx([3, 2, 4], Bytes(24)));
        Assert.Equal($"'FILE/t10k-images-idx3-ubyte' does not exist; expected it or 't10k-images-idx3-ubyte.gz' in the data folder", Explain(IdxFolder.Read("mnist", folder.Path), folder.Path));
        folder.Write("t10k-images-idx3-ubyte.gz", Gzip(Idx([2, 2, 3], Bytes(12))));
        Assert.Equal("'FILE' has the shape (2, 3) in the test images; expected (2, 4) as in the training images", Explain(IdxFolder.Read("fashion-mnist", folder.Path), folder.Path));
        folder.Write("t10k-images-idx3-ubyte.gz", Gzip(Idx([1, 2, 4], Bytes(8))));
        Assert.Equal((3, 1), IdxFolder.Read("mnist", folder.Path).Match(data => (data.Train.Rows, data.Test.Rows), _ => default));
        Assert.Equal($"there is no data set 'cifar'; known are {IdxFolder.KnownNames}", Explain(IdxFolder.Read("cifar", folder.Path), folder.Path));
        Assert.Equal("'FILE' does not exist; expected a folder with IDX files", Explain(IdxFolder.Read("mnist", folder["none"]), folder["none"]));
        folder.Write("emnist-letters-train-images-idx3-ubyte", Idx([1, 2, 3], [1, 2, 3, 4, 5, 6]));
        folder.Write("emnist-letters-test-images-idx3-ubyte", Idx([1, 2, 3], [1, 2, 3, 4, 5, 6]));
        var upright = IdxFolder.Read("emnist-letters", folder.Path).Match(data => data.Train, _ => null!);
        Assert.Equal((3, 2), upright.Image!.Value);
        Assert.Equal([1, 4, 2, 5, 3, 6], upright.Row(0).ToArray());
    }

    [Fact]
    public void Datasets_refuse_impossible_shapes_and_values()
    {
        string Says(DataShape shape, int channels, int categories, params short[] values) => Dataset.Create("made", shape, channels, categories, values).Match(_ => "no error", error => error.Explain());
        Assert.Equal("no error", Says(DataShape.Table(2), 1, 3, 0, 1, 2, -1));
        Assert.Equal("'made' has the value 3 at row 1, variable 0; values are 0 to 2, or -1 where not observed", Says(DataShape.Table(2), 1, 3, 0, 1, 3, 0));
        Assert.Equal("'made' has the value -2 at row 0, variable 1; values are 0 to 2, or -1 where not observed", Says(DataShape.Table(2), 2, 3, 0, 1, 0, -2));
        Assert.Equal("'made' has the shape 3 values in rows of 2 variable(s) x 1 channel(s) with 3 categories; expected whole rows, and 1 to 32767 categories", Says(DataShape.Table(2), 1, 3, 0, 1, 2));
        Assert.Equal("'made' has the shape 5 variable(s) for an image of 2 x 2 pixels; expected one variable per pixel", Says(new DataShape(5, (2, 2)), 1, 3, new short[5]));
        Assert.Equal("'made' has the shape 1 variable(s) for an image of -1 x -1 pixels; expected one variable per pixel", Says(DataShape.Pixels(-1, -1), 1, 3, 0));
        Assert.Equal("'made' has the shape 2147483647 variable(s) for an image of 65536 x 65537 pixels; expected one variable per pixel", Says(DataShape.Pixels(65536, 65537), 1, 3));
        Assert.Equal("'shapes' has the shape 5 images of 3 x 3 pixels with 8 levels; expected at least one image, a size of 4 to 1024, 2 to 256 levels, and memory for all pixels", Explain(ShapesDataset.Generate(5, 1, size: 3), "FILE"));
    }

    [Fact]
    public void Batches_hold_the_rows_asked_for()
    {
        var data = Get(Dataset.Create("made", DataShape.Table(2), 2, 9, Enumerable.Range(0, 24).Select(value => (short)(value % 9))));
        using var scope = NewDisposeScope();
        var batch = data.Batch([5, 0]);
        Assert.Equal([2, 2, 2], batch.shape);
        Assert.Equal(data.Row(5).Concat(data.Row(0)).Select(value => (long)value), batch.data<long>().ToArray());
        Assert.Equal(data.Row(3).ToArray(), data.Take([3]).Row(0).ToArray());
        Assert.Equal(2, data.First(2).Rows);
        Assert.Same(data, data.First(99));
    }

    [Fact]
    public void Held_out_rows_are_seeded_disjoint_and_complete()
    {
        var data = Get(Dataset.Create("made", DataShape.Table(1), 1, 100, Enumerable.Range(0, 100).Select(value => (short)value)));
        List<double> Values(Dataset rows) => [.. Enumerable.Range(0, rows.Rows).Select(row => rows.Row(row)[0])];
        var (first, again, other) = (DatasetSplits.HoldOut(data, data, 0.05, 42), DatasetSplits.HoldOut(data, data, 0.05, 42), DatasetSplits.HoldOut(data, data, 0.05, 43));
        Assert.Equal((95, 5), (first.Train.Rows, first.Validation.Rows));
        Assert.Equal(Values(first.Validation), Values(again.Validation));
        Assert.NotEqual(Values(first.Validation), Values(other.Validation));
        Assert.Equal(Values(data), Values(first.Train).Concat(Values(first.Validation)).Order());
    }

    [Theory]
    [InlineData(1, 0.5, 0)]
    [InlineData(2, 0.01, 1)]
    [InlineData(3, 0.99, 2)]
    [InlineData(10, 0.05, 1)]
    [InlineData(10, 1.5, 9)]
    public void One_row_at_least_is_held_out_and_one_is_left(int rows, double part, int held)
    {
        var splits = DatasetSplits.HoldOut(Get(Dataset.Create("made", DataShape.Table(1), 1, 100, Enumerable.Range(0, rows).Select(value => (short)value))), Get(Dataset.Create("none", DataShape.Table(1), 1, 100, [])), part);
        Assert.Equal((rows - held, held, 0), (splits.Train.Rows, splits.Validation.Rows, splits.Test.Rows));
    }

    [Fact]
    public void Permutations_depend_on_seed_and_epoch()
    {
        Assert.Equal(Enumerable.Range(0, 50), Permutation.OfEpoch(50, 1, 1).Order());
        Assert.Equal(Permutation.OfEpoch(50, 1, 1), Permutation.OfEpoch(50, 1, 1));
        Assert.NotEqual(Permutation.OfEpoch(50, 1, 1), Permutation.OfEpoch(50, 1, 2));
        Assert.NotEqual(Permutation.OfEpoch(50, 1, 1), Permutation.OfEpoch(50, 2, 1));
        var counts = new int[5];
        for (var seed = 0; seed < 5000; seed++) counts[Permutation.Of(5, seed)[0]]++;
        Assert.True(counts.Sum(count => Math.Pow(count - 1000, 2) / 1000) < 18.5, string.Join(' ', counts)); // chi-square, 4 degrees of freedom, 0.1 %
    }

    [Fact]
    public void Generated_images_are_seeded_and_far_from_independent()
    {
        var (first, again) = (Get(ShapesDataset.Generate(500, 1)), Get(ShapesDataset.Generate(500, 1)));
        Assert.All(Enumerable.Range(0, 500), row => Assert.True(first.Row(row).SequenceEqual(again.Row(row))));
        Assert.False(first.Row(0).SequenceEqual(Get(ShapesDataset.Generate(1, 2)).Row(0)));
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0], first.Row(0).Skip(36).Take(12).Select(value => (int)value));
        var bits = BitsPerDimension.Of(Baselines.IndependentDimensions(first, first), first.Dimensions);
        Assert.InRange(bits, 1.5, 2.2);
        Assert.Equal(3, BitsPerDimension.Of(Baselines.Uniform(first), first.Dimensions), 1e-12);
    }

    [SkippableTheory]
    [InlineData("mnist", 60000, 10000, 33.318421449829934)]
    [InlineData("fashion-mnist", 60000, 10000, 72.94035223214286)]
    [InlineData("emnist-letters", 124800, 20800, 43.91796)]
    public void Standard_files_hold_the_known_images(string name, int train, int test, double mean)
    {
        var path = Path.Combine(OptionalFolder.Data.Path, name);
        Skip.IfNot(Directory.Exists(path), OptionalFolder.Data.Reason);
        var data = IdxFolder.Read(name, path).Match(found => found, error => throw new InvalidOperationException(error.Explain()));
        Assert.Equal((train, test, (28, 28)), (data.Train.Rows, data.Test.Rows, data.Train.Image!.Value));
        var sum = 0.0;
        for (var row = 0; row < data.Train.Rows; row++)
            foreach (var value in data.Train.Row(row))
                sum += value;
        Assert.Equal(mean, sum / data.Train.Rows / 784, 1e-5);
    }
}
