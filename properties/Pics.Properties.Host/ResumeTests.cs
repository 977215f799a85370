using Pics.Host;

namespace Pics.Properties;

/// <summary>Runs that go on: what they come to.</summary>
[Collection(TensorTests.Name)]
public sealed class ResumeTests : IDisposable
{
    private readonly StoppedRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3, "--model", "pc", "--double", "--engine", "scaled")]
    [InlineData(4, "--micro-batch", "100", "--report-every", "4")]
    [InlineData(2, "--patience", "1", "--min-delta", "1000", "--validate-every", "3")]
    public void A_run_that_was_stopped_goes_on_to_the_same_files(int after, params string[] more)
    {
        var words = StoppedRun.With(more);
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(ConsoleRuns.Run(["train", .. words, "--out", run.Whole])));
        var stopped = run.StopAfter(after, words);
        Assert.Equal((130, string.Empty), StoppedRun.Quiet(stopped));
        Assert.Contains($"It goes on with: train --resume {run.Folder}\n", stopped.Out, StringComparison.Ordinal);
        Assert.Contains("\"reason\": \"cancelled\"", File.ReadAllText(Path.Combine(run.Folder, "results.json")), StringComparison.Ordinal);
        RunFolders.AssertNothingIsHalfWritten(run.Folder);
        var resumed = run.Resume();
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(resumed));
        Assert.Contains($"Going on from the checkpoint of step {(2 * after) + 1}, epoch 1.\n", resumed.Out, StringComparison.Ordinal);
        RunFolders.AssertSame(run.Whole, run.Folder);
    }

    [Fact]
    public void A_finished_run_says_so_and_changes_nothing()
    {
        run.Train(StoppedRun.Small);
        var before = RunFolders.Everything(run.Folder);
        var resumed = run.Resume("--max-steps", "12", "--k", "3");
        Assert.Equal((0, $"The run in '{run.Folder}' finished after 12 steps, and nothing is changed; it goes on with a larger --max-epochs, --max-steps or --max-seconds.\n", string.Empty), resumed);
        Assert.Equal(before, RunFolders.Everything(run.Folder));
    }

    [Fact]
    public void A_run_without_improvement_says_so_and_changes_nothing()
    {
        run.Train([.. StoppedRun.Small, "--patience", "1", "--min-delta", "1000"]);
        var before = RunFolders.Everything(run.Folder);
        Assert.Equal((0, $"The run in '{run.Folder}' stopped without improvement after 10 steps, and nothing is changed.\n", string.Empty), run.Resume("--max-steps", "20"));
        Assert.Equal(before, RunFolders.Everything(run.Folder));
    }

    [Fact]
    public void Raised_limits_give_the_run_that_had_them_from_the_start()
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. StoppedRun.With("--max-steps", "40", "--max-epochs", "30"), "--out", run.Whole]).Code);
        run.Train(StoppedRun.Small);
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume("--max-steps", "40", "--max-epochs", "30")));
        RunFolders.AssertSame(run.Whole, run.Folder);
    }

    [Fact]
    public void How_checkpoints_are_kept_may_change()
    {
        run.StopAfter(1, StoppedRun.Small);
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume("--checkpoint-every", "3", "--keep-checkpoints", "9")));
        Assert.Equal(["step-00000002", "step-00000003", "step-00000006", "step-00000009", "step-00000012"], RunFolders.Checkpoints(run.Folder).Select(Path.GetFileName));
        Assert.Contains("\"keepCheckpoints\": 9", File.ReadAllText(Path.Combine(run.Folder, "config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_interval_there_is_a_checkpoint_a_validation_and_with_zero_one_at_the_end()
    {
        string[] words = ["--structure", "quad-tree", "--k", "2", "--width", "2", "--max-steps", "7", "--validate-every", "3", "--keep-checkpoints", "9", "--out", run.Folder];
        Assert.Equal(0, ConsoleRuns.Run(["train", .. words]).Code);
        Assert.Equal(["step-00000003", "step-00000006", "step-00000007"], RunFolders.Checkpoints(run.Folder).Select(Path.GetFileName));
        words[^1] = run.Other;
        Assert.Equal(0, ConsoleRuns.Run(["train", .. words, "--checkpoint-every", "0"]).Code);
        Assert.Equal(["step-00000007"], RunFolders.Checkpoints(run.Other).Select(Path.GetFileName));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_used_is_named_and_the_one_before_it_is_used()
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. StoppedRun.Small, "--out", run.Whole]).Code);
        run.StopAfter(4, StoppedRun.Small);
        using (var tensors = new FileStream(Path.Combine(RunFolders.Checkpoints(run.Folder)[^1], "state.safetensors"), FileMode.Open)) tensors.WriteByte(1);
        var resumed = run.Named(run.Resume());
        Assert.Equal((0, "pics: 'RUN/checkpoints/step-00000009/state.safetensors' is not a valid file of its kind: its checksum is not that of its content; the checkpoint before it is used\n"), (resumed.Code, resumed.Error));
        Assert.Contains("Going on from the checkpoint of step 8, ", resumed.Out, StringComparison.Ordinal);
        RunFolders.AssertSame(run.Whole, run.Folder);
    }

    [Fact]
    public void Another_number_of_threads_is_named()
    {
        var threads = TorchSharp.torch.get_num_threads();
        try
        {
            run.StopAfter(1, StoppedRun.With("--threads", "1"));
            var state = Path.Combine(RunFolders.Checkpoints(run.Folder)[^1], "state.json");
            File.WriteAllBytes(state, SealedJson.Seal(SealedJson.Open(File.ReadAllBytes(state))!.Replace("\"threads\": 1", "\"threads\": 7", StringComparison.Ordinal)));
            var word = EngineChoice.Word(Engines.Choose(TorchSharp.torch.CPU).Kind);
            Assert.Equal(
                (0, $"pics: the run had the {word} engine on 7 thread(s) and goes on with the {word} engine on 1; results may differ in their last digits\n"),
                StoppedRun.Quiet(run.Resume()));
        }
        finally
        {
            TorchSharp.torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void Lines_after_the_checkpoint_are_cut_and_missing_ones_are_named()
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. StoppedRun.Small, "--out", run.Whole]).Code);
        run.StopAfter(1, StoppedRun.Small);
        var metrics = Path.Combine(run.Folder, "metrics.jsonl");
        File.AppendAllText(metrics, "{\"kind\":\"train\",\"ste");
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume("--max-steps", "12")));
        RunFolders.AssertSame(run.Whole, run.Folder);

        File.WriteAllLines(metrics, File.ReadAllLines(metrics)[..3]);
        var resumed = run.Named(run.Resume("--max-steps", "13"));
        Assert.Equal((0, "pics: 'RUN/metrics.jsonl' has 3 of the 14 lines that were there at the checkpoint; the others stay missing\n"), (resumed.Code, resumed.Error));
        Assert.Equal(3 + 2, File.ReadAllLines(metrics).Length);
    }
}
