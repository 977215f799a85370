using System.Text.Json.Nodes;
using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Runs on patches of images, from training to every verb that reads rows.</summary>
[Collection(TensorTests.Name)]
public sealed class PatchRunTests : IDisposable
{
    private const int Rows = 40;
    private const string Label = "(YCoCg-R, 2 x 3 patches)";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>RGB images whose pixels all have the number of the image, and a little more.</summary>
    private string Images(string name, int height = 4, int width = 6, int rows = Rows, int noise = 3)
    {
        var random = new Random(4);
        return folder.Write(name, NumpyFiles.Array("|u1", [rows, height, width, 3], [.. Enumerable.Range(0, rows * height * width * 3).Select(place => (double)((place / (height * width * 3) * 4) + random.Next(noise + 1)))]));
    }

    private string Train(string run, params string[] words)
    {
        var (code, text, error) = Run(["train", .. words, "--structure", "quad-tree", "--k", "2", "--width", "4", "--batch-size", "16", "--max-steps", "6", "--validate-every", "3", "--out", folder[run]]);
        Assert.Equal((0, string.Empty), (code, error));
        return text;
    }

    private static string Refused(params string[] words)
    {
        var (code, text, error) = Run(words);
        Assert.Equal((1, string.Empty), (code, text));
        return error;
    }

    [Fact]
    public void Bits_name_the_patches_wherever_rows_are_read()
    {
        var (data, run) = (Images("x.npy"), folder["run"]);
        var trained = Train("run", data, "--patch", "2x3", "--colour", "ycocg-r", "--levels", "256");
        Assert.Contains("Note: Images of 4 x 6 pixels are cut into 4 patches of 2 x 3 pixels, each a row.\n", trained, StringComparison.Ordinal);
        Assert.Contains($"bpd {Label}", trained, StringComparison.Ordinal);
        Assert.Contains($"  bits per dimension {Label} ", trained, StringComparison.Ordinal);
        Assert.Contains("\"patch\": \"2x3\"", File.ReadAllText(Path.Combine(run, "config.json")), StringComparison.Ordinal);
        Assert.Contains($"bpd {Label}", Run("eval", run).Out, StringComparison.Ordinal);
        Assert.Contains($"mean bits per dimension {Label} ", Run("score", run, data).Out, StringComparison.Ordinal);
        Assert.Contains($"160 row(s)", Run("score", run, data).Out, StringComparison.Ordinal);
        Assert.Contains($"Bits per hidden dimension {Label} given", Run("inpaint", run, "--rows", "1", "--draws", "1", "--out", folder["i.png"]).Out, StringComparison.Ordinal);
        Assert.Contains(Label, Run("list", folder.Path).Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("sample", run, "--count", "2", "--out", folder["s.png"]).Code);
        Assert.Equal((0, string.Empty), Run("verify", run, "--cases", "2") is var verified ? (verified.Code, verified.Error) : default);
        Assert.Equal("pics: this run is over images; impute fills tables, inpaint fills images\n", Refused("impute", run, data, "--out", folder["f.csv"]));
        foreach (var verb in new[] { "eval", "score" }) Assert.Equal((2, 3), Patch(JsonNode.Parse(Run(verb, run, "--format", "json").Out)!));
        Assert.Equal((0, string.Empty), Run("train", "--resume", run, "--max-steps", "8") is var resumed ? (resumed.Code, resumed.Error) : default);
    }

    private static (int Height, int Width) Patch(JsonNode found) => ((int)found["patch"]!["height"]!, (int)found["patch"]!["width"]!);

    [Fact]
    public void All_patches_of_an_image_are_in_one_split()
    {
        var settings = new RunSettings { Data = new() { Dataset = DataSource.File, Path = Images("x.npy", noise: 0), Patch = new(2, 3), Levels = 256, Validation = 0.3 } };
        var splits = DataSource.Load(settings).Match(data => data, failure => throw new InvalidOperationException(failure.Sentence));
        var parts = new[] { splits.Train, splits.Validation, splits.Test }.Select(part => Enumerable.Range(0, part.Rows).Select(row => part.Row(row)[0]).ToList()).ToList();
        Assert.All(parts, part => Assert.All(part.GroupBy(image => image), image => Assert.Equal(4, image.Count())));
        Assert.Equal(Rows, parts.Sum(part => part.Distinct().Count()));
        Assert.Equal(Rows, parts.SelectMany(part => part).Distinct().Count());
    }

