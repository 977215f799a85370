using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A model and a checkpoint of the first version of their formats, which later programs must read: a run of three steps over two binary pixels.</summary>
[Collection(TensorTests.Name)]
public class Version1Examples
{
    private static readonly TrainingSettings Settings = TrainingSettings.ForPic with { Batches = new() { Size = 4, Seed = 1 }, Stopping = new() { MaxSteps = 3 }, Reports = new() { ValidateEvery = 2 } };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Persistence", "Version1");

    private static Dataset Worlds(int times) => Dataset.Create("worlds", DataShape.Pixels(1, 2), 1, 2, Enumerable.Range(0, times).SelectMany(_ => new short[] { 0, 0, 0, 1, 1, 0, 1, 1 })).IfLeft(_ => null!);

    [Fact]
    public void The_model_is_read_and_gives_its_log_likelihoods()
    {
        using var model = Read();
        Assert.Equal((false, StoredRule.Of(RuleKind.Trapezoidal, 2), new NetSettings(2)), (model.IsPlain, model.Rule, model.Settings));
        Assert.All(Pairs.Of([-1.3817795515060425, -1.3862576484680176, -1.3863413333892822, -1.3908195495605469], LogLikelihoods(model)), pair => Assert.Equal(pair.Expected, pair.Found, 1e-5));
    }

    [Fact]
    public void The_checkpoint_is_read_and_the_run_goes_on()
    {
        using var model = Read();
        var state = Checkpoint(model);
        Assert.Equal(
            (TrainingProgress.Start(12) with { Step = 3, Row = 12, BestStep = 2, BestLogLikelihood = -1.3863021731376648, Records = 4, Seconds = 0.1139537, StepSeconds = 0.0574428 }, EngineKind.Reference, 2),
            (state.Progress, state.Engine, state.Threads));
        Assert.Equal(Enumerable.Repeat(3L, 10), state.Tensors[^1].Tensor.data<long>().ToArray());
        var outcome = Train(model, Settings with { Stopping = Settings.Stopping with { MaxSteps = 6 } }, state);
        Assert.Equal((StopReason.Finished, 6L, 2), (outcome.Reason, outcome.Steps, outcome.Epoch));
        Assert.InRange(outcome.BestLogLikelihood, -1.3864, -1.386);
    }

    [Fact]
    public void What_is_read_is_written_as_it_was()
    {
        using var folder = new TemporaryFolder();
        using var model = Read();
        using var state = Checkpoint(model);
        Assert.True(ModelStore.Save(folder.Path, model).IsRight && CheckpointStore.Save(folder["step-00000003"], state).IsRight);
        foreach (var name in new[] { "model.json", "model.safetensors", "step-00000003/state.json", "step-00000003/state.safetensors" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(Folder, name)), File.ReadAllBytes(folder[name]));
    }

    private static StoredModel Read() => ModelStore.Load(Folder).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private static TrainingState Checkpoint(StoredModel model) =>
        CheckpointStore.Load(Path.Combine(Folder, "step-00000003"), model.Parameters).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private static TrainingOutcome Train(StoredModel model, TrainingSettings settings, TrainingState from)
    {
        var folded = Get(Pipeline.Evaluation(Get(model.Rule.Create())).Apply(model.Pic));
        using var engine = Compile.ToEngine(folded, EngineKind.Reference);
        return Trainer.Create(engine, folded, model.Parameters, new(Worlds(3), Worlds(1), Worlds(1)), settings)
            .Bind(trainer => trainer.From(from))
            .IfLeft(error => throw new InvalidOperationException(error.Explain()))
            .Run(_ => { }, default);
    }

    private static double[] LogLikelihoods(StoredModel model)
    {
        var rule = Get(model.Rule.Create());
        var folded = Get(Pipeline.Evaluation(rule).Apply(model.Pic));
        using var engine = Compile.ToEngine(folded, EngineKind.Reference);
        using var numbers = model.Parameters.Materialize(rule, forGradients: false, EngineKind.Reference);
        return [.. LogLikelihood.OfRows(engine, numbers.Tensors, Worlds(1))];
    }
}
