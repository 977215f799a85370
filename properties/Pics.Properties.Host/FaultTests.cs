using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pics.Properties;

/// <summary>What happens around a run: data that change under it, folders that cannot be written, disks that are full from the start, clocks that go back.</summary>
[Collection(TensorTests.Name)]
public sealed class FaultTests : IDisposable
{
    private const int Rows = 600;

    private readonly StoppedRun run = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    private string Data => folder["x.npy"];

    private string[] Streamed => StoppedRun.With("--dataset", "file", "--data", Data, "--stream", "true", "--batch-size", "64", "--last-batch", "even", "--structure", "quad-tree", "--validate-every", "20");

    private static byte[] Images(int salt) =>
        [.. NumpyFiles.Header($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({Rows}, 4, 4), }}"), .. Enumerable.Range(0, Rows * 16).Select(place => (byte)((place * salt) >> 3))];

    /// <summary>Trains on rows in a file, and does something to it after the checkpoint of a step.</summary>
    private (int Code, string Out, string Error) TrainWith(Action harm)
    {
        File.WriteAllBytes(Data, Images(7));
        return run.Named(run.Train(Streamed, (path, write) =>
        {
            var written = AtomicFile.Write(path, write);
            if (path.EndsWith(Path.Combine("step-00000004", "state.json"), StringComparison.Ordinal)) harm();
            return written;
        }));
    }

