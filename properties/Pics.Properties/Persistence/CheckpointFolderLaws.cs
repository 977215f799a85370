using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The checkpoints of a run: which are kept, and which is taken.</summary>
[Collection(TensorTests.Name)]
public sealed class CheckpointFolderLaws : IDisposable
{
    private static readonly TrainingSettings Settings = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 1 } };

    private readonly TemporaryFolder folder = new();
    private readonly ResumableRun model = new();
    private readonly TrainingState state;
    private readonly ICircuitParameters parameters;

    public CheckpointFolderLaws() => (state, parameters) = (model.Start(Settings), model.Fresh(isFirst: true));

    public void Dispose()
    {
        parameters.Dispose();
        state.Dispose();
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_last_ones_and_the_best_are_kept()
    {
        var checkpoints = new CheckpointFolder(Checkpoints, 2, 0);
        Assert.Empty(CheckpointFolder.Steps(Checkpoints));
        Save(checkpoints, 3, best: 3);
        Save(checkpoints, 6, best: 6);
        Save(checkpoints, 9, best: 6);
        Assert.Equal([6L, 9], CheckpointFolder.Steps(Checkpoints));
        Save(checkpoints, 12, best: 6);
        Save(checkpoints, 15, best: 6);
        Assert.Equal([6L, 12, 15], CheckpointFolder.Steps(Checkpoints));
        Save(checkpoints, 18, best: 18);
        Save(checkpoints, 21, best: 20); // the best may have been between two checkpoints
        Assert.Equal([18L, 21], CheckpointFolder.Steps(Checkpoints));
        Assert.Equal(["step-00000018", "step-00000021"], Directory.GetDirectories(Checkpoints).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_run_that_goes_on_keeps_what_is_before_it_and_drops_what_is_after_it()
    {
        foreach (var step in new[] { 3, 6, 9, 12 }) Save(new(Checkpoints, 9, step), step, best: 3);
        File.Delete(Path.Combine(Place(6), "state.json"));
        var checkpoints = new CheckpointFolder(Checkpoints, 2, 9);
        Assert.Equal([3L, 6, 9, 12], CheckpointFolder.Steps(Checkpoints)); // nothing goes before there is a better one
        Save(checkpoints, 10, best: 3);
        Assert.Equal([3L, 9, 10], CheckpointFolder.Steps(Checkpoints));
    }

    [Theory]
    [InlineData("state.safetensors")]
    [InlineData("state.json")]
    public void A_checkpoint_that_cannot_be_written_leaves_the_older_ones_and_nothing_of_itself(string name)
    {
        var isFull = false;
        var checkpoints = new CheckpointFolder(Checkpoints, 1, 0, (path, write) => isFull && Path.GetFileName(path) == name ? FullDisk.Write(path, write) : AtomicFile.Write(path, write));
        Save(checkpoints, 3, best: 3);
        isFull = true;
        Assert.Equal($"'{Path.Combine(Place(6), name)}' cannot be read or written: No space left on device", Saved(checkpoints, 6, best: 3));
        Assert.Equal([3L], CheckpointFolder.Steps(Checkpoints));
        Assert.Single(Directory.GetFileSystemEntries(Checkpoints));
        Assert.Equal(3, Last());
        Assert.StartsWith("'", Saved(checkpoints, 3, best: 3), StringComparison.Ordinal); // over one that is there
        Assert.Equal(3, Last());
        isFull = false;
        Save(checkpoints, 9, best: 3);
        Assert.Equal([3L, 9], CheckpointFolder.Steps(Checkpoints));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_in_a_sentence()
    {
        File.WriteAllText(Checkpoints, "a file where a folder should be");
        Assert.StartsWith($"'{Place(3)}' cannot be read or written: ", Saved(new(Checkpoints, 1, 0), 3, best: 3), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_named_and_the_one_before_it_is_taken()
    {
        var checkpoints = new CheckpointFolder(Checkpoints, 4, 0);
        foreach (var step in new[] { 3, 6, 9, 12 }) Save(checkpoints, step, best: 3);
        File.Delete(Path.Combine(Place(12), "state.json"));
        using (var tensors = new FileStream(Path.Combine(Place(9), "state.safetensors"), FileMode.Open)) tensors.SetLength(100);
        Assert.Equal(
            [
                $"'{Path.Combine(Place(12), "state.json")}' does not exist; expected the last file of a checkpoint, so it was not written to its end",
                $"'{Path.Combine(Place(9), "state.safetensors")}' is not a valid file of its kind: its checksum is not that of its content",
            ],
            Search().Skipped.Select(error => error.Explain()));
        Assert.Equal(6, Last());
        foreach (var step in new[] { 3, 6 }) File.Delete(Path.Combine(Place(step), "state.safetensors"));
        Assert.Equal((null, 4), (Last(), Search().Skipped.Length));
    }

    [Fact]
    public void Checkpoints_of_a_later_program_are_not_passed_over()
    {
        var checkpoints = new CheckpointFolder(Checkpoints, 4, 0);
        foreach (var step in new[] { 3, 6 }) Save(checkpoints, step, best: 3);
        var json = Path.Combine(Place(6), "state.json");
        File.WriteAllBytes(json, SealedJson.Seal(SealedJson.Open(File.ReadAllBytes(json))!.Replace("\"version\": 1", "\"version\": 4", StringComparison.Ordinal)));
        Assert.Equal($"'{json}' has format version 4; this program reads version 3", CheckpointFolder.Last(Checkpoints, parameters).Match(_ => "no error", error => error.Explain()));
    }

    [Fact]
    public void Other_things_in_the_folder_are_left_alone()
    {
        foreach (var name in new[] { "step-", "step-1", "step-00000001x", "step--0000001", "notes" }) Directory.CreateDirectory(Path.Combine(Checkpoints, name));
        Assert.Empty(CheckpointFolder.Steps(Checkpoints));
        Save(new(Checkpoints, 1, 0), 123_456_789, best: 3);
        Assert.Equal([123_456_789L], CheckpointFolder.Steps(Checkpoints));
        Assert.Equal(6, Directory.GetDirectories(Checkpoints).Length);
    }

    private string Checkpoints => folder["checkpoints"];

    private string Place(int step) => Path.Combine(Checkpoints, $"step-{step:D8}");

    private void Save(CheckpointFolder checkpoints, int step, int best) => Assert.Equal("saved", Saved(checkpoints, step, best));

    private string Saved(CheckpointFolder checkpoints, int step, int best)
    {
        using var copy = state.Copy();
        using var wanted = new TrainingState(copy.Progress with { Step = step, BestStep = best }, copy.Engine, copy.Threads, copy.Tensors);
        return checkpoints.Save(wanted).Match(_ => "saved", error => error.Explain());
    }

    private CheckpointSearch Search() => CheckpointFolder.Last(Checkpoints, parameters).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private long? Last()
    {
        using var found = Search().State;
        return found?.Progress.Step;
    }
}
