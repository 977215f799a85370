using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Region graphs in files: held against the variables, copied into runs, written by inspect.</summary>
[Collection(TensorTests.Name)]
public sealed class StructureFileTests : IDisposable
{
    private const string Pairs = """{ "format": "pics-region-graph", "version": 1, "regions": [[0],[1],[2],[3],[0,1],[2,3],[0,1,2,3]], "splits": [{"region":4,"parts":[0,1]},{"region":5,"parts":[2,3]},{"region":6,"parts":[4,5]}] }""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Table() => folder.Write("t.csv", Text("a,b,c,d\n" + string.Concat(Enumerable.Range(0, 120).Select(row => $"{row % 2},{row / 2 % 2},{row / 3 % 2},{row % 2}\n"))));

    private (int Code, string Out, string Error) Train(string structure, int steps = 4) =>
        Run("train", Table(), "--structure", structure, "--k", "2", "--width", "4", "--batch-size", "16", "--max-steps", $"{steps}", "--out", folder["run"]);

    [Theory]
    [InlineData("[[0],[1],[2],[3],[4],[0,1,2,3,4]]", "[{\"region\":5,\"parts\":[0,1,2,3,4]}]", "the variables 0 to 4")]
    [InlineData("[[0],[7],[0,7]]", "[{\"region\":2,\"parts\":[0,1]}]", "the variables 0, 7")]
    [InlineData("[[0],[1],[0,1]]", "[{\"region\":2,\"parts\":[0,1]}]", "the variables 0 to 1")]
    [InlineData("[[0]]", "[]", "the variable 0")]
    [InlineData("[[1],[2],[3],[4],[1,2,3,4]]", "[{\"region\":4,\"parts\":[0,1,2,3]}]", "the variables 1 to 4")]
    public void A_structure_over_other_variables_is_refused_everywhere(string regions, string splits, string variables)
    {
        var path = folder.Write("g.json", Text($$"""{"format":"pics-region-graph","version":1,"regions":{{regions}},"splits":{{splits}}}"""));
        var sentence = $"pics: '{path}' is over {variables}, and {{0}}; expected a structure over the variables 0 to 3\n";
        Assert.Equal((1, sentence.Replace("{0}", "the data have 4 column(s)", StringComparison.Ordinal)), Train(path) is var trained ? (trained.Code, trained.Error) : default);
        Assert.False(Directory.Exists(folder["run"]));
        string[] size = ["--height", "2", "--columns", "2"];
        var over = sentence.Replace("{0}", "2 x 2 are 4 variable(s)", StringComparison.Ordinal);
        Assert.Equal((1, over), Run(["inspect", "--structure", path, .. size]) is var inspected ? (inspected.Code, inspected.Error) : default);
        Assert.Equal((1, over), Run(["draw", "--structure", path, "--out", folder["d.svg"], .. size]) is var drawn ? (drawn.Code, drawn.Error) : default);
    }

    [Fact]
    public void Variables_beyond_all_sizes_are_refused()
    {
        var path = folder.Write("g.json", Text("""{"format":"pics-region-graph","version":1,"regions":[[0],[2147483647],[0,2147483647]],"splits":[{"region":2,"parts":[0,1]}]}"""));
        Assert.Equal((1, $"pics: '{path}' is over the variable 2147483647; expected variables below 16777216\n"), Run("verify", path) is var result ? (result.Code, result.Error) : default);
    }

    [Theory]
    [InlineData("pars.json", "'pars.json' does not exist; expected a JSON file with a region graph, or for --structure one of quad-tree")]
    [InlineData("no/where", "'no/where' does not exist; expected a JSON file")]
    [InlineData("quad-three", "--structure is 'quad-three'; it must be quad-tree")]
    public void Names_that_lead_nowhere_are_refused(string name, string sentence)
    {
        var (code, _, error) = Train(name);
        Assert.Equal(1, code);
        Assert.StartsWith($"pics: {sentence}", error, StringComparison.Ordinal);
        Assert.Contains("which is a folder", Train(folder.Path).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_does_not_need_the_file_any_more()
    {
        var path = folder.Write("g.json", Text(Pairs));
        Assert.Equal(0, Train(path).Code);
        Directory.Move(folder["run"], folder["whole"]);
        Assert.Equal(0, Train(path, 2).Code);
        File.Delete(path);
        Assert.Equal(0, Run("train", "--resume", folder["run"], "--max-steps", "4").Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], "model.safetensors")), File.ReadAllBytes(Path.Combine(folder["run"], "model.safetensors")));
        Assert.Equal((0, string.Empty), Run("draw", folder["run"], "--out", folder["d.svg"]) is var drawn ? (drawn.Code, drawn.Error) : default);
        Assert.Equal(0, Run("report", folder["run"]).Code);
        Assert.DoesNotContain("region graph is left out", File.ReadAllText(Path.Combine(folder["run"], "report.html")), StringComparison.Ordinal);
        Assert.Equal(0, Run("train", "--config", Path.Combine(folder["run"], "config.json"), "--out", folder["again"]).Code);
        File.Delete(Path.Combine(folder["run"], "structure.json"));
        Assert.Equal(0, Run("draw", folder["run"], "--out", folder["d.svg"]).Code); // from its circuit
    }

    [Theory]
    [InlineData("quad-tree")]
    [InlineData("balanced-tree")]
    [InlineData("poon-domingos")]
    public void Inspect_writes_the_structure_that_it_shows(string structure)
    {
        string[] options = ["--height", "3", "--columns", "2", "--k", "3", "--width", "4"];
        var shown = Run(["inspect", "--structure", structure, "--out", folder["g.json"], .. options]);
        Assert.Equal((0, string.Empty), (shown.Code, shown.Error));
        Assert.EndsWith($"The region graph is in '{folder["g.json"]}'; --structure {folder["g.json"]} takes it.\n", shown.Out, StringComparison.Ordinal);
        var again = Run(["inspect", "--structure", folder["g.json"], .. options]);
        Assert.Equal(shown.Out.Split('\n')[1..^2], again.Out.Split('\n')[1..^1]);
        Assert.Equal((1, $"pics: --out is '{folder["g.txt"]}'; expected a name that ends with .json\n"), Run(["inspect", "--out", folder["g.txt"], .. options]) is var wrong ? (wrong.Code, wrong.Error) : default);
    }

    [Fact]
    public void Structures_say_how_many_variables_they_take()
    {
        foreach (var structure in new[] { "linear-chain", "hidden-chow-liu" })
            Assert.Equal(
                (1, $"pics: --structure {structure} takes at most 16384 variables, and there are 20000; use one that takes more, as random-binary-trees, random-splits, balanced-tree, fully-factorised\n"),
                Run("inspect", "--structure", structure, "--height", "1", "--columns", "20000") is var result ? (result.Code, result.Error) : default);
    }
}
