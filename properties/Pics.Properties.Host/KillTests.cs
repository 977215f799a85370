namespace Pics.Properties;

/// <summary>Runs in processes of their own that are killed at any moment, again and again, and then come to the files of a run that was not.</summary>
[Collection(TensorTests.Name)]
public sealed class KillTests : IDisposable
{
    private static readonly string[] Pic = ["--structure", "quad-tree", "--k", "3", "--width", "4", "--max-steps", "160", "--validate-every", "25", "--checkpoint-every", "2"];
    private static readonly string[] Pc = ["--structure", "quad-tree", "--k", "2", "--model", "pc", "--double", "--engine", "scaled", "--max-steps", "160", "--validate-every", "30", "--checkpoint-every", "3", "--keep-checkpoints", "1", "--threads", "1"];
    private static readonly string[] Micro = ["--structure", "balanced-tree", "--k", "2", "--width", "2", "--micro-batch", "100", "--report-every", "7", "--max-steps", "160", "--validate-every", "20", "--checkpoint-every", "1", "--threads", "1"];

    private static readonly string[] Growing = ["--structure", "quad-tree", "--shift", "--refine", "2x25,3x30,4", "--width", "4", "--max-steps", "160", "--validate-every", "25", "--checkpoint-every", "2"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_pic_that_is_killed_comes_to_the_same_files() => KillAndCompare(Pic, kills: 4, seed: 1);

    [Fact]
    public void A_run_whose_K_grows_that_is_killed_comes_to_the_same_files() => KillAndCompare(Growing, kills: 2, seed: 4);

    [Fact]
    [Trait("Category", "Soak")]
    public void A_plain_circuit_that_is_killed_comes_to_the_same_files() => KillAndCompare(Pc, kills: 2, seed: 2);

    [Fact]
    [Trait("Category", "Soak")]
    public void A_run_in_micro_batches_that_is_killed_comes_to_the_same_files() => KillAndCompare(Micro, kills: 2, seed: 3);

    [Theory]
    [Trait("Category", "Soak")]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public void Runs_that_are_killed_many_times_come_to_the_same_files(int seed) =>
        KillAndCompare([.. new[] { Pic, Pc, Micro, Growing }[seed % 4].Select(word => word switch { "160" => "1500", "2x25,3x30,4" => "2x500,3x500,4", _ => word }), "--patience", "1000", "--max-epochs", "1000"], kills: 40, seed);

    [SkippableFact]
    public void Runs_that_are_asked_to_end_save_and_go_on_to_the_same_files()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        using var whole = HostProcess.Start(["train", .. Pic, "--out", folder["whole"]]);
        Assert.Equal(0, whole.Wait().Code);
        Stop(HostProcess.Termination, 143, ["train", .. Pic, "--out", folder["run"]]);
        Stop(HostProcess.Interrupt, 130, Resumed);
        Stop(HostProcess.Termination, 143, Resumed);
        Finish();
    }

    [SkippableFact]
    public void A_second_signal_ends_a_run_at_once_and_it_goes_on_from_its_checkpoint()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signals");
        using var whole = HostProcess.Start(["train", .. Pic, "--out", folder["whole"]]);
        Assert.Equal(0, whole.Wait().Code);
        using (var running = HostProcess.Start(["train", .. Pic, "--out", folder["run"]]))
        {
            running.WaitFor(() => Steps() > 5);
            running.Send(HostProcess.Interrupt);
            Thread.Sleep(1);
            running.Send(HostProcess.Interrupt);
            Assert.Equal(130, running.Wait().Code);
        }

