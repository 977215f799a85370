using Pics.Host;

namespace Pics.Properties;

/// <summary>What cannot go on is refused, and nothing is changed.</summary>
[Collection(TensorTests.Name)]
public sealed class ResumeRefusals : IDisposable
{
    private readonly StoppedRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Other_options_are_refused_in_a_sentence()
    {
        run.StopAfter(1, StoppedRun.Small);
        var before = RunFolders.Everything(run.Folder);
        const string Own = "a run goes on with its own options, only larger --max-epochs, --max-steps and --max-seconds change it";
        void Says(string sentence, params string[] words) => Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), run.Resume(words));
        Says($"--k differs from that of the run (4 instead of 3); {Own}", "--k", "4");
        Says($"--learning-rate differs from that of the run (0.1 instead of 0.005); {Own}", "--learning-rate", "0.1", "--max-steps", "20");
        Says($"--no-bias differs from that of the run (false instead of true); {Own}", "--no-bias");
        Says($"--micro-batch differs from that of the run (10 instead of none); {Own}", "--micro-batch", "10");
        Says($"--merge differs from that of the run (tucker instead of cp); {Own}", "--merge", "tucker");
        Says("--max-steps is 11, and 12 in the run; a limit can be raised, not lowered", "--max-steps", "11");
        Says("--max-epochs is 24, and 25 in the run; a limit can be raised, not lowered", "--max-epochs", "24");
        Says("--max-seconds is 5.5, and no limit in the run; a limit can be raised, not lowered", "--max-seconds", "5.5");
        Says("--out cannot be given with --resume, which goes on in the run's folder with its options", "--out", "elsewhere");
        Says("--config cannot be given with --resume, which goes on in the run's folder with its options", "--config", "c.json");
        Says("--checkpoint-every is -1; it must be 0 or more", "--checkpoint-every", "-1");
        Says("--keep-checkpoints is 0; it must be at least 1", "--keep-checkpoints", "0");
        Assert.Equal(before, RunFolders.Everything(run.Folder));
    }

    [Fact]
    public void A_limit_cannot_be_set_where_there_was_none()
    {
        run.StopAfter(1, [.. StoppedRun.Small.Where(word => word is not ("--max-steps" or "12"))]);
        Assert.Equal((1, string.Empty, "pics: --max-steps is 100, and no limit in the run; a limit can be raised, not lowered\n"), run.Resume("--max-steps", "100"));
    }

    [Fact]
    public void Folders_without_checkpoints_are_refused_in_a_sentence()
    {
        Assert.Equal((1, string.Empty, "pics: 'RUN' is not a run folder: it has no config.json; name a folder that 'train' wrote\n"), run.Named(run.Resume()));
        run.StopAfter(1, StoppedRun.Small);
        Directory.Delete(Path.Combine(run.Folder, "checkpoints"), recursive: true);
        Assert.Equal((1, string.Empty, "pics: 'RUN' has no checkpoint to go on from; train anew with --config RUN/config.json\n"), run.Named(run.Resume()));
    }

    [Fact]
    public void Where_no_checkpoint_can_be_used_one_sentence_says_so()
    {
        run.StopAfter(4, StoppedRun.Small);
        foreach (var checkpoint in RunFolders.Checkpoints(run.Folder)) File.Delete(Path.Combine(checkpoint, "state.json"));
        var before = RunFolders.Everything(run.Folder);
        var resumed = run.Named(run.Resume());
        Assert.Equal(
            (1, "pics: none of the 2 checkpoint(s) in 'RUN/checkpoints' can be used, the last because 'RUN/checkpoints/step-00000009/state.json' does not exist; expected the last file of a checkpoint, so it was not written to its end\n"),
            (resumed.Code, resumed.Error));
        Assert.Equal(before, RunFolders.Everything(run.Folder));
    }

    [Fact]
    public void A_run_is_held_by_one_process()
    {
        run.StopAfter(1, StoppedRun.Small);
        using (RunLock.Take(run.Folder).IfLeft(_ => null!))
            Assert.Equal((1, string.Empty, "pics: the run folder 'RUN' is in use by another process; wait for its end, or stop it\n"), run.Named(run.Resume()));
        Assert.False(File.Exists(Path.Combine(run.Folder, "lock")));
        File.WriteAllText(Path.Combine(run.Folder, "lock"), string.Empty); // what a process leaves that was killed
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume()));
    }
}
