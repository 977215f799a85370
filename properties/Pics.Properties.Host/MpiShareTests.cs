using System.Diagnostics;
using System.Text.Json.Nodes;
using static Pics.Properties.MpiProcesses;

namespace Pics.Properties;

/// <summary>Ways in which processes share a run: what they add up, steps of their own, tables, threads, and a disk that is full. Skipped where a launcher is not installed.</summary>
[Collection(TensorTests.Name)]
public sealed class MpiShareTests : IDisposable
{
    private static readonly string[] Tiny = ["train", "--dataset", "shapes", "--structure", "quad-tree", "--k", "3", "--width", "4", "--batch-size", "100", "--validate-every", "6", "--max-steps", "24"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("openmpi", 3)]
    [InlineData("mpich", 2)]
    public void Gradients_of_nets_add_up_to_the_files_of_one_process(string launcher, int ranks)
    {
        string[] words = [.. Tiny, "--threads", "1", "--sum", "nets", "--last-batch", "even"];
        Assert.Equal(0, ConsoleRuns.Run([.. words, "--shards", "8", "--out", folder["alone"]]).Code);
        var (code, output, error) = Wait(Start(launcher, ranks, [.. words, "--out", folder["ranks"]]));
        Assert.True(code == 0, output + error);
        Assert.Contains("Parts add up gradients of nets: every rank evaluates all nets.", output, StringComparison.Ordinal);
        RunFolders.AssertSame(folder["alone"], folder["ranks"]);
    }

    [SkippableFact]
    public void A_table_with_holes_gives_the_files_of_one_process()
    {
        File.WriteAllLines(folder["rows.csv"], Enumerable.Range(0, 200).Select(row => $"{(row % 7 == 0 ? string.Empty : row % 3)},{row % 2},{(row * 37 % 11) / 4.0}").Prepend("a,b,c"));
        string[] words = ["train", folder["rows.csv"], "--k", "8", "--width", "4", "--threads", "1", "--max-steps", "20", "--stream"];
        Assert.Equal(0, ConsoleRuns.Run([.. words, "--shards", "8", "--out", folder["alone"]]).Code);
        var (code, output, error) = Wait(Start("mpich", 2, [.. words, "--out", folder["ranks"]]));
        Assert.True(code == 0, output + error);
        Assert.Matches("(Nets are dealt out to ranks|Each rank evaluates all nets): with what is exchanged they take [0-9.]+ s a step, and [0-9.]+ s if ", output);
        RunFolders.AssertSame(folder["alone"], folder["ranks"]);
    }

    [SkippableFact]
    public void Local_steps_give_the_same_files_under_both_launchers_and_after_a_kill()
    {
        string[] words = [.. Tiny[..^1], "240", "--max-epochs", "1000", "--patience", "1000", "--threads", "1", "--average-every", "4", "--checkpoint-every", "5"];
        var (code, output, error) = Wait(Start("openmpi", 2, [.. words, "--out", folder["openmpi"]]));
        Assert.True(code == 0, output + error);
        Assert.Contains("This is another method than sums in every step, and its results depend on the number of ranks.", output, StringComparison.Ordinal);
        using (var running = Start("mpich", 2, [.. words, "--out", folder["mpich"]]))
        {
            for (var clock = Stopwatch.StartNew(); RunFolders.Checkpoints(folder["mpich"]).Count < 2; Thread.Sleep(5)) Assert.True(clock.Elapsed < Longest && !running.HasExited, "no checkpoint");
            Signal("KILL", Ranks(running.Id)[^1]);
            Assert.NotEqual(0, Wait(running).Code);
        }

        Assert.Equal(0, Wait(Start("mpich", 2, ["train", "--resume", folder["mpich"]])).Code);
        RunFolders.AssertSame(folder["openmpi"], folder["mpich"]);
    }

