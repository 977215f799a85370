using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>What the names of files that verbs write end with decides what they are, or is refused in one sentence.</summary>
[Collection(TensorTests.Name)]
public sealed class OutputNameTests(QueryRuns runs) : IClassFixture<QueryRuns>, IDisposable
{
    private const string Tables = ".csv, .csv.gz, .parquet, .arrow or .feather";
    private const string TablesAndArrays = ".csv, .csv.gz, .parquet, .arrow, .feather, .npy, .idx or -ubyte";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string, string[]> Others => new()
    {
        { "x.jpg", $".png, {TablesAndArrays}, or that of a folder, which ends with none of a file", ["sample", "SHAPES", "--count", "2", "--out"] },
        { "x.npz", $".png, {TablesAndArrays}, or that of a folder, which ends with none of a file", ["sample", "SHAPES", "--count", "2", "--out"] },
        { "x.tsv", $".png, {TablesAndArrays}, or that of a folder, which ends with none of a file", ["sample", "SHAPES", "--count", "2", "--out"] },
        { "x.json", Tables, ["score", "MIXED", "--out"] },
        { "x.tsv", Tables, ["score", "MIXED", "--out"] },
        { "x", Tables, ["score", "MIXED", "--out"] },
        { "x.jpg", ".png", ["inpaint", "SHAPES", "--out"] },
        { "x.pdf", ".html or .htm", ["report", "SHAPES", "--out"] },
        { "x.md", ".html or .htm", ["compare", "SHAPES", "SHAPES", "--out"] },
        { "x.png", ".svg or .dot", ["draw", "--out"] },
        { "x.bin", ".safetensors, .npz or .onnx", ["export", "SHAPES", "--out"] },
        { "x.npz", ".onnx", ["export", "SHAPES", "--to", "onnx", "--out"] },
        { "x.json", Tables, ["impute", "MIXED", "t.csv", "--out", "o.csv", "--probabilities"] },
        { "x.txt", Tables, ["impute", "MIXED", "t.csv", "--out"] },
        { "x.png", Tables, ["impute", "MIXED", "t.csv", "--out"] },
        { "x", Tables, ["impute", "MIXED", "t.csv", "--out"] },
        { "x.txt", ".json", ["data", "describe", "t.csv", "--json"] },
        { "x", ".json", ["data", "describe", "t.csv", "--write-schema"] },
        { "x.csv", ".json", ["verify", "SHAPES", "--json"] },
        { "x.csv", ".json", ["bench", "compile", "--json"] },
        { "x.html", ".md", ["bench", "compile", "--markdown"] },
        { "x.csv", ".json", ["bench", "steps", "--json"] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Names_that_end_otherwise_are_refused(string name, string endings, string[] words)
    {
        folder.Write("t.csv", Text("flag,job,visits,income\n1,cook,,31000.5\n"));
        var option = words[^1];
        var (code, output, error) = ConsoleRuns.Run([.. words.Select(Placed), folder[name]]);
        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains($"pics: {option} is '{folder[name]}'; expected a name that ends with {endings}\n", error.Replace($"{Placed("t.csv")}, ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal([folder["t.csv"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("train", "x.json", "--k", "2")]
    [InlineData("train", "x.npz", "--k", "2")]
    [InlineData("reproduce", "x.csv", "rules")]
    public void Names_of_files_are_no_names_of_folders(string verb, string name, params string[] words) =>
        Assert.Equal((1, $"pics: --out is '{folder[name]}', the name of a file; expected that of a folder\n"), StoppedRun.Quiet(ConsoleRuns.Run([verb, .. words, "--out", folder[name]])));

    [Fact]
    public void Pictures_go_into_a_folder_that_is_named_as_one()
    {
        Directory.CreateDirectory(folder["there.png"]);
        foreach (var name in new[] { "plain", "dotted.v2/", "deep/er" })
        {
            Assert.Equal(0, ConsoleRuns.Run("sample", runs.Shapes, "--count", "2", "--out", folder[name]).Code);
            Assert.Equal(["sample-00001.png", "sample-00002.png"], Directory.GetFiles(folder[name]).Select(Path.GetFileName).Order());
        }
    }

    [Fact]
    public void A_table_in_text_keeps_its_own_ending_whatever_it_is()
    {
        var table = folder.Write("people.data", Text("flag,job,visits,income\n1,cook,,31000.5\n"));
        Assert.Equal(0, ConsoleRuns.Run("impute", runs.Mixed, table, "--by", "mode", "--out", folder["filled.data"]).Code);
        Assert.Equal(0, ConsoleRuns.Run("impute", runs.Mixed, table, "--by", "mode", "--out", folder["filled.csv"]).Code);
        Assert.Equal(File.ReadAllText(folder["filled.data"]), File.ReadAllText(folder["filled.csv"]));
    }

    private string Placed(string word) => word switch { "SHAPES" => runs.Shapes, "MIXED" => runs.Mixed, "t.csv" or "o.csv" => folder[word], _ => word };
}
