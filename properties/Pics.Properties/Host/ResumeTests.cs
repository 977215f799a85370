using System.CommandLine;
using Pics.Host;

namespace Pics.Properties;

/// <summary>Runs that go on: what they come to, what is refused, and disks that are full.</summary>
[Collection(TensorTests.Name)]
public sealed class ResumeTests : IDisposable
{
    private static readonly string[] Small = ["--structure", "quad-tree", "--k", "3", "--width", "4", "--max-steps", "12", "--validate-every", "5", "--checkpoint-every", "2"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3, "--model", "pc", "--double", "--engine", "scaled")]
    [InlineData(4, "--micro-batch", "100", "--report-every", "4")]
    [InlineData(2, "--patience", "1", "--min-delta", "1000", "--validate-every", "3")]
    public void A_run_that_was_stopped_goes_on_to_the_same_files(int after, params string[] more)
    {
        var words = With(more);
        Assert.Equal((0, string.Empty), Quiet(HostTests.Run(["train", .. words, "--out", folder["whole"]])));
        var stopped = StopAfter(after, words);
        Assert.Equal((130, string.Empty), Quiet(stopped));
        Assert.Contains($"It goes on with: train --resume {folder["run"]}\n", stopped.Out, StringComparison.Ordinal);
        Assert.Contains("\"reason\": \"cancelled\"", File.ReadAllText(Path.Combine(folder["run"], "results.json")), StringComparison.Ordinal);
        RunFolders.AssertNothingIsHalfWritten(folder["run"]);
        var resumed = Resume();
        Assert.Equal((0, string.Empty), Quiet(resumed));
        Assert.Contains($"Going on from the checkpoint of step {(2 * after) + 1}, epoch 1.\n", resumed.Out, StringComparison.Ordinal);
        RunFolders.AssertSame(folder["whole"], folder["run"]);
    }

    [Fact]
    public void A_finished_run_says_so_and_changes_nothing()
    {
        Train(Small);
        var before = RunFolders.Everything(folder["run"]);
        var resumed = Resume("--max-steps", "12", "--k", "3");
        Assert.Equal((0, $"The run in '{folder["run"]}' finished after 12 steps, and nothing is changed; it goes on with a larger --max-epochs or --max-steps.\n", string.Empty), resumed);
        Assert.Equal(before, RunFolders.Everything(folder["run"]));
    }

    [Fact]
    public void A_run_without_improvement_says_so_and_changes_nothing()
    {
        Train([.. Small, "--patience", "1", "--min-delta", "1000"]);
        var before = RunFolders.Everything(folder["run"]);
        Assert.Equal((0, $"The run in '{folder["run"]}' stopped without improvement after 10 steps, and nothing is changed.\n", string.Empty), Resume("--max-steps", "20"));
        Assert.Equal(before, RunFolders.Everything(folder["run"]));
    }

    [Fact]
    public void Raised_limits_give_the_run_that_had_them_from_the_start()
    {
        Assert.Equal(0, HostTests.Run(["train", .. With("--max-steps", "40", "--max-epochs", "30"), "--out", folder["whole"]]).Code);
        Train(Small);
        Assert.Equal((0, string.Empty), Quiet(Resume("--max-steps", "40", "--max-epochs", "30")));
        RunFolders.AssertSame(folder["whole"], folder["run"]);
    }

    [Fact]
    public void How_checkpoints_are_kept_may_change()
    {
        StopAfter(1, Small);
        Assert.Equal((0, string.Empty), Quiet(Resume("--checkpoint-every", "3", "--keep-checkpoints", "9")));
        Assert.Equal(["step-00000002", "step-00000003", "step-00000006", "step-00000009", "step-00000012"], RunFolders.Checkpoints(folder["run"]).Select(Path.GetFileName));
        Assert.Contains("\"keepCheckpoints\": 9", File.ReadAllText(Path.Combine(folder["run"], "config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_interval_there_is_a_checkpoint_a_validation_and_with_zero_one_at_the_end()
    {
        string[] words = ["--structure", "quad-tree", "--k", "2", "--width", "2", "--max-steps", "7", "--validate-every", "3", "--keep-checkpoints", "9", "--out", folder["run"]];
        Assert.Equal(0, HostTests.Run(["train", .. words]).Code);
        Assert.Equal(["step-00000003", "step-00000006", "step-00000007"], RunFolders.Checkpoints(folder["run"]).Select(Path.GetFileName));
        words[^1] = folder["other"];
        Assert.Equal(0, HostTests.Run(["train", .. words, "--checkpoint-every", "0"]).Code);
        Assert.Equal(["step-00000007"], RunFolders.Checkpoints(folder["other"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Other_options_are_refused_in_a_sentence()
    {
        StopAfter(1, Small);
        var before = RunFolders.Everything(folder["run"]);
        const string Own = "a run goes on with its own options, only larger --max-epochs and --max-steps change it";
        void Says(string sentence, params string[] words) => Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), Resume(words));
        Says($"--k differs from that of the run (4 instead of 3); {Own}", "--k", "4");
        Says($"--learning-rate differs from that of the run (0.1 instead of 0.005); {Own}", "--learning-rate", "0.1", "--max-steps", "20");
        Says($"--no-bias differs from that of the run (false instead of true); {Own}", "--no-bias");
        Says($"--micro-batch differs from that of the run (10 instead of none); {Own}", "--micro-batch", "10");
        Says($"--merge differs from that of the run (tucker instead of cp); {Own}", "--merge", "tucker");
        Says("--max-steps is 11, and 12 in the run; a limit can be raised, not lowered", "--max-steps", "11");
        Says("--max-epochs is 24, and 25 in the run; a limit can be raised, not lowered", "--max-epochs", "24");
        Says("--out cannot be given with --resume, which goes on in the run's folder with its options", "--out", "elsewhere");
        Says("--config cannot be given with --resume, which goes on in the run's folder with its options", "--config", "c.json");
        Says("--checkpoint-every is -1; it must be 0 or more", "--checkpoint-every", "-1");
        Says("--keep-checkpoints is 0; it must be at least 1", "--keep-checkpoints", "0");
        Assert.Equal(before, RunFolders.Everything(folder["run"]));
    }

    [Fact]
    public void A_limit_cannot_be_set_where_there_was_none()
    {
        StopAfter(1, [.. Small.Where(word => word is not ("--max-steps" or "12"))]);
        Assert.Equal((1, string.Empty, "pics: --max-steps is 100, and no limit in the run; a limit can be raised, not lowered\n"), Resume("--max-steps", "100"));
    }

    [Fact]
    public void Folders_without_checkpoints_are_refused_in_a_sentence()
    {
        Assert.Equal((1, string.Empty, "pics: 'RUN' is not a run folder: it has no config.json; name a folder that 'train' wrote\n"), Named(Resume()));
        StopAfter(1, Small);
        Directory.Delete(Path.Combine(folder["run"], "checkpoints"), recursive: true);
        Assert.Equal((1, string.Empty, "pics: 'RUN' has no checkpoint to go on from; train anew with --config RUN/config.json\n"), Named(Resume()));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_used_is_named_and_the_one_before_it_is_used()
    {
        Assert.Equal(0, HostTests.Run(["train", .. Small, "--out", folder["whole"]]).Code);
        StopAfter(4, Small);
        using (var tensors = new FileStream(Path.Combine(RunFolders.Checkpoints(folder["run"])[^1], "state.safetensors"), FileMode.Open)) tensors.WriteByte(1);
        var resumed = Named(Resume());
        Assert.Equal((0, "pics: 'RUN/checkpoints/step-00000009/state.safetensors' is not a valid file of its kind: its checksum is not that of its content; the checkpoint before it is used\n"), (resumed.Code, resumed.Error));
        Assert.Contains("Going on from the checkpoint of step 8, ", resumed.Out, StringComparison.Ordinal);
        RunFolders.AssertSame(folder["whole"], folder["run"]);
    }

    [Fact]
    public void Where_no_checkpoint_can_be_used_one_sentence_says_so()
    {
        StopAfter(4, Small);
        foreach (var checkpoint in RunFolders.Checkpoints(folder["run"])) File.Delete(Path.Combine(checkpoint, "state.json"));
        var before = RunFolders.Everything(folder["run"]);
        var resumed = Named(Resume());
        Assert.Equal(
            (1, "pics: none of the 2 checkpoint(s) in 'RUN/checkpoints' can be used, the last because 'RUN/checkpoints/step-00000009/state.json' does not exist; expected the last file of a checkpoint, so it was not written to its end\n"),
            (resumed.Code, resumed.Error));
        Assert.Equal(before, RunFolders.Everything(folder["run"]));
    }

    [Fact]
    public void Another_number_of_threads_is_named()
    {
        StopAfter(1, [.. Small, "--threads", "1"]);
        var state = Path.Combine(RunFolders.Checkpoints(folder["run"])[^1], "state.json");
        File.WriteAllBytes(state, SealedJson.Seal(SealedJson.Open(File.ReadAllBytes(state))!.Replace("\"threads\": 1", "\"threads\": 7", StringComparison.Ordinal)));
        var threads = TorchSharp.torch.get_num_threads();
        var word = EngineChoice.Word(Engines.Choose(TorchSharp.torch.CPU).Kind);
        try
        {
            Assert.Equal(
                (0, $"pics: the run had the {word} engine on 7 thread(s) and goes on with the {word} engine on 1; results may differ in their last digits\n"),
                Quiet(Resume()));
        }
        finally
        {
            TorchSharp.torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void A_run_is_held_by_one_process()
    {
        StopAfter(1, Small);
        using (RunLock.Take(folder["run"]).IfLeft(_ => null!))
            Assert.Equal((1, string.Empty, "pics: the run folder 'RUN' is in use by another process; wait for its end, or stop it\n"), Named(Resume()));
        Assert.False(File.Exists(Path.Combine(folder["run"], "lock")));
        File.WriteAllText(Path.Combine(folder["run"], "lock"), string.Empty); // what a process leaves that was killed
        Assert.Equal((0, string.Empty), Quiet(Resume()));
    }

    [Fact]
    public void Lines_after_the_checkpoint_are_cut_and_missing_ones_are_named()
    {
        Assert.Equal(0, HostTests.Run(["train", .. Small, "--out", folder["whole"]]).Code);
        StopAfter(1, Small);
        var metrics = Path.Combine(folder["run"], "metrics.jsonl");
        File.AppendAllText(metrics, "{\"kind\":\"train\",\"ste");
        Assert.Equal((0, string.Empty), Quiet(Resume("--max-steps", "12")));
        RunFolders.AssertSame(folder["whole"], folder["run"]);

        File.WriteAllLines(metrics, File.ReadAllLines(metrics)[..3]);
        var resumed = Named(Resume("--max-steps", "13"));
        Assert.Equal((0, "pics: 'RUN/metrics.jsonl' has 3 of the 14 lines that were there at the checkpoint; the others stay missing\n"), (resumed.Code, resumed.Error));
        Assert.Equal(3 + 2, File.ReadAllLines(metrics).Length);
    }

    [Fact]
    public void A_disk_that_is_full_for_checkpoints_is_said_once_and_training_goes_on()
    {
        Assert.Equal(0, HostTests.Run(["train", .. Small, "--out", folder["whole"]]).Code);
        var result = Named(Train(Small, (path, write) => path.Contains("step-", StringComparison.Ordinal) ? FullDisk.Write(path, write) : AtomicFile.Write(path, write)));
        Assert.Equal(
            (0, "pics: the checkpoint of step 2 is not saved, 'RUN/checkpoints/step-00000002/state.safetensors' cannot be read or written: No space left on device; training goes on, and the next one is tried\n"),
            (result.Code, result.Error));
        Assert.Empty(RunFolders.Checkpoints(folder["run"]));
        RunFolders.AssertSame(folder["whole"], folder["run"]);
    }

    [Fact]
    public void A_disk_that_is_full_for_a_while_costs_the_checkpoints_of_that_while()
    {
        var result = Train(Small, (path, write) => path.Contains("step-00000004", StringComparison.Ordinal) || path.Contains("step-00000010", StringComparison.Ordinal) ? FullDisk.Write(path, write) : AtomicFile.Write(path, write));
        Assert.Equal((0, 2), (result.Code, result.Error.Split("is not saved").Length - 1));
        Assert.Equal(["step-00000008", "step-00000012"], RunFolders.Checkpoints(folder["run"]).Select(Path.GetFileName));
        RunFolders.AssertNothingIsHalfWritten(folder["run"]);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.json")]
    [InlineData("results.json")]
    public void A_disk_that_is_full_at_the_end_fails_in_a_sentence_and_the_run_goes_on_later(string name)
    {
        Assert.Equal(0, HostTests.Run(["train", .. Small, "--out", folder["whole"]]).Code);
        var result = Named(Train(Small, (path, write) => Path.GetFileName(path) == name ? FullDisk.Write(path, write) : AtomicFile.Write(path, write)));
        Assert.Equal((1, $"pics: 'RUN/{name}' cannot be read or written: No space left on device\n"), (result.Code, result.Error));
        RunFolders.AssertNothingIsHalfWritten(folder["run"]);
        Assert.False(File.Exists(Path.Combine(folder["run"], "results.json")));
        Assert.Equal((0, string.Empty), Quiet(Resume()));
        RunFolders.AssertSame(folder["whole"], folder["run"]);
    }

    [Fact]
    public void Lines_that_do_not_fit_on_the_disk_are_said_once_and_are_missing_whole()
    {
        using var full = new SmallDisk(400);
        var result = HostTests.Capture(() =>
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

    private static (int Code, string Error) Quiet((int Code, string Out, string Error) result) => (result.Code, result.Error);

    /// <summary>The small run with some options more, or with other values.</summary>
    private static string[] With(params string[] more) => [.. Small.Chunk(2).Where(option => !more.Contains(option[0])).SelectMany(option => option), .. more];

    private static RunSettings Settings(params string[] words)
    {
        var options = new RunOptions();
        var command = new Command("train");
        foreach (var option in options.All) command.Options.Add(option);
        return options.Bind(command.Parse(words));
    }

    private (int Code, string Out, string Error) Named((int Code, string Out, string Error) result) =>
        (result.Code, result.Out.Replace(folder["run"], "RUN", StringComparison.Ordinal), result.Error.Replace(folder["run"], "RUN", StringComparison.Ordinal));

    private (int Code, string Out, string Error) Resume(params string[] words) => HostTests.Run(["train", "--resume", folder["run"], .. words]);

    private void Train(string[] words) => Assert.Equal(0, HostTests.Run(["train", .. words, "--out", folder["run"]]).Code);

    private (int Code, string Out, string Error) Train(string[] words, FileWriter writer, CancellationToken cancellation = default) => HostTests.Capture(() =>
        TrainVerb.Run(Settings(words), folder["run"], writer, cancellation).Match(
            code => code,
            failure =>
            {
                Console.Error.WriteLine($"pics: {failure.Sentence}");
                return 1;
            }));

    /// <summary>Trains in the folder RUN, and stops as at Ctrl-C while a checkpoint is written: after the next step.</summary>
    private (int Code, string Out, string Error) StopAfter(int checkpoints, string[] words)
    {
        using var cancellation = new CancellationTokenSource();
        return Train(
            words,
            (path, write) =>
            {
                if (Path.GetFileName(path) == "state.json" && --checkpoints == 0) cancellation.Cancel();
                return AtomicFile.Write(path, write);
            },
            cancellation.Token);
    }

    /// <summary>A stream that ends up full.</summary>
    private sealed class SmallDisk(long size) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var fitting = (int)Math.Min(buffer.Length, size - Position);
            base.Write(buffer[..fitting].ToArray(), 0, fitting); // the other overload would come back here
            if (fitting < buffer.Length) throw new IOException("No space left on device");
        }
    }
}
