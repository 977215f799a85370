using System.Text.Json.Nodes;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>A run finds its rows wherever one stands, and never takes others for them.</summary>
[Collection(TensorTests.Name)]
public sealed class OwnRowsTests(QueryRuns runs) : IClassFixture<QueryRuns>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_relative_path_leads_to_the_rows_of_training_from_any_folder()
    {
        Directory.CreateDirectory(folder["a"]);
        Directory.CreateDirectory(folder["b"]);
        File.WriteAllBytes(Path.Combine(folder["a"], "t.csv"), Text(QueryRuns.TwinTable(80, 3)));
        File.WriteAllBytes(Path.Combine(folder["b"], "t.csv"), Text(QueryRuns.TwinTable(80, 4)));
        Assert.Equal(0, HostProcess.Run(folder["a"], "train", "t.csv", "--k", "2", "--width", "4", "--max-steps", "2", "--out", "../run").Code);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder["run"], "config.json")))!;
        Assert.Equal(("t.csv", true), ($"{config["data"]}", Path.IsPathFullyQualified($"{config["folder"]}")));
        var (here, there) = (HostProcess.Run(folder["a"], "eval", "../run"), HostProcess.Run(folder["b"], "eval", "../run"));
        Assert.Equal((0, here.Out), (there.Code, there.Out));
        File.Delete(Path.Combine(folder["a"], "t.csv"));
        foreach (var verb in new[] { "eval", "score" })
            Assert.Equal(
                (1, "pics: the rows of 't.csv' are not those that the run in '../run' began with; put those back, or name rows with --data\n"),
                HostProcess.Run(folder["b"], verb, "../run") is var other ? (other.Code, other.Error) : default);
        Assert.Equal(0, HostProcess.Run(folder["b"], "eval", "../run", "--data", "t.csv").Code);
    }

    [Theory]
    [InlineData("tr.csv")]
    [InlineData("va.csv")]
    [InlineData("te.csv")]
    public void The_file_of_a_split_that_was_changed_is_named(string changed)
    {
        string[] names = ["tr.csv", "va.csv", "te.csv"];
        foreach (var (name, seed) in names.Zip([3, 4, 5])) folder.Write(name, Text(QueryRuns.TwinTable(40, seed)));
        Assert.Equal(0, ConsoleRuns.Run("train", folder["tr.csv"], "--validation-data", folder["va.csv"], "--test-data", folder["te.csv"], "--k", "2", "--width", "4", "--max-steps", "2", "--out", folder["run"]).Code);
        Assert.Equal(0, ConsoleRuns.Run("eval", folder["run"]).Code);
        folder.Write(changed, Text(QueryRuns.TwinTable(40, 9)));
        foreach (var verb in new[] { "eval", "score" })
            Assert.Equal((1, $"pics: the rows of '{changed}' are not those that the run in '{folder["run"]}' began with; put those back, or name rows with --data\n"), ConsoleRuns.Run(verb, folder["run"]) is var asked ? (asked.Code, asked.Error) : default);
        Assert.Equal(0, ConsoleRuns.Run("report", folder["run"], "--out", folder["r.html"]).Code);
        Assert.Contains($"the rows of '{changed}' are not those", System.Net.WebUtility.HtmlDecode(File.ReadAllText(folder["r.html"])), StringComparison.Ordinal);
        var resumed = ConsoleRuns.Run("train", "--resume", folder["run"], "--max-steps", "4");
        Assert.Equal((1, $"pics: the rows of '{changed}' are not those that the run in '{folder["run"]}' began with; put those back, or train anew with --config {Path.Combine(folder["run"], "config.json")}\n"), (resumed.Code, resumed.Error));
        File.Delete(Path.Combine(folder["run"], "rows.json")); // as of an older run, which knew one checksum of two splits
        var old = ConsoleRuns.Run("eval", folder["run"]);
        Assert.Equal(changed == "te.csv" ? (0, string.Empty) : (1, $"pics: the rows of 'tr.csv' are not those that the run in '{folder["run"]}' began with; put those back, or name rows with --data\n"), (old.Code, old.Error));
    }

    [Theory]
    [InlineData("{", "it ends at line 1, character 2, before all brackets and quotes are closed")]
    [InlineData("{ \"version\": 2 }", "has format version 2; this program reads version 1")]
    public void Damaged_checksums_are_said(string text, string sentence)
    {
        var copy = QueryRuns.Copy(runs.Twins, folder);
        File.WriteAllText(Path.Combine(copy, "rows.json"), text);
        var (code, _, error) = ConsoleRuns.Run("eval", copy);
        Assert.Equal(1, code);
        Assert.Contains("rows.json' ", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_were_changed_are_not_passed_off_as_those_of_training()
    {
        var copy = QueryRuns.Copy(runs.Twins, folder);
        var other = folder.Write("twins.csv", Text(QueryRuns.TwinTable(600, 9)));
        var config = Path.Combine(copy, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace(QueryRuns.TableOf(runs.Twins), other, StringComparison.Ordinal));
        string sentence = $"the rows of 'twins.csv' are not those that the run in '{copy}' began with; put those back, or name rows with --data";
        Assert.Equal((1, $"pics: {sentence}\n"), ConsoleRuns.Run("eval", copy) is var evaluated ? (evaluated.Code, evaluated.Error) : default);
        Assert.Equal((1, $"pics: {sentence}\n"), ConsoleRuns.Run("score", copy) is var scored ? (scored.Code, scored.Error) : default);
        Assert.Equal((1, $"pics: {sentence}\n"), ConsoleRuns.Run("impute", copy, other, "--remove", "0.1") is var removed ? (removed.Code, removed.Error) : default);
        Assert.Equal(0, ConsoleRuns.Run("report", copy, "--out", folder["r.html"]).Code);
        Assert.Contains("are not those that the run in", File.ReadAllText(folder["r.html"]), StringComparison.Ordinal);
        Assert.Contains("since there are no data (the rows of", ConsoleRuns.Run("verify", copy, "--cases", "1").Out, StringComparison.Ordinal);
    }
}
