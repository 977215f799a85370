using System.Diagnostics;
using System.Text.RegularExpressions;
using Pics.Host;
using static Pics.Properties.MpiProcesses;

namespace Pics.Properties;

/// <summary>Runs under Open MPI and MPICH come to the files of one process, and end when a rank does. Skipped where a launcher is not installed.</summary>
[Collection(TensorTests.Name)]
public sealed partial class MpiTests : IDisposable
{
    private static readonly string[] Tiny = ["train", "--dataset", "shapes", "--structure", "quad-tree", "--k", "3", "--batch-size", "100", "--validate-every", "6", "--checkpoint-every", "6", "--threads", "1"];

    private static readonly string[] Long = [.. Tiny, "--width", "4", "--max-steps", "100000", "--max-epochs", "100000", "--patience", "100000"];

    private readonly TemporaryFolder folder = new();

    [GeneratedRegex("pics: (rank . of 2: )?rank . has not answered for 3 s, so the run cannot go on; it goes on from its last checkpoint with --resume")]
    private static partial Regex Unanswered();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, int, string> Runs => new()
    {
        { "openmpi", 2, "--width 4" },
        { "mpich", 2, "--width 4" },
        { "openmpi", 4, "--model pc --optimiser em" },
        { "mpich", 3, "--width 4 --shift --refine 2x8,3x8,4 --patience 1 --min-delta 1e6" },
    };

    [SkippableTheory]
    [MemberData(nameof(Runs))]
    public void Ranks_leave_the_files_of_one_process(string launcher, int ranks, string more)
    {
        var words = (string[])[.. Tiny, "--max-steps", "24", .. more.Split(' ')];
        Assert.Equal((0, string.Empty), ConsoleRuns.Run([.. words, "--shards", "8", "--out", folder["alone"]]) is var alone ? (alone.Code, alone.Error) : default);
        var (code, output, error) = Wait(Start(launcher, ranks, [.. words, "--out", folder["ranks"]]));
        Assert.True(code == 0, output + error);
        Assert.Contains($"Ranks: {ranks} under {(launcher == "openmpi" ? "Open MPI" : "MPICH")}", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n'), line => line.StartsWith("Training a ", StringComparison.Ordinal));
        RunFolders.AssertSame(folder["alone"], folder["ranks"]);
    }

    [SkippableFact]
    public void Runs_that_are_killed_go_on_with_another_number_of_ranks_to_the_same_files() => KillAndGoOn("openmpi");

    [SkippableFact]
    [Trait("Category", "Soak")]
    public void Runs_that_are_killed_under_MPICH_go_on_with_another_number_of_ranks_to_the_same_files() => KillAndGoOn("mpich");

    private void KillAndGoOn(string launcher)
    {
        string[] words = [.. Tiny, "--width", "4", "--max-steps", "240", "--max-epochs", "1000", "--patience", "1000"];
        Assert.Equal(0, ConsoleRuns.Run([.. words, "--shards", "8", "--out", folder["alone"]]).Code);
        using (var running = Start(launcher, 2, [.. words, "--out", folder["ranks"]]))
        {
            for (var clock = Stopwatch.StartNew(); RunFolders.Checkpoints(folder["ranks"]).Count < 3; Thread.Sleep(5)) Assert.True(clock.Elapsed < Longest && !running.HasExited, "no checkpoint");
            Signal("KILL", Ranks(running.Id)[^1]);
            Assert.NotEqual(0, Wait(running).Code);
        }

        Assert.False(File.Exists(Path.Combine(folder["ranks"], "results.json")));
        Assert.Equal(0, Wait(Start(launcher, 4, ["train", "--resume", folder["ranks"]])).Code);
        RunFolders.AssertSame(folder["alone"], folder["ranks"]);
    }

    [SkippableFact]
    public void A_rank_that_stops_ends_the_run_in_a_sentence()
    {
        using var running = Start("mpich", 2, [.. Long, "--rank-patience", "3", "--out", folder["ranks"]]);
        for (var clock = Stopwatch.StartNew(); RunFolders.Checkpoints(folder["ranks"]).Count < 1; Thread.Sleep(5)) Assert.True(clock.Elapsed < Longest && !running.HasExited, "no checkpoint");
        var ranks = Ranks(running.Id);
        Assert.Equal(2, ranks.Count);
        Signal("STOP", ranks[^1]);
        var (code, output, error) = Wait(running);
        Signal("KILL", ranks[^1]);
        Assert.NotEqual(0, code);
        Assert.True(Unanswered().IsMatch(output + error), output + error); // the whole output, which Assert.Matches would cut
    }

    [SkippableFact]
    public void A_run_that_is_asked_to_end_saves_on_all_ranks()
    {
        using var running = Start("mpich", 2, [.. Long, "--out", folder["ranks"]]);
        for (var clock = Stopwatch.StartNew(); RunFolders.Checkpoints(folder["ranks"]).Count < 1; Thread.Sleep(5)) Assert.True(clock.Elapsed < Longest && !running.HasExited, "no checkpoint");
        Signal("TERM", running.Id);
        var (_, output, _) = Wait(running); // MPICH's launcher then ends with 0 in some runs, whatever its ranks end with
        Assert.Contains("Cancelled after ", output, StringComparison.Ordinal);
        Assert.Contains("\"reason\": \"cancelled\"", File.ReadAllText(Path.Combine(folder["ranks"], "results.json")), StringComparison.Ordinal);
        RunFolders.AssertNothingIsHalfWritten(folder["ranks"]);
    }

    [SkippableTheory]
    [InlineData("mpich")]
    [InlineData("openmpi")]
    public void Data_that_one_rank_lacks_end_the_run_in_one_sentence(string launcher)
    {
        File.WriteAllLines(folder["rows.csv"], Enumerable.Range(0, 60).Select(row => $"{row % 3},{row % 2}").Prepend("a,b"));
        AssertFault("rank 1 of 2: ", Wait(Start(launcher, ["train", "--k", "3", "--width", "4", "--max-steps", "5", "--threads", "1", "--out", folder["ranks"], "--data"], folder["rows.csv"], folder["nowhere.csv"])));
        Assert.False(Directory.Exists(folder["ranks"]));
    }

    [SkippableFact]
    public void Ranks_that_differ_and_too_many_of_them_are_refused_in_one_sentence()
    {
        var own = OwnProcess.Of([.. Tiny[..^1]]);
        var (code, output, error) = Wait(Launch("mpich", 2, ["sh", "-c", "exec \"$@\" $((PMI_RANK + 1)) --out " + folder["ranks"], "sh", own.FileName, .. own.ArgumentList]));
        Assert.NotEqual(0, code);
        Assert.Contains("pics: the ranks differ in the number of threads: it is 1 at rank 0 and 2 at rank 1; ", output + error, StringComparison.Ordinal);
        var (many, said, also) = Wait(Start("mpich", 3, [.. Tiny, "--shards", "2", "--out", folder["ranks"]]));
        Assert.NotEqual(0, many);
        Assert.Contains("pics: --shards is 2; it must be at least the number of ranks, 3", said + also, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["ranks"]));
    }