    [Fact]
    public void Words_for_several_processes_are_refused_to_one()
    {
        string Refused(params string[] more) => ConsoleRuns.Run([.. Tiny, .. more, "--out", folder["run"]]) is { Code: 1 } ended ? ended.Error : "no error";
        Assert.Equal("pics: --average-every is 5, and there is one process; start several with mpirun, or leave it out\n", Refused("--average-every", "5"));
        Assert.Equal("pics: --sum is nets, and a batch has one part; give more --shards, or leave it out\n", Refused("--sum", "nets"));
        Assert.Equal("pics: --sum is for --model pic, whose functions are nets; leave it out\n", ConsoleRuns.Run(["train", "--dataset", "shapes", "--model", "pc", "--sum", "nets"]).Error);
        Assert.Equal("pics: --shards is for steps that all ranks make together, and with --average-every each makes its own; leave it out\n", Refused("--average-every", "5", "--shards", "4"));
        Assert.StartsWith("pics: bench network measures between ranks, and there is one process; ", ConsoleRuns.Run(["bench", "network"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_ranks_are_predicted_from_parts_and_a_network()
    {
        string[] words = ["bench", "scale", "--dataset", "shapes", "--structure", "quad-tree", "--k", "3", "--width", "4", "--repeat", "1", "--min-seconds", "0"];
        var (code, output, error) = ConsoleRuns.Run([.. words, "--ranks", "0", "--bandwidth", "100", "--latency", "20", "--average-every", "7", "--json", folder["scale.json"]]);
        Assert.True(code == 0, error);
        Assert.Contains("averages/7", output, StringComparison.Ordinal);
        Assert.Contains("Network: 20.0 us a message, 100 MiB/s.", output, StringComparison.Ordinal);
        var predicted = JsonNode.Parse(File.ReadAllText(folder["scale.json"]))!["results"]!["predicted"]!.AsArray();
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], predicted.Select(row => row!["ranks"]!.GetValue<int>()));
        Assert.Equal(1, ConsoleRuns.Run([.. words, "--ranks", "65"]).Code);
        Assert.Equal("pics: --launcher is 'no-such-launcher', and there is no such program; give a path, or a name in PATH\n", ConsoleRuns.Run([.. words, "--launcher", "no-such-launcher"]).Error);
        Assert.StartsWith("pics: --threads cannot be given with bench scale", ConsoleRuns.Run([.. words, "--threads", "2"]).Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Ranks_are_measured_beside_one_process()
    {
        var (code, output, error) = ConsoleRuns.Run(["bench", "scale", "--dataset", "shapes", "--structure", "quad-tree", "--k", "3", "--width", "4", "--repeat", "1", "--min-seconds", "0", "--ranks", "2", "--steps", "8", "--launcher", Find("mpich"), "--json", folder["scale.json"]]);
        Assert.True(code == 0, error + output);
        var measured = JsonNode.Parse(File.ReadAllText(folder["scale.json"]))!["results"]!["measured"]!.AsArray();
        Assert.Equal([0, 2], measured.Select(run => run!["ranks"]!.GetValue<int>()));
        Assert.All(measured, run => Assert.True(run!["seconds"]!.AsArray().Count == 3 && run["peakMiB"]!.GetValue<long>() > 0));
    }

    /// <summary>Open MPI binds two ranks to a core each, where libtorch would find one processor.</summary>
    [SkippableFact]
    public void Processors_of_a_machine_are_shared_and_what_is_changed_is_said()
    {
        Skip.If(Environment.ProcessorCount < 2, "there is one processor");
        var (code, output, error) = Wait(Start("openmpi", 1, [.. Tiny, "--distributed", "mpi", "--out", folder["one"]]));
        Assert.True(code == 0, output + error);
        var (also, said, wrong) = Wait(Start("mpich", 2, [.. Tiny, "--out", folder["two"]]));
        Assert.True(also == 0, said + wrong);
        Assert.Contains($"; this machine has 2 ranks and {Environment.ProcessorCount} processors", said, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessorCount / 2, JsonNode.Parse(File.ReadAllText(Path.Combine(folder["two"], "config.json")))!["threads"]!.GetValue<int>());
    }

    [SkippableFact]
    public void A_disk_that_is_full_at_rank_0_ends_all()
    {
        var small = Directory.CreateDirectory(folder["small"]).FullName;
        Skip.IfNot(Mount("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", small), "a small disk cannot be made here");
        try
        {
            var (code, output, error) = Wait(Start("mpich", 2, [.. Tiny, "--threads", "1", "--out", Path.Combine(small, "run")]));
            Assert.NotEqual(0, code);
            Assert.Contains("No space left on device", (output + error).Split('\n').Last(line => line.StartsWith("pics: ", StringComparison.Ordinal)), StringComparison.Ordinal); // before it the usual ones: lines and checkpoints are missing, training goes on
        }
        finally
        {
            Mount("umount", small);
        }
    }

    private static bool Mount(string program, params string[] words)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
