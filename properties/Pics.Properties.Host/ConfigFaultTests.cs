namespace Pics.Properties;

/// <summary>Files of options that are wrong, as people write them.</summary>
[Collection(TensorTests.Name)]
public sealed class ConfigFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"k":3,}""", " is not valid JSON: a comma too many at line 1, character 7")]
    [InlineData("{\n  \"k\": 3,\n}\n", " is not valid JSON: a comma too many at line 2, character 9")]
    [InlineData("""{"k":3 "width":8}""", " is not valid JSON: a comma that is missing before line 1, character 8")]
    [InlineData("""{"k":3 // nodes""" + "\n}", " is not valid JSON: a comment at line 1, character 8; JSON has none")]
    [InlineData("""{"é": /* x */ 3}""", " is not valid JSON: a comment at line 1, character 7; JSON has none")]
    [InlineData("""{"learningRate": 0,01}""", " is not valid JSON: a comma inside a number at line 1, character 19; decimals have a point")]
    [InlineData("""{'k': 3}""", " is not valid JSON: the quote ' at line 1, character 2; texts are in plain double quotes")]
    [InlineData("""{k: 3}""", " is not valid JSON: the word 'k' at line 1, character 2; names and texts are in double quotes")]
    [InlineData("""{"double": True}""", " is not valid JSON: the word 'True' at line 1, character 12; expected true")]
    [InlineData("""{"k": 3""", " is not valid JSON: it ends at line 1, character 8, before all brackets and quotes are closed")]
    [InlineData("", " is not valid JSON: it is empty")]
    [InlineData("""[3]""", " is not a JSON object with options")]
    [InlineData("""{"k":3,"k":4}""", " has the option 'k' twice")]
    [InlineData("""{"learningRate":0.1,"learning-rate":0.1}""", " has the option 'learning-rate' twice")]
    [InlineData("""{"lerningRate":0.1}""", " has the unknown option 'lerningRate'; did you mean 'learningRate'?")]
    [InlineData("""{"nothing at all":0.1}""", " has the unknown option 'nothing at all'; --help lists the options")]
    [InlineData("""{"k":[3]}""", " gives option 'k' a list or object; it takes one value")]
    [InlineData("""{"k":{}}""", " gives option 'k' a list or object; it takes one value")]
    public void What_is_wrong_is_said_with_its_place(string text, string sentence)
    {
        File.WriteAllText(folder["c.json"], text);
        var (code, output, error) = ConsoleRuns.Run("train", "--config", folder["c.json"], "--out", folder["run"]);
        Assert.Equal((1, string.Empty, $"pics: '{folder["c.json"]}'{sentence}\n"), (code, output, error));
        MistypedTests.Own(error, text);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void A_mark_of_the_encoding_is_no_fault()
    {
        File.WriteAllText(folder["c.json"], """{"k":3,"width":8,"maxSteps":1,"structure":"quad-tree"}""", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(ConsoleRuns.Run("train", "--config", folder["c.json"], "--out", folder["run"])));
    }

    [Fact]
    public void Configs_of_earlier_versions_leave_rows_out_as_they_did()
    {
        var table = folder["t.csv"];
        File.WriteAllText(table, "a,b\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 2},{row / 3 % 3}\n")));
        string Last(string text)
        {
            File.WriteAllText(folder["c.json"], text.Replace("TABLE", table, StringComparison.Ordinal));
            var run = folder[Path.GetRandomFileName()];
            Assert.Equal((0, string.Empty), StoppedRun.Quiet(ConsoleRuns.Run("train", "--config", folder["c.json"], "--k", "2", "--width", "4", "--max-steps", "1", "--out", run)));
            return RunFolders.Lines(run).Count > 0 ? System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(run, "config.json")))!["lastBatch"]!.ToString() : string.Empty;
        }

        Assert.Equal("even", Last("""{ "data": "TABLE" }"""));
        Assert.Equal("drop", Last("""{ "data": "TABLE", "version": 3 }"""));
        Assert.Equal("drop", Last("""{ "data": "TABLE", "lastBatch": "drop", "version": 4 }"""));
        Assert.Equal("even", Last("""{ "data": "TABLE", "lastBatch": "even", "version": 3 }"""));
    }
}
