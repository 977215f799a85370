using Pics.Host;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A flow can be undone, its volume is that of its derivative, and its bound is below its probability.</summary>
[Collection(TensorTests.Name)]
public sealed class FlowLaws : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();
    private readonly Generator draws = new(12, CPU);

    public void Dispose()
    {
        draws.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(1, 4, 256)]
    [InlineData(3, 3, 2)]
    public void The_inverse_gives_the_pixels_back(int height, int width, int levels)
    {
        using var flow = Flow(new(height, width, levels));
        var pixels = rand([20, height * width], dtype: ScalarType.Float64, generator: draws).mul(levels);
        Assert.True(flow.Inverse(flow.Forward(pixels).Latent).sub(pixels).abs().max().ToDouble() < 1e-9);
    }

    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(1, 4, 256)]
    public void The_volume_is_the_determinant_of_the_derivative(int height, int width, int levels)
    {
        var form = new ImageForm(height, width, levels);
        using var flow = Flow(form);
        var pixels = rand([1, form.Pixels], dtype: ScalarType.Float64, generator: draws).mul(levels).DetachFromDisposeScope();
        pixels.requires_grad = true;
        var (latent, volume) = flow.Forward(pixels);
        var rows = Enumerable.Range(0, form.Pixels).Select(row => autograd.grad([latent[0, row]], [pixels], retain_graph: true)[0][0]).ToList();
        var determinant = linalg.slogdet(stack(rows)).Item2.ToDouble();
        Assert.Equal(determinant, volume.ToDouble() - (form.Pixels * Math.Log(levels)), 1e-8);
        pixels.Dispose();
    }

    [Fact]
    public void Probabilities_of_all_images_sum_to_no_more_than_one_and_bounds_are_below_them()
    {
        const int Points = 60;
        var form = new ImageForm(1, 2, 2);
        using var flow = Flow(form);
        var line = arange(Points * 2, ScalarType.Float64).add(0.5).div(Points);
        var grid = stack([line.reshape(-1, 1).expand(Points * 2, Points * 2).reshape(-1), line.repeat(Points * 2)], 1);
        var (latent, volume) = flow.Forward(grid);
        // The density of the dequantised pixels, which the number of levels scales.
        var density = latent.square().sum(-1).mul(-0.5).add(volume).exp().mul(1 / (2 * Math.PI * 4)).reshape(2, Points, 2, Points);
        var probabilities = density.sum([1, 3]).div(Points * Points);
        Assert.InRange(probabilities.sum().ToDouble(), 0.2, 1.001);
        var images = tensor(new double[] { 0, 0, 0, 1, 1, 0, 1, 1 }, ScalarType.Float64).reshape(4, 2);
        var weights = flow.LogWeights(images, 400, draws);
        var exact = probabilities.reshape(4).log();
        Assert.True(weights.logsumexp(0).sub(Math.Log(400)).sub(exact).abs().max().ToDouble() < 0.3);
        Assert.True(weights.mean([0L]).lt(exact).all().ToBoolean());
    }

    private ImageFlow Flow(ImageForm form)
    {
        var first = randint(form.Levels, [30, form.Pixels], dtype: ScalarType.Float64, generator: draws);
        var flow = new ImageFlow(form, TinyImages.Weights(), first, channels: 3);
        TinyImages.Move(flow.Weights, 0.2);
        return flow;
    }
}
