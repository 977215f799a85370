using System.Text.Json;
using Pics.Host;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The host's verbs from the command line's words to files and exit codes.</summary>
[Collection(TensorTests.Name)]
public class HostTests
{
    private static (int Code, string Out, string Error) Train(TemporaryFolder folder, params string[] more) =>
        Run(["train", "--k", "4", .. more.Contains("pc") ? [] : new[] { "--width", "8" }, "--max-steps", "20", "--validate-every", "10", "--out", folder["run"], .. more]);

    [Fact]
    public void Train_writes_a_run_folder_that_eval_scores_alike()
    {
        using var folder = new TemporaryFolder();
        var trained = Train(folder);
        Assert.Equal((0, string.Empty), (trained.Code, trained.Error));
        Assert.Equal(["config.json", "data.json", "environment.json", "metrics.jsonl", "model.json", "model.safetensors", "results.json", "rows.json"], Directory.GetFiles(folder["run"]).Select(Path.GetFileName).Order());
        var lines = File.ReadAllLines(Path.Combine(folder["run"], "metrics.jsonl"));
        Assert.Equal(22, lines.Length);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        using var results = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], "results.json")));
        var test = results.RootElement.GetProperty("scores").GetProperty("splits")[1].GetProperty("bitsPerDimension").GetDouble();
        var evaluated = Run("eval", folder["run"], "--k", "4", "9", "--rule", "trapezoidal");
        Assert.Equal(0, evaluated.Code);
        Assert.Contains(Tables.Number(test, 4), evaluated.Out, StringComparison.Ordinal);
        Assert.Contains("K = 9", evaluated.Out, StringComparison.Ordinal);
        Assert.Contains("log Z = ", evaluated.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_words_give_the_same_model_and_a_runs_config_repeats_it()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        var first = File.ReadAllBytes(Path.Combine(folder["run"], "model.safetensors"));
        var again = Run("train", "--config", Path.Combine(folder["run"], "config.json"), "--out", folder["again"]);
        Assert.Equal((0, string.Empty), (again.Code, again.Error));
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(folder["again"], "model.safetensors")));
        Run("train", "--config", Path.Combine(folder["run"], "config.json"), "--seed", "5", "--out", folder["other"]);
        Assert.NotEqual(first, File.ReadAllBytes(Path.Combine(folder["other"], "model.safetensors")));
    }

    [Fact]
    public void A_config_from_before_an_option_is_read()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Train(folder, "--micro-batch", "100").Code);
        var config = Path.Combine(folder["run"], "config.json");
        var lines = File.ReadAllLines(config);
        Assert.Contains(lines, line => line.Contains("\"microBatch\": 100", StringComparison.Ordinal));
        var last = Array.FindIndex(lines, line => line.Contains("\"threads\"", StringComparison.Ordinal)); // what follows was added later
        File.WriteAllLines(config, [.. lines[..last], lines[last].TrimEnd(','), "}"]);
        var (evaluated, trained) = (Run("eval", folder["run"]), Run("train", "--config", config, "--out", folder["again"]));
        Assert.Equal((0, 0, string.Empty), (evaluated.Code, trained.Code, evaluated.Error + trained.Error));
    }

    [Fact]
    public void Both_ways_to_ask_for_64_bits_give_the_same_model()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Train(folder, "--double").Code);
        Assert.Equal(0, Run("train", "--config", Path.Combine(folder["run"], "config.json"), "--precision", "double", "--out", folder["again"]).Code);
        byte[] Model(string name) => File.ReadAllBytes(Path.Combine(folder[name], "model.safetensors"));
        Assert.Equal(Model("run"), Model("again"));
        Assert.Contains("\"precision\": \"double\"", File.ReadAllText(Path.Combine(folder["again"], "config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_circuit_trains_and_keeps_its_K()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Train(folder, "--model", "pc").Code);
        Assert.Equal(0, Run("eval", folder["run"]).Code);
        var other = Run("eval", folder["run"], "--k", "8");
        Assert.Equal((1, "pics: this run is a plain circuit of K = 4 with the trapezoidal rule; only a PIC is evaluated at another K or rule\n"), (other.Code, other.Error));
    }

    [Fact]
    public void Inspect_prints_the_papers_counts()
    {
        var (code, output, _) = Run("inspect", "--structure", "quad-tree", "--root-merge", "cp", "--k", "512");
        Assert.Equal(0, code);
        Assert.All(new[] { "1,061,924", "1,058,840", "379,586,560", "376,440,832" }, number => Assert.Contains(number, output, StringComparison.Ordinal));
        Assert.Contains("2,104,830", Run("inspect", "--merge", "tucker", "--height", "32", "--columns", "32", "--channels", "3").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--merge is 'foo'; it must be one of cp, tucker", "train", "--merge", "foo")]
    [InlineData(2, "--k is 'x'; it must be a whole number", "inspect", "--k", "x")]
    [InlineData(2, "no verb is given; --help lists them")]
    [InlineData(1, "--k: the trapezoidal rule cannot have 1 node(s); it needs at least 2", "train", "--k", "1")]
    [InlineData(1, "--k: the trapezoidal rule cannot have -3 node(s); it needs at least 2", "train", "--k", "-3")]
    [InlineData(1, "--max-steps is -5; it must be zero or more", "train", "--max-steps", "-5")]
    [InlineData(1, "--batch-size is 0; it must be at least 1", "train", "--batch-size", "0")]
    [InlineData(2, "--max-steps is '99999999999999999999', which is too large; it must be at most 9223372036854775807", "train", "--max-steps", "99999999999999999999")]
    [InlineData(2, "--seed is '-99999999999999999999', which is too small; expected a number of fewer digits", "train", "--seed", "-99999999999999999999")]
    [InlineData(1, "partition u144 of {0, 1, 12, 13} has 4 parts; a Tucker-merge takes exactly two, so use a CP-merge there or binarise the region graph", "train", "--structure", "quad-tree", "--merge", "tucker")]
    [InlineData(1, "--structure is 'nowhere'; it must be quad-tree, quad-graph, poon-domingos, random-binary-trees, random-splits, balanced-tree, linear-chain, fully-factorised, hidden-chow-liu or a JSON file with a region graph", "inspect", "--structure", "nowhere")]
    [InlineData(1, "--width is 7; it must be an even number from 2 to 16384", "train", "--width", "7")]
    [InlineData(1, "--width is -2; it must be an even number from 2 to 16384", "train", "--width", "-2")]
    [InlineData(1, "--width is 33; it must be an even number from 2 to 16384", "inspect", "--width", "33")]
    [InlineData(1, "--width is 0; it must be an even number from 2 to 16384", "inspect", "--width", "0")]
    [InlineData(1, "--k is 65537; it must be at most 65536", "train", "--k", "65537")]
    [InlineData(1, "--sigma is -1; it must be a positive number", "train", "--sigma", "-1")]
    [InlineData(1, "--threads is -2; it must be 0 to 1024", "train", "--threads", "-2")]
    [InlineData(1, "--validation is 2; it must be between 0 and 1", "train", "--validation", "2")]
    [InlineData(1, "--dataset file needs --data with a file or folder", "train", "--dataset", "file")]
    [InlineData(1, "'nowhere' does not exist; expected a folder with IDX files", "train", "--dataset", "mnist", "--data", "nowhere")]
    [InlineData(1, "'nowhere' is not a run folder: it has no config.json; name a folder that 'train' wrote", "eval", "nowhere")]
    [InlineData(1, "'nowhere' does not exist; expected a JSON file with options", "train", "--config", "nowhere")]
    [InlineData(1, "--learning-rate is -1; it must be a positive number", "train", "--learning-rate", "-1")]
    [InlineData(1, "--minimum-rate is -1; it must be zero or a positive number", "train", "--minimum-rate", "-1")]
    [InlineData(1, "--precision is tf32, which is for NVIDIA GPUs; use --device cuda, or --precision float or double", "train", "--precision", "tf32")]
    [InlineData(1, "--double and --precision float contradict each other; give one of them", "train", "--double", "--precision", "float")]
    [InlineData(2, "--precision is 'bf16'; it must be one of float, double, tf32", "train", "--precision", "bf16")]
    [InlineData(1, "--micro-batch is 300; it must be 1 to the batch size, 256", "train", "--micro-batch", "300")]
    [InlineData(1, "a quad graph over 0 x 28 pixels cannot be built; height and width must be at least 1 and their product at most 16777216", "inspect", "--height", "0")]
    [InlineData(1, "--categories is 0 and --channels 1; each must be at least 1, and --categories at most 32767", "inspect", "--categories", "0")]
    public void Bad_words_get_one_sentence_and_a_code(int code, string sentence, params string[] words)
    {
        var result = Run(words);
        Assert.Equal((code, $"pics: {sentence}\n"), (result.Code, result.Error));
    }

    [Fact]
    public void Bad_configurations_get_one_sentence()
    {
        using var folder = new TemporaryFolder();
        void Says(string sentence, string text)
        {
            File.WriteAllText(folder["c.json"], text);
            var result = Run("train", "--config", folder["c.json"]);
            Assert.Equal((1, $"pics: 'FILE'{sentence}\n"), (result.Code, result.Error.Replace(folder["c.json"], "FILE", StringComparison.Ordinal)));
        }

        Says(" is not a JSON object with options", "[]");
        Says(" has the unknown option 'kk'; did you mean 'k'?", """{ "kk": 3 }""");
        Says(" gives option 'k' a list or object; it takes one value", """{ "k": [3] }""");
        Says(": --merge is 'foo'; it must be one of cp, tucker", """{ "merge": "foo" }""");
        Says(": --width is 7; it must be an even number from 2 to 16384", """{ "width": 7 }""");
        Says(": --max-steps is -5; it must be zero or more", """{ "maxSteps": -5 }""");
        Assert.Equal("pics: --width is 7; it must be an even number from 2 to 16384\n", Run("train", "--config", folder["c.json"], "--width", "7").Error);
    }

    [Fact]
    public void A_run_folder_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(Path.Combine(folder["run"], "kept"), "x");
        var result = Train(folder);
        Assert.Equal((1, "pics: --out is 'RUN', which is not empty; it must be a new or empty folder, so that no run is lost\n"), (result.Code, result.Error.Replace(folder["run"], "RUN", StringComparison.Ordinal)));
        Assert.Single(Directory.GetFiles(folder["run"]));
    }

    [Fact]
    public void Damaged_runs_are_refused()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        var tensors = Path.Combine(folder["run"], "model.safetensors");
        File.WriteAllBytes(tensors, File.ReadAllBytes(tensors)[..100]);
        var result = Run("eval", folder["run"]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"pics: '{tensors}' is not a valid file of its kind:", result.Error, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder["run"], "config.json"), "{}");
        Assert.Equal(1, Run("eval", folder["run"]).Code);
    }

    [Fact]
    public void Too_large_a_circuit_is_refused_before_anything_is_allocated()
    {
        using var folder = new TemporaryFolder();
        var result = Run("train", "--merge", "tucker", "--k", "900", "--out", folder["run"]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith("pics: a training step with the ", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void A_structure_of_ones_own_is_read_from_json()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["g.json"], RegionGraphJson.Write(PicBuilder.Get(QuadTree.Create(12, 12))));
        Assert.Equal(0, Train(folder, "--structure", folder["g.json"]).Code);
        File.WriteAllText(folder["g.json"], "{");
        Assert.Equal(1, Run("inspect", "--structure", folder["g.json"]).Code);
    }
}