    private void Write(byte[] bytes)
    {
        using var file = new FileStream(Data, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(bytes.Length);
        file.Write(bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Data_that_change_under_a_run_end_it_and_it_goes_on_when_they_are_back(bool isCut)
    {
        var changed = TrainWith(() => Write(isCut ? Images(7)[..200] : Images(5)));
        Assert.Equal(1, changed.Code);
        var back = $"; put its rows back, and the run goes on from its last checkpoint with: train --resume RUN\n";
        if (isCut) Assert.Matches($"^pics: '{Data}' was (changed|cut short) while its rows were in use(: row [0-9]+ is not there any more)?{back}$", changed.Error);
        else Assert.Equal($"pics: '{Data}' was changed while its rows were in use{back}", changed.Error);
        RunFolders.AssertNothingIsHalfWritten(run.Folder);
        Assert.False(File.Exists(Path.Combine(run.Folder, "results.json")));

        var without = run.Named(run.Resume());
        Assert.Equal(1, without.Code);
        if (!isCut) Assert.Equal("pics: the rows of 'x.npy' are not those that the run in 'RUN' began with; put those back, or train anew with --config RUN/config.json\n", without.Error);
        else Assert.Single(without.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Write(Images(7));
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume()));
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(ConsoleRuns.Run(["train", .. Streamed, "--out", run.Whole])));
        RunFolders.AssertSame(run.Whole, run.Folder);
    }

    [SkippableFact]
    public void Data_that_lose_their_name_under_a_run_are_read_to_its_end_and_missed_after_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps the names of open files");
        var vanished = TrainWith(() => File.Delete(Data));
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(vanished));
        var resumed = run.Resume("--max-steps", "14");
        Assert.Equal(1, resumed.Code);
        Assert.StartsWith($"pics: '{Data}' does not exist; expected ", resumed.Error, StringComparison.Ordinal);
        File.WriteAllBytes(Data, Images(7));
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume("--max-steps", "14")));
    }

    [SkippableFact]
    public void Folders_that_cannot_be_written_are_refused_in_a_sentence()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs the folder of the kernel's, in which none can be made");
        File.WriteAllText(folder["file"], "a file where a folder should be");
        foreach (var path in new[] { "/proc/pics-run", Path.Combine(folder["file"], "run") })
        {
            var (code, _, error) = ConsoleRuns.Run(["train", .. StoppedRun.Small, "--out", path]);
            Assert.Equal(1, code);
            Assert.StartsWith($"pics: the run folder '{path}' cannot be written: ", error, StringComparison.Ordinal);
            Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [SkippableFact]
    public void Folders_on_a_disk_that_is_read_only_are_refused_in_a_sentence()
    {
        run.StopAfter(2, StoppedRun.Small);
        File.WriteAllText(Path.Combine(run.Folder, "lock"), string.Empty); // as a process leaves it that was killed
        var before = RunFolders.Everything(run.Folder);
        using (var mount = new ReadOnlyMount(run.Folder))
        {
            Skip.IfNot(mount.IsThere, "needs the right to mount a folder read-only");
            Assert.Equal((1, string.Empty, "pics: the run folder 'RUN' cannot be written: Read-only file system : 'RUN/lock'\n"), run.Named(run.Resume()));
            var anew = run.Named(ConsoleRuns.Run(["train", .. StoppedRun.Small, "--out", Path.Combine(run.Folder, "new")]));
            Assert.Equal((1, "pics: the run folder 'RUN/new' cannot be written: Read-only file system : 'RUN/new'\n"), StoppedRun.Quiet(anew));
        }

        Assert.Equal(before, RunFolders.Everything(run.Folder));
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume()));
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("data.json")]
    public void A_disk_that_is_full_from_the_start_is_said_before_anything_is_learned(string name)
    {
        var result = run.Named(run.Train(StoppedRun.Small, (path, write) => Path.GetFileName(path) == name ? FullDisk.Write(path, write) : AtomicFile.Write(path, write)));
        Assert.Equal((1, string.Empty, $"pics: 'RUN/{name}' cannot be read or written: No space left on device\n"), result);
        RunFolders.AssertNothingIsHalfWritten(run.Folder);
    }

    [Fact]
    public void Times_of_files_do_not_count()
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. StoppedRun.Small, "--out", run.Whole]).Code);
        run.StopAfter(3, StoppedRun.Small);
        foreach (var (checkpoint, index) in RunFolders.Checkpoints(run.Folder).Select((checkpoint, index) => (checkpoint, index)))
            foreach (var file in Directory.GetFiles(checkpoint))
                File.SetLastWriteTimeUtc(file, new DateTime(2040 - index, 1, 1, 0, 0, 0, DateTimeKind.Utc)); // the later, the older
        File.SetLastWriteTimeUtc(Path.Combine(run.Folder, "metrics.jsonl"), DateTime.UnixEpoch);
        var resumed = run.Resume();
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(resumed));
        Assert.Contains("Going on from the checkpoint of step 7, epoch 1.\n", resumed.Out, StringComparison.Ordinal);
        RunFolders.AssertSame(run.Whole, run.Folder);
    }

    [Fact]
    public void Training_and_persistence_do_not_look_at_the_wall_clock()
    {
        using var stream = File.OpenRead(typeof(Trainer).Assembly.Location);
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        var called = reader.MemberReferences
            .Select(reader.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{reader.GetString(reader.GetTypeReference((TypeReferenceHandle)member.Parent).Name)}.{reader.GetString(member.Name)}")
            .ToHashSet();
        Assert.Contains("Stopwatch.StartNew", called);
        Assert.Empty(called.Intersect(["DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow", "TimeProvider.get_System"]));
    }

    /// <summary>A folder that cannot be written as long as this lives, also not by those whom permissions do not bind.</summary>
    private sealed class ReadOnlyMount : IDisposable
    {
        private readonly string path;
        private readonly int mounts;

        public ReadOnlyMount(string path)
        {
            this.path = path;
            if (!OperatingSystem.IsLinux()) return;
            if (Run("mount", "--bind", path, path)) mounts = 1;
            IsThere = mounts == 1 && Run("mount", "-o", "remount,ro,bind", path);
        }

        public bool IsThere { get; }

        public void Dispose()
        {
            if (mounts == 1) Assert.True(Run("umount", path));
        }

        private static bool Run(string program, params string[] words)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true, RedirectStandardOutput = true })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
