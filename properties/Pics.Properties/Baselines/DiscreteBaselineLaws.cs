using Pics.Host;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Baselines over whole values are distributions, and bounds are below what enumeration and quadrature give.</summary>
[Collection(TensorTests.Name)]
public sealed class DiscreteBaselineLaws : IDisposable
{
    private const double Rounding = 1e-9;

    private readonly IDisposable scope = NewDisposeScope();
    private readonly Generator draws = new(11, CPU);

    public void Dispose()
    {
        draws.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(2, 1.0)]
    [InlineData(3, 5.0)]
    [InlineData(17, 20.0)]
    [InlineData(256, 0.1)]
    [InlineData(256, 3.0)]
    public void Probabilities_of_a_pixel_sum_to_one(int levels, double deviation)
    {
        using var mixture = new LogisticMixture(levels);
        var numbers = randn([50, 9, 1], dtype: ScalarType.Float64, generator: draws).mul(deviation);
        var values = arange(levels, ScalarType.Float64).reshape(1, levels);
        var sums = mixture.LogProbability(values, numbers).exp().sum(-1);
        Assert.True(sums.sub(1).abs().max().ToDouble() < Rounding);
    }

    [Fact]
    public void Probabilities_of_wide_parts_far_away_are_finite()
    {
        using var mixture = new LogisticMixture(256);
        var numbers = tensor(new[] { 0, 0, 0, -40.0, 40, 0, -60, -60, 60 }, ScalarType.Float32).reshape(1, 9, 1);
        Assert.True(mixture.LogProbability(arange(256, ScalarType.Float32).reshape(1, 256), numbers).isfinite().all().ToBoolean());
    }

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(1, 3, 4)]
    [InlineData(3, 2, 2)]
    public void Probabilities_of_all_images_sum_to_one_in_an_autoregressive_net(int height, int width, int levels)
    {
        var form = new ImageForm(height, width, levels);
        using var model = new CausalNet(form, TinyImages.Weights(), channels: 4, depth: 2);
        TinyImages.Move(model.Weights, 0.5);
        Assert.Equal(1, model.Bound(TinyImages.All(form), draws).exp().sum().ToDouble(), Rounding);
    }

    [Fact]
    public void What_is_said_of_a_pixel_knows_nothing_of_itself_and_those_after_it()
    {
        var form = new ImageForm(7, 5, 4);
        using var model = new CausalNet(form, TinyImages.Weights(), channels: 4, depth: 2);
        TinyImages.Move(model.Weights, 0.5);
        var image = zeros([1, form.Pixels], ScalarType.Float64);
        var before = model.Numbers(image);
        for (var pixel = 0; pixel < form.Pixels; pixel++)
        {
            var other = image.clone();
            other[0, pixel] = tensor(3.0, ScalarType.Float64);
            var change = model.Numbers(other).sub(before).abs().sum(1).gt(0)[0];
            Assert.False(change[..(pixel + 1)].any().ToBoolean());
            if (pixel + 1 < form.Pixels) Assert.True(change[pixel + 1].ToBoolean());
        }
    }

    [Fact]
    public void A_vae_is_below_its_likelihood_which_quadrature_gives()
    {
        var form = new ImageForm(1, 2, 3);
        using var model = new ImageVae(form, TinyImages.Weights(), latents: 1, width: 5);
        TinyImages.Move(model.Weights, 0.4);
        using (no_grad()) model.Weights.All[5][1].add_(2.5); // a wide proposal, whose weights have small tails
        var images = TinyImages.All(form);
        var grid = linspace(-12, 12, 4001, ScalarType.Float64).reshape(4001, 1, 1).expand(4001, 9, 1);
        var exact = model.LogLikelihood(images, grid).add(model.LogPrior(grid)).logsumexp(0).add(Math.Log(24.0 / 4000));
        Assert.Equal(1, exact.exp().sum().ToDouble(), 1e-6);
        var weights = model.LogWeights(images, 60_000, draws);
        Assert.True(Bound(weights, 60_000).sub(exact).abs().max().ToDouble() < 0.05);
        var mean = exact.mean().ToDouble();
        double[] bounds = [.. new[] { 1, 4, 20, 100 }.Select(samples => Bound(weights, samples).mean().ToDouble())];
        Assert.Equal(bounds.Order(), bounds);
        Assert.True(bounds[0] < bounds[1] && bounds[^1] < mean + 1e-3, $"{string.Join(' ', bounds)} and {mean}");
        var one = stack([.. Enumerable.Range(0, 2000).Select(_ => model.Bound(images, draws))]).mean([0L]);
        Assert.True(one.sub(Bound(weights, 1)).abs().max().ToDouble() < 0.3); // the divergence in closed form, and by sampling
    }

    [Fact]
    public void The_bound_of_the_score_is_that_of_all_samples()
    {
        var data = TinyImages.Splits();
        using var model = new ImageVae(new(3, 4, 5), TinyImages.Weights(), latents: 2, width: 6);
        TinyImages.Move(model.Weights, 0.3);
        var few = BaselineScoring.Of(model, "test", data.Test, 1, 1, default);
        var many = BaselineScoring.Of(model, "test", data.Test, 200, 1, default);
        Assert.Equal(few.BitsPerDimension, few.OneSample!.Value, Rounding);
        Assert.True(many.BitsPerDimension < many.OneSample && many.BitsPerDimension < few.BitsPerDimension);
    }

    /// <summary>The mean bound of groups of samples, [B].</summary>
    private static Tensor Bound(Tensor weights, int samples) => weights.reshape(-1, samples, weights.shape[1]).logsumexp(1).sub(Math.Log(samples)).mean([0L]);
}