    [Fact]
    public void Words_of_ranks_that_mean_nothing_are_refused()
    {
        Assert.Equal((1, "pics: --shards is 3; it must be a power of two from 1 to 65536\n"), ConsoleRuns.Run([.. Tiny, "--shards", "3", "--out", folder["run"]]) is var three ? (three.Code, three.Error) : default);
        Assert.Equal((1, "pics: --rank-patience is 0; it must be a positive number of seconds\n"), ConsoleRuns.Run([.. Tiny, "--rank-patience", "0", "--out", folder["run"]]) is var zero ? (zero.Code, zero.Error) : default);
        Assert.Equal(2, ConsoleRuns.Run([.. Tiny, "--distributed", "perhaps", "--out", folder["run"]]).Code);
    }

    [Fact]
    public void Launchers_are_known_by_what_they_set()
    {
        MpiLauncher? Of(params (string Name, string Value)[] set) => MpiLauncher.Find(name => set.Where(entry => entry.Name == name).Select(entry => entry.Value).FirstOrDefault());
        Assert.Null(Of());
        Assert.Equal(4, Of(("OMPI_COMM_WORLD_SIZE", "4"))!.Ranks);
        Assert.Equal(MpiKind.Mpich, Of(("PMI_SIZE", "2"))!.Kinds[0]);
        Assert.Equal(("srun", 8), Of(("SLURM_STEP_NUM_TASKS", "8"), ("SLURM_NTASKS", "16")) is { } known ? (known.Name, known.Ranks!.Value) : default);
        Assert.Null(Of(("PMI_SIZE", "many"))!.Ranks);
    }
}
