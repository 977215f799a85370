using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>One checkpoint on the disk.</summary>
[Collection(TensorTests.Name)]
public sealed class CheckpointLaws : IDisposable
{
    private static readonly TrainingSettings Quick = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 4 }, Reports = new() { ValidateEvery = 3, ReportEvery = 5 } };

    private readonly TemporaryFolder folder = new();
    private readonly ResumableRun model = new();
    private ICircuitParameters? saved;
    private byte[]? tensors;

    public void Dispose()
    {
        saved?.Dispose();
        folder.Dispose();
        model.Dispose();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Round_trip_is_the_identity(bool plain, bool isDouble)
    {
        using var run = new ResumableRun(new(plain, EngineKind.Reference, isDouble));
        using var parameters = run.Fresh(isFirst: false);
        foreach (var steps in new[] { 0, 2, 4 })
        {
            using var state = run.Start(Quick with { Stopping = Quick.Stopping with { MaxSteps = steps } });
            Assert.True(CheckpointStore.Save(folder["state"], state).IsRight);
            using var loaded = Loaded(parameters);
            Assert.Equal((state.Progress, state.Engine, state.Threads), (loaded.Progress, loaded.Engine, loaded.Threads));
            Assert.Equal(state.Tensors.Select(Show), loaded.Tensors.Select(Show));
            Assert.All(Pairs.Of(state.Tensors, loaded.Tensors), pair => Assert.True(pair.Expected.Tensor.bytes.SequenceEqual(pair.Found.Tensor.bytes), pair.Expected.Name));
        }

        Assert.Equal(["state.json", "state.safetensors"], Files());
    }

    [Fact]
    public void A_state_from_the_disk_leads_to_the_same_end()
    {
        var settings = Quick with { Stopping = Quick.Stopping with { MaxSteps = 9 } };
        using var parameters = Save(settings with { Stopping = settings.Stopping with { MaxSteps = 4 } });
        ResumableRun.AssertSame(model.Run(settings), model.Run(settings, Loaded(parameters)));
    }

    [Fact]
    public void A_change_of_any_byte_of_the_numbers_is_noticed()
    {
        using var parameters = Save(Quick);
        var whole = File.ReadAllBytes(Json);
        for (var place = 0; place < whole.Length; place++)
            foreach (var mask in new byte[] { 1, 0x20, 0x80 })
            {
                var damaged = whole.ToArray();
                damaged[place] ^= mask;
                File.WriteAllBytes(Json, damaged);
                Assert.Equal(NotItsContent("state.json"), Explain(parameters));
            }
    }

    [Property(MaxTest = 200)]
    public void A_change_of_any_byte_of_the_tensors_is_noticed(int place, byte mask)
    {
        // The first case saves; the others change its file in their own way.
        saved ??= Save(Quick);
        tensors ??= File.ReadAllBytes(Tensors);
        var damaged = tensors.ToArray();
        damaged[(int)((uint)place % damaged.Length)] ^= Math.Max((byte)1, mask);
        File.WriteAllBytes(Tensors, damaged);
        Assert.Equal(NotItsContent("state.safetensors"), Explain(saved));
    }

    [Theory]
    [InlineData("state.json")]
    [InlineData("state.safetensors")]
    public void Files_that_are_cut_or_longer_are_noticed(string name)
    {
        using var parameters = Save(Quick);
        var (path, whole) = (Path.Combine(folder["state"], name), File.ReadAllBytes(Path.Combine(folder["state"], name)));
        foreach (var length in new[] { 0, 1, 10, 74, 75, 76, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal(NotItsContent(name), Explain(parameters));
        }

        File.WriteAllBytes(path, [.. whole, (byte)'\n']);
        Assert.Equal(NotItsContent(name), Explain(parameters));
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 4", "'STATE/state.json' has format version 4; this program reads version 3")]
    [InlineData("pics-checkpoint", "pics-model", "'STATE/state.json' is not a valid file of its kind: its format is 'pics-model', not 'pics-checkpoint'")]
    [InlineData("\"threads\": THREADS", "\"threads\": 0", "'STATE/state.json' is not a valid file of its kind: its number of threads is impossible")]
    [InlineData("\"step\": 4", "\"step\": -1", "'STATE/state.json' is not a valid file of its kind: its place in the run is impossible")]
    [InlineData("\"row\": 128", "\"row\": 181", "'STATE/state.json' is not a valid file of its kind: its place in the run is impossible")]
    [InlineData("\"bestStep\": 3", "\"bestStep\": 5", "'STATE/state.json' is not a valid file of its kind: its best validation is impossible")]
    [InlineData("\"failures\": 0", "\"failures\": -1", "'STATE/state.json' is not a valid file of its kind: its best validation is impossible")]
    [InlineData("\"unreadSteps\": 1", "\"unreadSteps\": 9", "'STATE/state.json' is not a valid file of its kind: its reports are impossible")]
    [InlineData("\"seconds\": ", "\"seconds\": -", "'STATE/state.json' is not a valid file of its kind: its times are impossible")]
    public void Numbers_that_are_whole_and_wrong_are_refused_in_a_sentence(string from, string to, string sentence)
    {
        using var parameters = Save(Quick);
        Replace(from.Replace("THREADS", $"{get_num_threads()}", StringComparison.Ordinal), to);
        Assert.Equal(sentence, Explain(parameters));
    }

    [Theory]
    [InlineData("\"step\": 4", "\"stepp\": 4")]
    [InlineData("\"step\": 4", "\"step\": 4.5")]
    [InlineData("\"step\": 4", "\"step\": null")]
    [InlineData("\"engine\": \"Reference\"", "\"engine\": \"Fast\"")]
    [InlineData("\"version\": 1", "\"version\": \"1\"")]
    [InlineData("\"epoch\": 1", "\"epoch\": 1, \"epoch\": 1")]
    public void Numbers_that_are_no_checkpoint_are_refused_in_a_sentence(string from, string to)
    {
        using var parameters = Save(Quick);
        Replace(from, to);
        Assert.StartsWith("'STATE/state.json' is not a valid file of its kind: ", Explain(parameters), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_are_refused_in_a_sentence()
    {
        using var parameters = Save(Quick);
        File.Delete(Tensors);
        Assert.Equal("'STATE/state.safetensors' does not exist; expected the tensors of a checkpoint", Explain(parameters));
        File.Delete(Json);
        Assert.Equal("'STATE/state.json' does not exist; expected the last file of a checkpoint, so it was not written to its end", Explain(parameters));
    }

    [Fact]
    public void Tensors_of_another_circuit_are_refused_in_a_sentence_and_let_go_of()
    {
        using var other = new ResumableRun(new(IsPlain: true));
        using var isDouble = new ResumableRun(new(IsDouble: true));
        using var parameters = Save(Quick);
        using var others = other.Fresh(isFirst: true);
        using var doubles = isDouble.Fresh(isFirst: true);
        var before = TensorTests.Settle();
        Assert.Equal("'STATE/state.safetensors' is not a valid file of its kind: it holds 68 tensors, a checkpoint of this run 13", Explain(others));
        Assert.Equal("'STATE/state.safetensors' has the tensor 'parameters.group.0.frequencies' as F32 [1, 4]; the model needs F64 [1, 4]", Explain(doubles));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Saving_and_loading_leave_no_live_tensors()
    {
        using var parameters = Save(Quick);
        using var state = model.Start(Quick);
        var before = TensorTests.Settle();
        CheckpointStore.Save(folder["state"], state);
        Loaded(parameters).Dispose();
        state.Copy().Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    private string Json => Path.Combine(folder["state"], "state.json");

    private string Tensors => Path.Combine(folder["state"], "state.safetensors");

    private static string NotItsContent(string name) => $"'STATE/{name}' is not a valid file of its kind: its checksum is not that of its content";

    private static string Show((string Name, Tensor Tensor) entry) => $"{entry.Name} {entry.Tensor.dtype} {string.Join(',', entry.Tensor.shape)}";

    private IEnumerable<string?> Files() => Directory.GetFiles(folder["state"]).Select(Path.GetFileName).Order();

    /// <summary>Saves the state at the end of a run, and gives parameters to load it for.</summary>
    private ICircuitParameters Save(TrainingSettings settings)
    {
        using var state = model.Start(settings);
        Assert.True(CheckpointStore.Save(folder["state"], state).IsRight);
        return model.Fresh(isFirst: false);
    }

    /// <summary>Changes the numbers, and seals them as they are then.</summary>
    private void Replace(string from, string to)
    {
        var json = SealedJson.Open(File.ReadAllBytes(Json))!;
        Assert.Contains(from, json, StringComparison.Ordinal);
        File.WriteAllBytes(Json, SealedJson.Seal(json.Replace(from, to, StringComparison.Ordinal).TrimEnd('\n')));
    }

    private TrainingState Loaded(ICircuitParameters parameters) =>
        CheckpointStore.Load(folder["state"], parameters).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private string Explain(ICircuitParameters parameters) => CheckpointStore.Load(folder["state"], parameters).Match(
        state =>
        {
            state.Dispose();
            return "no error";
        },
        error => error.Explain().Replace(folder["state"], "STATE", StringComparison.Ordinal));
}
