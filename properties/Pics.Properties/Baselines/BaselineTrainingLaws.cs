using Pics.Host;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Training of baselines: it repeats itself bit for bit, learns, ends where it is told to, and leaves nothing behind.</summary>
[Collection(TensorTests.Name)]
public class BaselineTrainingLaws
{
    public static TheoryData<string> Models => [.. Enum.GetValues<BaselineKind>().Select(kind => kind.ToString())];

    [Theory]
    [MemberData(nameof(Models))]
    public void Equal_seeds_give_equal_weights_and_figures(string model)
    {
        var (first, again, other) = (Train(model, 1), Train(model, 1), Train(model, 2));
        Assert.Equal(first.Weights, again.Weights);
        Assert.Equal(first.Score, again.Score);
        Assert.NotEqual(first.Weights, other.Weights);
        Assert.Equal(("limit", 8L), (first.End.Reason, first.End.Steps));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void No_live_tensors_are_left(string model)
    {
        Train(model, 1);
        var before = TensorTests.Settle();
        Train(model, 1);
        Assert.Equal(before, TensorTests.Settle());
    }

    [Fact]
    public void Figures_improve_and_patience_ends_what_does_not()
    {
        var (short1, long1) = (Train("Autoregressive", 1), Train("Autoregressive", 1, steps: 200));
        Assert.True(long1.Score.BitsPerDimension < short1.Score.BitsPerDimension - 0.01);
        using var model = new StillBaseline();
        var shown = 0;
        var end = BaselineTraining.Run(model, TinyImages.Splits(), Settings("Vae", 1) with { MaxSteps = null, Patience = 3, ValidateEvery = 2 }, (_, _, _, _) => shown++, default);
        Assert.Equal(("patience", 8L, 2L, 4), end.Match(found => (found.Reason, found.Steps, found.BestStep, shown), failure => (failure.Sentence, 0L, 0L, 0)));
    }

    [Fact]
    public void What_is_cancelled_ends_after_the_step_at_hand()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using var model = new StillBaseline();
        Assert.Equal("cancelled", BaselineTraining.Run(model, TinyImages.Splits(), Settings("Vae", 1), (_, _, _, _) => { }, cancelled.Token).Match(end => end.Reason, failure => failure.Sentence));
    }

    [Fact]
    public void What_does_not_fit_into_memory_is_refused_in_a_sentence()
    {
        using var model = new StillBaseline();
        Assert.Equal("a training step would need about 16 MiB, 1 MiB are available; use smaller images (or free some memory)", BaselineJob.TooLarge(model, 1 << 20)?.Sentence);
        Assert.Null(BaselineJob.TooLarge(model, 1L << 40));
    }

    [Fact]
    public void Rows_that_no_baseline_is_for_are_refused_in_a_sentence()
    {
        static string Says(Dataset rows) => BaselineRows.Form(new(rows, rows, rows)).Match(_ => "no error", failure => failure.Sentence);
        static Dataset Of(DataShape shape, int channels, params short[] values) => Dataset.Create("rows", shape, channels, 3, values).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        Assert.StartsWith("'rows' has no images, and baselines are for images; name a data set of images, as mnist", Says(Of(DataShape.Table(2), 1, 0, 1)), StringComparison.Ordinal);
        Assert.Equal("'rows' has images with 3 channels; baselines are for grey images, which have one", Says(Of(DataShape.Pixels(1, 1), 3, 0, 1, 2)));
        Assert.Equal("image 2 of the training rows of 'rows' has a pixel that is not observed; baselines need all", Says(Of(DataShape.Pixels(1, 2), 1, 0, 1, 2, -1)));
        Assert.Equal("the training split of 'rows' has no rows; a baseline needs some in each", Says(Of(DataShape.Pixels(1, 2), 1)));
    }

    private static BaselineSettings Settings(string model, int seed) => new() { Model = Enum.Parse<BaselineKind>(model), Dataset = "tiny", MaxSteps = 8, ValidateEvery = 5, Seed = seed, Threads = 1 };

    private static (float[] Weights, BaselineScore Score, BaselineEnd End) Train(string name, int seed, int steps = 8)
    {
        var (data, settings) = (TinyImages.Splits(), Settings(name, seed) with { MaxSteps = steps });
        using var scope = NewDisposeScope();
        using IBaseline model = settings.Model switch
        {
            BaselineKind.Vae => new ImageVae(new(3, 4, 5), new(seed), latents: 2, width: 6),
            BaselineKind.Flow => new ImageFlow(new(3, 4, 5), new(seed), BaselineRows.Of(data.Train, [0, 1, 2, 3], ScalarType.Float32), channels: 3),
            _ => new CausalNet(new(3, 4, 5), new(seed), channels: 4, depth: 1),
        };
        var end = BaselineTraining.Run(model, data, settings, (_, _, _, _) => { }, default).Match(found => found, failure => throw new InvalidOperationException(failure.Sentence));
        return ([.. model.Weights.All.SelectMany(weight => weight.detach().flatten().data<float>().ToArray())], BaselineScoring.Of(model, "test", data.Test, 3, seed, default), end);
    }

    /// <summary>A model that learns nothing.</summary>
    private sealed class StillBaseline : IBaseline
    {
        private readonly Tensor weight;

        public StillBaseline() => weight = Weights.Zeros(1);

        public WeightSet Weights { get; } = new(1);

        public bool IsExact => false;

        public int BatchSize => 16;

        public double LearningRate => 1;

        public long BytesOfRow => 1 << 20;

        public Tensor Bound(Tensor pixels, Generator draws) => weight.mul(0).sub(12).expand(pixels.shape[0]);

        public Tensor LogWeights(Tensor pixels, int samples, Generator draws) => Bound(pixels, draws).unsqueeze(0).clone();

        public void Dispose() => Weights.Dispose();
    }
}
