using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class FormatLaws
{
    private static string Says(string path) => DataFormats.Recognise(path).Match(format => $"{format}", error => error.Explain().Replace(path, "PATH", StringComparison.Ordinal));

    [Fact]
    public void Files_are_told_by_content_first_and_name_second()
    {
        using var folder = new TemporaryFolder();
        string Of(string name, byte[] bytes) => Says(folder.Write(name, bytes));
        Assert.Equal("IdxFile", Of("x.csv", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]));
        Assert.Equal("IdxFile", Of("x", Gzip([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7])));
        Assert.Equal("IdxTable", Of("x", [0, 0, 9, 1, 0, 0, 0, 1, 7]));
        Assert.Equal("IdxTable", Of("x", Gzip([0, 0, 13, 2, 0, 0, 0, 1, 0, 0, 0, 0])));
        Assert.Equal("IdxFile", Of("x", [0, 0, 14, 9, 0]));
        Assert.Equal("Cifar10File", Of("x.bin", [0, 0, 11, 3, .. new byte[3069]]));
        Assert.Equal("IdxTable", Of("x.bin", [0, 0, 8, 1, 0, 0, 11, 249, .. new byte[3065]]));
        Assert.Equal("NumpyArray", Of("x", NumpyFiles.Array("|u1", [1], [1])));
        Assert.Equal("NumpyArchive", Of("x", NumpyFiles.Archive(("a.npy", NumpyFiles.Array("|u1", [1], [1])))));
        Assert.Equal("Cifar10File", Of("x.bin", new byte[3073]));
        Assert.Equal("Cifar10File", Of("x.bin.gz", Gzip(new byte[3073])));
        Assert.Equal("Cifar10File", Of("x", new byte[3073]));
        Assert.Equal("DebdFile", Of("x.data", Text("0,1\n1,1\n")));
        Assert.Equal("DebdFile", Of("x.txt", Text("0 1\n")));
        Assert.Equal("Table", Of("x.csv", Text("0,1\n1,1\n")));
        Assert.Equal("Table", Of("x.data", Text("0,1\n1,2\n")));
        Assert.Equal("Json", Of("x", Text(" [ {\"a\": 1}]")));
        Assert.Equal("Json", Of("x.csv", Text("{\"a\": 1}\n")));
        Assert.Equal("Json", Of("x.jsonl.gz", Gzip(Text("\n1"))));
        Assert.Equal("Table", Of("x", Text("[a],[b]\n1,2\n")));
        Assert.Equal("Table", Of("x", Text("{a},b\n1,2\n")));
        Assert.Equal("Parquet", Of("x.csv", Text("PAR1")));
        Assert.Equal("Arrow", Of("x.csv", Text("ARROW1")));
        Assert.Equal("'PATH' cannot be read: it is a single picture; expected a folder of them", Of("x", [0x89, (byte)'P', (byte)'N', (byte)'G']));
        const string Known = "IDX images, NumPy arrays and archives, CIFAR-10 records, lines of 0 and 1, a table in text, JSON records, Parquet or Arrow; or a folder with the files of a known data set, *.train.data, *.parquet or PNG or JPEG pictures";
        Assert.Equal($"'PATH' cannot be read: it is empty; expected {Known}", Of("x", []));
        Assert.Equal($"'PATH' cannot be read: its first bytes are of no known format; expected {Known}", Of("x", [7, 0, 1]));
        Assert.Equal($"'PATH' does not exist; expected a file with {Known}", Says(folder["none"]));
    }

    [Fact]
    public void Folders_are_told_by_their_files()
    {
        using var folder = new TemporaryFolder();
        string Only(string file)
        {
            folder.Write(file, [1]);
            var says = Says(folder.Path);
            File.Delete(folder[file]);
            return says;
        }

        Assert.Equal("'PATH' cannot be read: nothing in it is known; expected a folder with the files of a known data set, *.train.data, *.parquet or PNG or JPEG pictures", Says(folder.Path));
        Assert.Equal("IdxFolder", Only("train-images-idx3-ubyte.gz"));
        Assert.Equal("IdxFolder", Only("emnist-balanced-train-images-idx3-ubyte"));
        Assert.Equal("Cifar10Folder", Only("data_batch_3.bin"));
        Assert.Equal("ImageNetFolder", Only("train_data_batch_1.npz"));
        Assert.Equal("DebdFolder", Only("x.train.data.gz"));
        Assert.Equal("Parquet", Only("part-0.parquet"));
        Assert.Equal("ImageFolder", Only("x.jpeg"));
    }

    [Fact]
    public void What_is_found_is_read()
    {
        using var folder = new TemporaryFolder();
        foreach (var split in new[] { "train", "valid", "test" }) folder.Write($"x.{split}.data", Text("0,1\n"));
        var found = Get(DataFormats.Read(folder.Path, ReadOptions.Default));
        Assert.Equal((DataFormat.DebdFolder, 1, 1, 1), (found.Format, found.Train.Rows, found.Validation!.Rows, found.Test!.Rows));
        found = Get(DataFormats.Read(folder.Write("t.csv", Text("a,b\n1,2\n")), ReadOptions.Default));
        Assert.Equal((DataFormat.Table, 2, null, null), (found.Format, found.Train.Variables, found.Validation, found.Test));
    }

    [Theory]
    [InlineData("emnist-letters")]
    [InlineData("emnist-balanced")]
    [InlineData("emnist-byclass")]
    [InlineData("emnist-bymerge")]
    [InlineData("emnist-digits")]
    [InlineData("emnist-mnist")]
    public void Every_split_of_emnist_comes_upright_from_folder_and_file(string name)
    {
        using var folder = new TemporaryFolder();
        byte[] file = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
        folder.Write($"{name}-train-images-idx3-ubyte", file);
        var path = folder.Write($"{name}-test-images-idx3-ubyte.gz", Gzip(file));
        var found = Get(DataFormats.Read(folder.Path, ReadOptions.Default));
        Assert.All([found.Train, found.Test!, Get(IdxReader.ReadImages(path)), Get(IdxReader.ReadImages(folder[$"{name}-train-images-idx3-ubyte"], Streamed))], images =>
        {
            Assert.Equal((3, 2), images.Image!.Value);
            Assert.Equal([1, 4, 2, 5, 3, 6], images.Row(0).ToArray());
        });
    }
}
