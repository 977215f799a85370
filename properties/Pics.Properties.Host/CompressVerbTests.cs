using System.Text.Json.Nodes;
using static Pics.Properties.ConsoleRuns;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>The verbs compress and decompress, from files to files.</summary>
[Collection(TensorTests.Name)]
public sealed class CompressVerbTests(QueryRuns runs) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Coded => folder["x.pics"];

    public void Dispose() => folder.Dispose();

    private static string Done(params string[] words)
    {
        var (code, output, error) = Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private string Refused(params string[] words)
    {
        var before = Directory.GetFileSystemEntries(folder.Path);
        var (code, output, error) = Run(words);
        Assert.Equal((1, string.Empty), (code, output));
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path));
        return error;
    }

    [Fact]
    public void Images_come_back_as_the_file_that_they_were()
    {
        var told = Done("compress", runs.Colours, runs.ColourData, "--out", Coded, "--embed", "--check");
        Assert.StartsWith($"40 rows are in '{Coded}', in ", told, StringComparison.Ordinal);
        Assert.Contains(" of the model, ", told, StringComparison.Ordinal);
        Assert.EndsWith($"'pics decompress' gives back '{runs.ColourData}' byte for byte.\n", told, StringComparison.Ordinal);
        Assert.Equal($"40 rows of '{Coded}' are in '{folder["y.npy"]}'.\n", Done("decompress", Coded, "--out", folder["y.npy"]));
        Assert.Equal(File.ReadAllBytes(runs.ColourData), File.ReadAllBytes(folder["y.npy"]));
        Assert.Equal($"2 rows of '{Coded}' are in '{folder["some"]}'.\n", Done("decompress", Coded, "--out", folder["some"], "--first", "3", "--rows", "2"));
        var pictures = Get(ImageFolder.Read(folder["some"], ReadOptions.Default with { Levels = 256, Channels = 3 }));
        var whole = Get(NumpyReader.ReadArray(runs.ColourData, ReadOptions.Default with { Levels = 256 }));
        Assert.Equal(Values(whole.Take([3, 4])), Values(pictures));
    }

    [Fact]
    public void Patches_come_back_as_images()
    {
        var random = new Random(4);
        var data = folder.Write("d.npy", NumpyFiles.Array("|u1", [40, 4, 6, 3], [.. Enumerable.Range(0, 40 * 72).Select(_ => (double)random.Next(256))]));
        Done("train", data, "--patch", "2x3", "--colour", "ycocg-r", "--structure", "quad-tree", "--k", "2", "--width", "4", "--batch-size", "16", "--max-steps", "2", "--validate-every", "2", "--out", folder["run"]);
        Assert.Contains("byte for byte", Done("compress", folder["run"], data, "--out", Coded, "--check"), StringComparison.Ordinal);
        Done("decompress", Coded, "--run", folder["run"], "--out", folder["y.npy"]);
        Assert.Equal(File.ReadAllBytes(data), File.ReadAllBytes(folder["y.npy"]));
        Assert.StartsWith($"'{Coded}' has 40 images of 'd.npy' in ", Done("decompress", Coded), StringComparison.Ordinal);
        Done("decompress", Coded, "--run", folder["run"], "--out", folder["z.npy"], "--first", "39");
        Assert.Equal(Values(Get(NumpyReader.ReadArray(data, ReadOptions.Default with { Levels = 256 })))[(39 * 72)..], Values(Get(NumpyReader.ReadArray(folder["z.npy"], ReadOptions.Default with { Levels = 256 }))));
    }

    [Fact]
    public void Rows_of_a_table_come_back_and_scripts_are_told()
    {
        Done("sample", runs.Mixed, "--count", "50", "--out", folder["t.csv"]);
        var told = JsonNode.Parse(Done("compress", runs.Mixed, folder["t.csv"], "--out", Coded, "--block-rows", "7", "--format", "json"))!;
        Assert.Equal((50, new FileInfo(Coded).Length, new FileInfo(folder["t.csv"]).Length, false), ((int)told["rows"]!, (long)told["bytes"]!, (long)told["inputBytes"]!, (bool)told["checked"]!));
        Done("decompress", Coded, "--run", runs.Mixed, "--out", folder["u.csv"], "--first", "0");
        Assert.Equal(Csvs.Read(folder["t.csv"]), Csvs.Read(folder["u.csv"]));
        var described = JsonNode.Parse(Done("decompress", Coded, "--format", "json"))!;
        Assert.Equal((50, 7, 0, 0), ((int)described["rows"]!, (int)described["blockRows"]!, (int)described["modelBytes"]!, (int)described["given"]!));
    }

    [Fact]
    public void The_text_of_a_table_comes_back_byte_for_byte_unless_only_rows_are_kept()
    {
        var table = folder.Write("t.csv", Text("# ours\r\nflag,job,visits,income,note\r\n1,cook,2,31000.50,\"a, b\"\r\n\r\n0, clerk ,?,,x\n1,\"smith, black\",0,1e4,"));
        foreach (var name in new[] { "back.csv", "back.txt", "back.tsv" })
        {
            Assert.Contains($"'pics decompress' gives back '{table}' byte for byte.\n", Done("compress", runs.Mixed, table, "--out", Coded, "--check"), StringComparison.Ordinal);
            Done("decompress", Coded, "--run", runs.Mixed, "--out", folder[name]);
            Assert.Equal(File.ReadAllBytes(table), File.ReadAllBytes(folder[name]));
        }

        Done("decompress", Coded, "--run", runs.Mixed, "--out", folder["back.csv.gz"]);
        Assert.Contains("byte for byte", Done("compress", runs.Mixed, folder["back.csv.gz"], "--out", folder["z.pics"], "--check"), StringComparison.Ordinal);
        Done("decompress", Coded, "--run", runs.Mixed, "--out", folder["back.parquet"]);
        Assert.Contains("It was read back and has the same rows.\n", Done("compress", runs.Mixed, table, "--out", folder["r.pics"], "--rows-only", "--check"), StringComparison.Ordinal);
        Assert.Contains("--out is", Refused("decompress", folder["r.pics"], "--run", runs.Mixed, "--out", folder["r.txt"]), StringComparison.Ordinal);
        Assert.Equal("pics: --rows-only is for tables in text, and these rows are none; leave it out\n", Refused("compress", runs.Colours, "--out", folder["c.pics"], "--rows-only"));
    }

    [Fact]
    public void What_the_reader_has_is_not_coded()
    {
        Done("compress", runs.Colours, runs.ColourData, "--out", Coded, "--given", "left", "--check");
        Assert.StartsWith("pics: columns 'x0', 'x1', 'x2', 'x6' and 8 more are not in ", Refused("decompress", Coded, "--run", runs.Colours, "--out", folder["y.npy"]), StringComparison.Ordinal);
        Done("decompress", Coded, "--run", runs.Colours, "--given", runs.ColourData, "--out", folder["y.npy"]);
        Assert.Equal(File.ReadAllBytes(runs.ColourData), File.ReadAllBytes(folder["y.npy"]));
        Done("sample", runs.Mixed, "--count", "20", "--out", folder["t.csv"]);
        Done("compress", runs.Mixed, folder["t.csv"], "--out", folder["t.pics"], "--given", "job, income");
        Assert.Contains("2 columns of a row are not in it", Done("decompress", folder["t.pics"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out is 'X/x.zip'; expected a name that ends with .pics", "compress", "SHAPES", "--out", "X/x.zip")]
    [InlineData("--given names 'jb', which no column is called; maybe 'job' is meant", "compress", "MIXED", "X/t.csv", "--out", "X/y.pics", "--given", "jb")]
    [InlineData("--given names all columns, so that nothing is left to code; leave some out", "compress", "MIXED", "X/t.csv", "--out", "X/y.pics", "--given", "flag,job,visits,income")]
    [InlineData("the number of rows of a block is 0; it must be 1 to 65536 for rows of 4 values", "compress", "MIXED", "X/t.csv", "--out", "X/y.pics", "--block-rows", "0")]
    [InlineData("'X/none.pics' cannot be read: there is no such file; expected a file that 'compress' wrote", "decompress", "X/none.pics")]
    [InlineData("'X/t.csv' cannot be read: it does not begin as coded rows do; expected a file that 'compress' or Codec.Encode wrote", "decompress", "X/t.csv")]
    [InlineData("the model is not in 'X/x.pics'; expected --run with the folder of the run that it was compressed with", "decompress", "X/x.pics", "--out", "X/y.csv")]
    [InlineData("'X/x.pics' cannot be read: its rows have other columns than the model; expected the model that it was written with", "decompress", "X/x.pics", "--run", "SHAPES", "--out", "X/y.csv")]
    [InlineData("--out is 'X/y.json'; expected a name that ends with .csv, .csv.gz, .parquet, .arrow, .feather, .npy, .idx or -ubyte", "decompress", "X/x.pics", "--run", "MIXED", "--out", "X/y.json")]
    [InlineData("--out is 'X/x.pics', the file that is read; expected another one, so that it is not lost", "decompress", "X/x.pics", "--out", "X/x.pics")]
    [InlineData("--rows is 9; it must be 0 to 1: the file has 1 row, and --first is 0", "decompress", "X/x.pics", "--run", "MIXED", "--out", "X/y.csv", "--rows", "9")]
    [InlineData("--first is -1; it must be 0 to 1, as rows are counted from 0", "decompress", "X/x.pics", "--run", "MIXED", "--out", "X/y.csv", "--first", "-1")]
    [InlineData("all columns are in 'X/x.pics', so that --given would be ignored; leave it out", "decompress", "X/x.pics", "--run", "MIXED", "--out", "X/y.csv", "--given", "X/t.csv")]
    [InlineData("without --out nothing is decompressed, so that --run, --given, --first and --rows would be ignored; give --out, or leave them out", "decompress", "X/x.pics", "--first", "0")]
    [InlineData("'X/y.npy' cannot be read or written: an array has numbers, and column 'job' has texts; expected the name of a table, as .csv", "decompress", "X/x.pics", "--run", "MIXED", "--out", "X/y.npy")]
    public void What_cannot_be_done_is_refused_in_a_sentence(string sentence, params string[] words)
    {
        folder.Write("t.csv", Text("flag,job,visits,income\n1,cook,2,31000.5\n"));
        Done("compress", runs.Mixed, folder["t.csv"], "--out", Coded);
        string Placed(string word) => word.Replace("X/", folder.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal).Replace("SHAPES", runs.Shapes, StringComparison.Ordinal).Replace("MIXED", runs.Mixed, StringComparison.Ordinal);
        Assert.Equal($"pics: {Placed(sentence)}\n", Refused([.. words.Select(Placed)]));
    }
}
