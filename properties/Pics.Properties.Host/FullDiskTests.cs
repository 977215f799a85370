using System.Diagnostics;
using Pics.Host;

namespace Pics.Properties;

/// <summary>Disks that are full while a run goes on.</summary>
[Collection(TensorTests.Name)]
public sealed class FullDiskTests : IDisposable
{
    private readonly StoppedRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void A_disk_that_is_full_for_checkpoints_is_said_once_and_training_goes_on()
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. StoppedRun.Small, "--out", run.Whole]).Code);
        var result = run.Named(run.Train(StoppedRun.Small, (path, write) => path.Contains("step-", StringComparison.Ordinal) ? FullDisk.Write(path, write) : AtomicFile.Write(path, write)));
        Assert.Equal(
            (0, "pics: the checkpoint of step 2 is not saved, 'RUN/checkpoints/step-00000002/state.safetensors' cannot be read or written: No space left on device; training goes on, and the next one is tried\n"),
            (result.Code, result.Error));
        Assert.Empty(RunFolders.Checkpoints(run.Folder));
        RunFolders.AssertSame(run.Whole, run.Folder);
    }

    [Fact]
    public void A_disk_that_is_full_for_a_while_costs_the_checkpoints_of_that_while()
    {
        var result = run.Train(StoppedRun.Small, (path, write) => path.Contains("step-00000004", StringComparison.Ordinal) || path.Contains("step-00000010", StringComparison.Ordinal) ? FullDisk.Write(path, write) : AtomicFile.Write(path, write));
        Assert.Equal((0, 2), (result.Code, result.Error.Split("is not saved").Length - 1));
        Assert.Equal(["step-00000008", "step-00000012"], RunFolders.Checkpoints(run.Folder).Select(Path.GetFileName));
        RunFolders.AssertNothingIsHalfWritten(run.Folder);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.json")]
    [InlineData("results.json")]
    public void A_disk_that_is_full_at_the_end_fails_in_a_sentence_and_the_run_goes_on_later(string name)
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. StoppedRun.Small, "--out", run.Whole]).Code);
        var result = run.Named(run.Train(StoppedRun.Small, (path, write) => Path.GetFileName(path) == name ? FullDisk.Write(path, write) : AtomicFile.Write(path, write)));
        Assert.Equal((1, $"pics: 'RUN/{name}' cannot be read or written: No space left on device\n"), (result.Code, result.Error));
        RunFolders.AssertNothingIsHalfWritten(run.Folder);
        Assert.False(File.Exists(Path.Combine(run.Folder, "results.json")));
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume()));
        RunFolders.AssertSame(run.Whole, run.Folder);
    }

    [Theory]
    [InlineData("inspect", "--height", "2")]
    [InlineData("--help")]
    public void An_output_that_is_full_is_said_in_a_sentence(params string[] words)
    {
        if (!File.Exists("/dev/full")) return;
        var own = OwnProcess.Of(words);
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" > /dev/full", "sh", own.FileName, .. own.ArgumentList]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((1, "pics: the output cannot be written: No space left on device; make room, or send it elsewhere\n"), (process.ExitCode, error));
    }

    [Fact]
    public void Lines_that_do_not_fit_on_the_disk_are_said_once_and_are_missing_whole()
    {
        using var full = new SmallDisk(400);
        var result = ConsoleRuns.Capture(() =>
        {
            using var metrics = new MetricsFile(full, "metrics.jsonl");
            for (var step = 1; step <= 9; step++) metrics.Append(new TrainingRecord.Trained(step, 1, -1, 2, 3, 4));
            return 0;
        });
        Assert.Equal("pics: 'metrics.jsonl' cannot be written: No space left on device; training goes on, and lines of it will be missing\n", result.Error);
        var lines = System.Text.Encoding.UTF8.GetString(full.ToArray()).Split('\n');
        Assert.InRange(lines.Length, 3, 8);
        Assert.Empty(lines[^1]);
        Assert.All(lines[..^1], line => System.Text.Json.JsonDocument.Parse(line).Dispose());
    }
}
