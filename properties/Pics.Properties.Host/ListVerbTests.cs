using System.Text.Json;
using Pics.Host;

namespace Pics.Properties;

/// <summary>What has become of runs, as <c>list</c> says it.</summary>
[Collection(TensorTests.Name)]
public sealed class ListVerbTests : IDisposable
{
    private readonly StoppedRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void A_run_is_running_interrupted_and_finished()
    {
        run.StopAfter(1, StoppedRun.Small);
        Assert.Equal(("interrupted", 3), (State(), Entry().GetProperty("step").GetInt64()));
        using (RunLock.Take(run.Folder).IfLeft(failure => throw new InvalidOperationException(failure.Sentence))) Assert.Equal("running", State());
        Assert.Equal("interrupted", State());
        File.Delete(Path.Combine(run.Folder, "results.json")); // as a run that was killed
        Assert.Equal("interrupted", State());
        run.Resume();
        Assert.Equal("finished", State());
        var results = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Folder, "results.json"))).RootElement.GetProperty("scores").GetProperty("splits");
        Assert.Equal(results[1].GetProperty("bitsPerDimension").GetDouble(), Entry().GetProperty("testBitsPerDimension").GetDouble());
        Assert.Equal(results[0].GetProperty("bitsPerDimension").GetDouble(), Entry().GetProperty("bestValidationBitsPerDimension").GetDouble());
    }

    [Fact]
    public void A_lock_that_nobody_holds_is_not_a_process()
    {
        run.StopAfter(1, StoppedRun.Small);
        File.WriteAllBytes(Path.Combine(run.Folder, "lock"), []);
        Assert.Equal("interrupted", State());
    }

    [Theory]
    [InlineData("config.json", "{", "'RUN/config.json' does not hold the options of a run")]
    [InlineData("results.json", "{", "'RUN/results.json' does not hold the results of a run")]
    [InlineData("model.json", null, "it has results.json but no model.json")]
    [InlineData("model.safetensors", "short", "'RUN/model.safetensors' is not a valid file of its kind")]
    public void A_damaged_run_says_why(string name, string? content, string why)
    {
        run.Train(StoppedRun.Small);
        var file = Path.Combine(run.Folder, name);
        if (content is null) File.Delete(file);
        else File.WriteAllText(file, content);
        Assert.Equal("damaged", State());
        Assert.StartsWith(why, Entry().GetProperty("why").GetString()!.Replace(run.Folder, "RUN", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_options_is_finished_if_it_has_results()
    {
        run.Train(StoppedRun.Small);
        File.Delete(Path.Combine(run.Folder, "config.json"));
        Assert.Equal("finished", State());
        Assert.Equal(0, ConsoleRuns.Run("report", run.Folder, "--out", Path.Combine(run.Folder, "r.html")).Code);
        File.Delete(Path.Combine(run.Folder, "results.json"));
        Assert.Equal("imported", State());
    }

    [Fact]
    public void Runs_are_found_below_and_not_inside_of_runs()
    {
        run.Train(StoppedRun.Small);
        var above = Path.GetDirectoryName(run.Folder)!;
        Directory.CreateDirectory(Path.Combine(above, "deep", "er"));
        Directory.Move(run.Folder, Path.Combine(above, "deep", "er", "a,\"b\""));
        Directory.CreateDirectory(Path.Combine(above, "other"));
        var csv = ConsoleRuns.Run("list", above, "--format", "csv");
        Assert.Equal((0, string.Empty), (csv.Code, csv.Error));
        var lines = csv.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("run,state,why,step,dataset,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"\"{Path.Combine(above, "deep", "er", "a,\"\"b\"\"")}\",finished,,12,shapes,", lines[1], StringComparison.Ordinal);
        var table = ConsoleRuns.Run("list", above);
        Assert.Contains($"1 run(s) below '{above}'", table.Out, StringComparison.Ordinal);
        Assert.Contains("finished   shapes   quad-tree     PIC   3", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_are_no_runs_that_is_said()
    {
        using var empty = new TemporaryFolder();
        Assert.Equal((0, $"There are no runs below '{empty.Path}'.\n", string.Empty), ConsoleRuns.Run("list", empty.Path));
        Assert.Equal((1, string.Empty, $"pics: there is no folder '{empty["none"]}'; name one with runs below it\n"), ConsoleRuns.Run("list", empty["none"]));
        empty.Write("file", [1]);
        Assert.Equal((1, string.Empty, $"pics: '{empty["file"]}' is a file; expected a folder with runs below it\n"), ConsoleRuns.Run("list", empty["file"]));
    }

    [Fact]
    public void A_line_that_is_not_written_to_its_end_is_no_fault()
    {
        const string Whole = "{\"kind\":\"validation\",\"step\":5,\"epoch\":1,\"logLikelihood\":-2,\"bitsPerDimension\":1.5,\"seconds\":3,\"isBest\":true,\"later\":1}\n";
        var history = MetricsHistory.Read(new StringReader(Whole + Whole[..30]));
        Assert.Equal((1, 0), (history.Records.Length, history.Unreadable));
        Assert.Equal(new TrainingRecord.Validated(5, 1, -2, 1.5, 3, true), history.Best);
        Assert.Equal((1, 2), (MetricsHistory.Read(new StringReader("x\n{}\n" + Whole)).Records.Length, MetricsHistory.Read(new StringReader("x\n{}\n" + Whole)).Unreadable));
    }

    private string State() => Entry().GetProperty("state").GetString()!;

    private JsonElement Entry()
    {
        var result = ConsoleRuns.Run("list", run.Folder, "--format", "json");
        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        return Assert.Single(JsonDocument.Parse(result.Out).RootElement.EnumerateArray());
    }
}
