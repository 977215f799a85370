using System.Text.Json;

namespace Pics.Properties;

/// <summary>Runs that meet numbers that are not finite: what they say and leave.</summary>
[Collection(TensorTests.Name)]
public sealed class TroubleTests : IDisposable
{
    private static readonly string Rate = (0.005 * Math.Pow(2, 140)).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly string Factor = Math.Pow(2, -140).ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private const string Met = "in step 1 of epoch 1 the step made the parameter 'group.0.hidden.0.weight', or its second moment, not finite; its batch is ";

    private readonly StoppedRun run = new();

    public void Dispose() => run.Dispose();

    private static string[] With(params string[] more) => StoppedRun.With(["--schedule", "constant", .. more]);

    [Fact]
    public void A_rate_that_is_too_large_is_lowered_and_its_batch_is_kept()
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. With("--learning-rate", "0.005"), "--out", run.Whole]).Code);
        var result = run.Named(ConsoleRuns.Run(["train", .. With("--learning-rate", Rate, "--trouble-factor", Factor), "--out", run.Folder]));
        Assert.Equal(
            (0, $"pics: {Met}in 'RUN/trouble/step-00000001', and training goes on from step 0 with {Factor} of the learning rate (retry 1 of 3)\n"),
            StoppedRun.Quiet(result));
        Assert.Contains("It went back 1 time(s) after a number that was not finite", result.Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run.Whole, "model.safetensors")), File.ReadAllBytes(Path.Combine(run.Folder, "model.safetensors")));
        Assert.Equal(RunFolders.Lines(run.Whole), RunFolders.Lines(run.Folder));

        var place = Path.Combine(run.Folder, "trouble", "step-00000001");
        Assert.Equal(["metrics.jsonl", "rows.safetensors", "trouble.json"], Directory.GetFiles(place).Select(Path.GetFileName).Order());
        using var told = JsonDocument.Parse(File.ReadAllText(Path.Combine(place, "trouble.json")));
        Assert.Equal((1, "update", 0, 1), (Number(told, "step"), told.RootElement.GetProperty("place").GetString(), Number(told, "goesOnFrom"), Number(told, "retry")));
        var order = Permutation.OfEpoch(7600, 42, 1)[..256];
        Assert.Equal(order, told.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetInt32()));
        using var values = TorchSharp.torch.zeros(256, 256, 1, TorchSharp.torch.ScalarType.Int64);
        var file = SafetensorsFile.Open(Path.Combine(place, "rows.safetensors")).IfLeft(_ => null!);
        Assert.Equal(["rows", "sources", "values"], file.Entries.Keys.Order());
    }

    [Fact]
    public void A_run_that_stops_says_how_often_it_went_back()
    {
        var result = run.Named(ConsoleRuns.Run(["train", .. With("--learning-rate", Rate, "--trouble-factor", "0.9", "--trouble-retries", "2"), "--out", run.Folder]));
        Assert.Equal(1, result.Code);
        Assert.Contains($"The run stopped: {Met}in 'RUN/trouble/step-00000001-3', and it went back 2 time(s) before; the state of step 0 is kept", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_stops_in_trouble_goes_on_with_a_lower_rate()
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. With("--learning-rate", "0.005", "--trouble-retries", "0"), "--out", run.Whole]).Code);
        var stopped = run.Named(ConsoleRuns.Run(["train", .. With("--learning-rate", Rate, "--trouble-retries", "0"), "--out", run.Folder]));
        Assert.Equal(
            (1, $"The run stopped: {Met}in 'RUN/trouble/step-00000001', and it went back 0 time(s) before; the state of step 0 is kept, and the run goes on from it with: train --resume RUN --learning-rate LOWER\n"),
            StoppedRun.Quiet(stopped));
        Assert.Equal(["step-00000000"], RunFolders.Checkpoints(run.Folder).Select(Path.GetFileName));
        Assert.Contains("\"reason\": \"not-finite\"", File.ReadAllText(Path.Combine(run.Folder, "results.json")), StringComparison.Ordinal);
        var before = RunFolders.Everything(run.Folder);
        Assert.Equal(
            (0, $"The run in 'RUN' stopped at a number that is not finite, and nothing is changed; it goes on from step 0 with a --learning-rate that is lower than {Rate}, or more --trouble-retries than 0.\n", string.Empty),
            run.Named(run.Resume()));
        Assert.StartsWith("pics: --learning-rate differs from that of the run", run.Resume("--learning-rate", "1E+300").Error, StringComparison.Ordinal);
        Assert.Equal(before, RunFolders.Everything(run.Folder));

        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume("--learning-rate", "0.005")));
        Directory.Delete(Path.Combine(run.Folder, "trouble"), recursive: true);
        RunFolders.AssertSame(run.Whole, run.Folder);
    }

    [Fact]
    public void More_retries_go_on_too()
    {
        ConsoleRuns.Run(["train", .. With("--learning-rate", Rate, "--trouble-retries", "0", "--trouble-factor", Factor), "--out", run.Folder]);
        var resumed = run.Named(run.Resume("--trouble-retries", "1"));
        Assert.Equal((0, $"pics: {Met}in 'RUN/trouble/step-00000001-2', and training goes on from step 0 with {Factor} of the learning rate (retry 1 of 1)\n"), StoppedRun.Quiet(resumed));
    }

    [Theory]
    [InlineData("rows.safetensors")]
    [InlineData("trouble.json")]
    public void A_batch_that_cannot_be_kept_does_not_end_the_run(string name)
    {
        var result = run.Named(run.Train(
            With("--learning-rate", Rate, "--trouble-factor", Factor), (path, write) => Path.GetFileName(path) == name ? FullDisk.Write(path, write) : AtomicFile.Write(path, write)));
        Assert.Equal(
            (0, $"pics: {Met}not saved, 'RUN/trouble/step-00000001/{name}' cannot be read or written: No space left on device, and training goes on from step 0 with {Factor} of the learning rate (retry 1 of 3)\n"),
            StoppedRun.Quiet(result));
    }

    private static int Number(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetInt32();
}
