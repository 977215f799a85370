using System.Globalization;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Runs become files, and files become runs that give the same answers.</summary>
[Collection(TensorTests.Name)]
public class ExchangeVerbTests(QueryRuns runs)
{
    private static string Good(params string[] words)
    {
        var (code, output, error) = Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private static string Bad(TemporaryFolder folder, params string[] words)
    {
        var (code, output, error) = Run(words);
        Assert.Equal((1, string.Empty), (code, output));
        return error.Replace(folder.Path, "HERE", StringComparison.Ordinal)[6..^1];
    }

    [Theory]
    [InlineData("npz")]
    [InlineData("safetensors")]
    public void An_imported_run_answers_as_the_run_does(string format)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, run) in new[] { ("twins", runs.Twins), ("mixed", runs.Mixed), ("letters", runs.Letters), ("plain", runs.Plain), ("colours", runs.Colours), ("shapes", runs.Shapes) })
        {
            var (file, imported, again) = (folder[$"{name}.{format}"], folder[name], folder[$"again.{format}"]);
            Good("export", run, "--out", file);
            Good("import", file, "--out", imported);
            Assert.Equal("imported", Pics.Host.RunSummary.Of(imported).State.Label);
            Good("export", imported, "--out", again);
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(again));
            string[] data = name switch { "shapes" => [], "colours" => ["--data", runs.ColourData], _ => ["--data", QueryRuns.TableOf(run)] };
            Good(["score", run, "--out", folder["expected.csv"], .. data]);
            Good(["score", imported, "--out", folder["found.csv"], .. data]);
            Assert.Equal(File.ReadAllText(folder["expected.csv"]), File.ReadAllText(folder["found.csv"]));
            Assert.Equal(Good("sample", run, "--count", "5", "--seed", "3"), Good("sample", imported, "--count", "5", "--seed", "3"));
            Assert.Contains("laws held in", Good("verify", imported, "--cases", "2"), StringComparison.Ordinal);
            if (name is not ("shapes" or "colours")) continue;
            Good(["inpaint", run, "--out", folder["expected.png"], "--rows", "2", "--draws", "2", .. data]);
            Good(["inpaint", imported, "--out", folder["found.png"], "--rows", "2", "--draws", "2", .. data]);
            Assert.Equal(File.ReadAllBytes(folder["expected.png"]), File.ReadAllBytes(folder["found.png"]));
        }

        Assert.Equal(Good("query", runs.Letters, "P(job | \"likes tea\"=yes)"), Good("query", folder["letters"], "P(job | \"likes tea\"=yes)"));
    }

    [Fact]
    public void A_pic_is_exported_at_another_rule_and_precision()
    {
        using var folder = new TemporaryFolder();
        Assert.EndsWith(" numbers of 64 bits, gauss-legendre rule of K = 7.\n", Good("export", runs.Twins, "--k", "7", "--rule", "gauss-legendre", "--precision", "double", "--to", "npz", "--out", folder["c.npz"]), StringComparison.Ordinal);
        Good("import", folder["c.npz"], "--out", folder["run"]);
        var (expected, found) = (Score(runs.Twins, folder, "--k", "7", "--rule", "gauss-legendre"), Score(folder["run"], folder));
        ExportCase.Agree("scores", expected, found, 1e-5);
        Assert.Contains("\"k\": 7,", File.ReadAllText(Path.Combine(folder["run"], "config.json")), StringComparison.Ordinal);
        Assert.Equal("this run is a circuit of fixed numbers of K = 7 with the gauss-legendre rule; only a PIC is evaluated at another K or rule", Bad(folder, "sample", folder["run"], "--k", "5"));
        Assert.Equal("--points samples the latents of a PIC, but this run is a circuit of fixed numbers, which has none; leave it out", Bad(folder, "sample", folder["run"], "--points", "9"));
        Assert.Equal("'HERE/run' has no checkpoint to go on from; train anew with --config HERE/run/config.json", Bad(folder, "train", "--resume", folder["run"]));
    }

    [Fact]
    public void A_file_that_says_nothing_of_its_run_is_imported_too()
    {
        using var folder = new TemporaryFolder();
        ExportCase.All().First(given => given.Name.StartsWith("families 10", StringComparison.Ordinal)).Use((_, export) =>
            ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty)));
        Good("import", folder["c.npz"], "--out", folder["run"]);
        Good("sample", folder["run"], "--count", "4", "--out", folder["s.csv"]);
        Assert.Equal(5, File.ReadAllLines(folder["s.csv"]).Length);
        Assert.Equal("this model does not know where the rows are that it was learned from; --data must name rows", Bad(folder, "score", folder["run"]));
    }

    [Fact]
    public void What_cannot_be_is_refused_in_a_sentence_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = folder["c.npz"];
        Assert.Equal((2, string.Empty, "pics: export needs --out: the file, which ends with .safetensors, .npz or .onnx\n"), Run("export", runs.Twins));
        Assert.Equal("--out is 'HERE/c.bin'; expected a name that ends with .safetensors, .npz or .onnx", Bad(folder, "export", runs.Twins, "--out", folder["c.bin"]));
        Assert.Equal("--out is 'HERE/none/c.npz', but there is no folder 'HERE/none'; make it first", Bad(folder, "export", runs.Twins, "--out", folder["none/c.npz"]));
        Assert.Equal("this run is a plain circuit of K = 2 with the trapezoidal rule; only a PIC is evaluated at another K or rule", Bad(folder, "export", runs.Plain, "--k", "3", "--out", file));
        Assert.Equal((2, string.Empty, "pics: import needs --out: run folder, new or empty\n"), Run("import", file));
        Assert.Equal("'HERE/c.npz' does not exist; expected a file that 'export' wrote", Bad(folder, "import", file, "--out", folder["run"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Good("export", runs.Twins, "--out", file);
        Directory.CreateDirectory(folder["full"]);
        File.WriteAllText(folder["full/x"], "x");
        Assert.Equal("--out is 'HERE/full', which is not empty; it must be a new or empty folder, so that no run is lost", Bad(folder, "import", file, "--out", folder["full"]));
        Good("export", runs.Twins, "--out", folder["c.onnx"]);
        Assert.Equal("'HERE/c.onnx' is an ONNX model, which is not read back; import a .safetensors or .npz file of the same run", Bad(folder, "import", folder["c.onnx"], "--out", folder["run"]));
        Assert.False(Directory.Exists(folder["run"]));
        var (code, _, error) = Run("export", runs.Twins, "--to", "gguf", "--out", file);
        Assert.Equal((2, "pics: --to is 'gguf'; it must be one of safetensors, npz, onnx\n"), (code, error));
    }

    [Theory]
    [InlineData("""{"config":{},"data":{}}""", "'HERE/c.npz' has no field 'dataset'; expected a text")]
    [InlineData("""{"config":[],"data":{}}""", "'HERE/c.npz' does not say what run it is from: ")]
    [InlineData("""{}""", "'HERE/c.npz' does not say what run it is from: ")]
    public void Files_that_lie_of_their_run_are_refused(string about, string sentence)
    {
        using var folder = new TemporaryFolder();
        ExportCase.All().First().Use((_, export) => ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty.Add("run", about))));
        Assert.StartsWith(sentence, Bad(folder, "import", folder["c.npz"], "--out", folder["run"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void A_file_whose_run_has_other_rows_is_refused_and_its_folder_left_empty()
    {
        using var folder = new TemporaryFolder();
        Good("export", runs.Twins, "--out", folder["c.safetensors"]);
        var file = SafetensorsFile.Open(folder["c.safetensors"]).IfLeft(_ => null!);
        ExportCase.All().First().Use((_, export) => ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty.Add("run", file.Metadata["run"]))));
        Assert.Equal("'HERE/c.npz' cannot be imported: the model in 'HERE/run' is over 12 variable(s) of 3 channel(s), its data over 6 of 1; the files of a run belong together", Bad(folder, "import", folder["c.npz"], "--out", folder["run"]));
        Assert.Empty(Directory.GetFiles(folder["run"]));
    }

    private static double[] Score(string run, TemporaryFolder folder, params string[] more)
    {
        Good(["score", run, "--data", folder.Write("rows.csv", Text(QueryRuns.TwinTable(30, 9))), "--out", folder["s.csv"], .. more]);
        return [.. File.ReadAllLines(folder["s.csv"])[1..].Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
    }
}