    [Fact]
    public void Rows_in_files_are_those_in_memory()
    {
        var data = Images("x.npy");
        string[] Figures(string text) => [.. text.Split('\n').Where(line => line.Contains("this model", StringComparison.Ordinal))];
        Assert.Equal(Figures(Train("held", data, "--patch", "2", "--levels", "256")), Figures(Train("streamed", data, "--patch", "2", "--levels", "256", "--stream")));
        Assert.Equal(File.ReadAllText(Path.Combine(folder["held"], "rows.json")), File.ReadAllText(Path.Combine(folder["streamed"], "rows.json")));
    }

    [Fact]
    public void Other_images_are_cut_likewise_and_others_are_refused()
    {
        Train("run", Images("x.npy"), "--patch", "2", "--levels", "256");
        Assert.Contains("8 row(s)", Run("score", folder["run"], Images("wide.npy", height: 2, width: 8, rows: 2)).Out, StringComparison.Ordinal);
        foreach (var verb in new[] { "eval", "score", "inpaint" })
            Assert.Equal("pics: 'odd.npy' has the shape images of 3 x 4 pixels; expected a height and a width that are multiples of 2, so that they are cut into patches of 2 x 2 pixels (--patch)\n", Refused(verb, folder["run"], "--data", Images("odd.npy", height: 3, width: 4)));
        Assert.Contains("is a table", Refused("score", folder["run"], folder.Write("t.csv", Text("a,b\n1,2\n"))).Replace("2 columns of a table", "is a table", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_cut_in_the_size_that_they_come_in()
    {
        for (var number = 0; number < 6; number++) folder.Write($"p{number}.png", MarkedPictures.Png(new byte[4, 6] { { 1, 2, 3, 4, 5, 6 }, { 7, 8, 9, 10, 11, 12 }, { 1, 2, 3, 4, 5, 6 }, { 7, 8, 9, 10, 11, (byte)number } }));
        Train("run", folder.Path, "--patch", "2");
        Assert.Contains("6 row(s)", Run("score", folder["run"], "--split", "test").Out, StringComparison.Ordinal); // one picture
        Assert.Contains("36 row(s)", Run("score", folder["run"], folder.Path).Out, StringComparison.Ordinal);
        Assert.Contains("patches of 2 x 2 pixels", Run("data", "describe", folder.Path, "--patch", "2").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Generated_images_are_cut_and_such_runs_are_compared_with_a_warning()
    {
        Train("patches", "--patch", "4");
        Train("whole");
        var compared = Run("compare", folder["patches"], folder["whole"]).Out;
        Assert.Contains("Likelihoods are not comparable, a row is another part of an image: a patch of 4 x 4 pixels in 'patches'; the whole image in 'whole'.\n", compared, StringComparison.Ordinal);
        Train("more", "--patch", "4");
        Assert.Contains("test, bits per dimension (4 x 4 patches)", Run("compare", folder["patches"], folder["more"]).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--patch is 'eight'; it must be a whole number of pixels for squares, or height x width as 8x24", 2, "--patch", "eight")]
    [InlineData("'shapes' has the shape images of 12 x 12 pixels; expected a height and a width that are multiples of 5, so that they are cut into patches of 5 x 5 pixels (--patch)", 1, "--patch", "5")]
    [InlineData("'shapes' has the shape patches of 0 x 0 pixels (--patch); expected a height and a width of at least 1", 1, "--patch", "0")]
    public void Patches_that_are_none_are_refused(string sentence, int code, params string[] words) => Assert.Equal((code, $"pics: {sentence}\n"), Run(["train", .. words, "--out", folder["run"]]) is var refused ? (refused.Code, refused.Error) : default);

    [Fact]
    public void Tables_and_roads_without_data_refuse_the_option()
    {
        var table = folder.Write("t.csv", Text("a,b\n1,2\n2,1\n3,3\n"));
        foreach (var words in new string[][] { ["train", table, "--out", folder["run"]], ["data", "describe", table] })
            Assert.Equal("pics: --patch is for images, and the data are a table; leave it out\n", Refused([.. words, "--patch", "2"]));
        Assert.Equal("pics: 't.csv' has the shape 2 columns of a table; expected images, which alone are cut into patches of 2 x 2 pixels (--patch)\n", Refused("train", table, "--config", folder.Write("c.json", Text("""{ "patch": 2 }""")), "--out", folder["run"]));
        Assert.Equal("pics: --patch cuts images of --dataset or --data, and there are none; leave it out, and give --height and --columns of a patch\n", Refused("inspect", "--patch", "2"));
        Assert.Contains("2 x 3 pixels of 3 channel(s)", Run("inspect", Images("x.npy"), "--patch", "2x3", "--k", "2").Out, StringComparison.Ordinal);
    }
}