        // Files that are not under a temporary name are whole, and so are checkpoints that have their last file.
        foreach (var path in Directory.GetFiles(folder["run"], "*.json", SearchOption.AllDirectories)) System.Text.Json.JsonDocument.Parse(File.ReadAllText(path)).Dispose();
        Finish();
    }

    [Fact]
    public void A_second_process_in_a_run_folder_is_refused()
    {
        using var running = HostProcess.Start(["train", .. Pic, "--max-epochs", "1000", "--out", folder["run"]]);
        running.WaitFor(() => Steps() > 3);
        using var second = HostProcess.Start(Resumed);
        var (code, _, error) = second.Wait();
        Assert.False(running.HasEnded);
        Assert.Equal((1, $"pics: the run folder '{folder["run"]}' is in use by another process; wait for its end, or stop it\n"), (code, error));
    }

    private IEnumerable<string> Resumed => ["train", "--resume", folder["run"]];

    private bool HasCheckpoint => RunFolders.Checkpoints(folder["run"]).Any(checkpoint => File.Exists(Path.Combine(checkpoint, "state.json")));

    private void KillAndCompare(string[] words, int kills, int seed)
    {
        using (var whole = HostProcess.Start(["train", .. words, "--out", folder["whole"]]))
            Assert.Equal((0, string.Empty), Quiet(whole.Wait()));
        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            using var running = HostProcess.Start(HasCheckpoint ? Resumed : ["train", .. words, "--out", Fresh()]);
            var before = Steps();
            if (kill % 4 != 3) running.WaitFor(() => Steps() > before + 2); // else also before it trains, while files are read and cut
            Thread.Sleep(random.Next(kill % 4 == 3 ? 1200 : 120));
            running.Kill();
            var (code, _, error) = running.Wait();
            Assert.True(code is 137 or -1, $"kill {kill} of seed {seed}: code {code}, {error}"); // if 0, the run is too short to be killed so often
        }

        if (!HasCheckpoint)
        {
            using var anew = HostProcess.Start(["train", .. words, "--out", Fresh()]);
            Assert.Equal(0, anew.Wait().Code);
        }

        Finish();
    }

    /// <summary>Goes on to the end; only checkpoints that were not written to their end may be named.</summary>
    private void Finish()
    {
        using var last = HostProcess.Start(Resumed);
        var (code, _, error) = last.Wait();
        Assert.Equal(0, code);
        Assert.All(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith("so it was not written to its end; the checkpoint before it is used", line, StringComparison.Ordinal));
        if (File.Exists(Path.Combine(folder["run"], "lock"))) File.Delete(Path.Combine(folder["run"], "lock"));
        RunFolders.AssertSame(folder["whole"], folder["run"]);
    }

    /// <summary>Asks a run to end, and asserts that it saves.</summary>
    private void Stop(int signal, int expected, IEnumerable<string> words)
    {
        using var running = HostProcess.Start(words);
        var before = Steps();
        running.WaitFor(() => Steps() > before + 5);
        running.Send(signal);
        var (code, output, error) = running.Wait();
        Assert.Equal((expected, string.Empty), (code, error));
        Assert.Contains("Cancelled after ", output, StringComparison.Ordinal);
        RunFolders.AssertNothingIsHalfWritten(folder["run"]);
        using var state = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolders.Checkpoints(folder["run"])[^1], "state.json")));
        Assert.Contains($"Cancelled after {state.RootElement.GetProperty("progress").GetProperty("step").GetInt64()} steps", output, StringComparison.Ordinal);
    }

    private static (int Code, string Error) Quiet((int Code, string Out, string Error) result) => (result.Code, result.Error);

    /// <summary>The folder of the run, without what a process left that was killed before its first checkpoint.</summary>
    private string Fresh()
    {
        if (Directory.Exists(folder["run"])) Directory.Delete(folder["run"], recursive: true);
        return folder["run"];
    }

    /// <summary>Steps that are in metrics.jsonl, or reports if they are fewer.</summary>
    private int Steps()
    {
        try
        {
            using var stream = new FileStream(Path.Combine(folder["run"], "metrics.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Count(letter => letter == '\n');
        }
        catch (IOException)
        {
            return 0; // it is not there yet
        }
    }
}
