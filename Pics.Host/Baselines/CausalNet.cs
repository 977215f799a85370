using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pics.Host;

/// <summary>A net of masked convolutions: the distribution of each pixel, a mixture of discretised logistic ones, given the pixels before it, row by row. Its likelihood is exact.</summary>
internal sealed class CausalNet : IBaseline
{
    private const int Above = 5; // rows that the first layer sees
    private const int Beside = 6; // columns to each side

    private readonly LogisticMixture values;
    private readonly Tensor first;
    private readonly Tensor places; // what the first layer adds at each pixel
    private readonly List<(Tensor Wide, Tensor Shift, Tensor Out)> blocks = [];
    private readonly Tensor last;
    private readonly Tensor lastPlaces;
    private readonly Tensor before; // 1 where the first layer may look, else 0
    private readonly Tensor beforeOrSame;
    private readonly ImageForm form;
    private readonly int channels;

    /// <param name="form">What images are like.</param>
    /// <param name="weights">Where its weights are kept; owned.</param>
    /// <param name="channels">Of hidden layers.</param>
    /// <param name="depth">Blocks of hidden layers.</param>
    public CausalNet(ImageForm form, WeightSet weights, int channels = 48, int depth = 3)
    {
        (this.form, Weights, this.channels, values) = (form, weights, channels, new(form.Levels));
        var outputs = LogisticMixture.NumbersOfPart * LogisticMixture.Parts;
        first = weights.Normal(1.4 / Math.Sqrt((Above * ((2 * Beside) + 1)) + Beside), channels, 2, Above + 1, (2 * Beside) + 1);
        places = weights.Zeros(channels, form.Height, form.Width);
        for (var block = 0; block < depth; block++)
            blocks.Add((weights.Normal(1.4 / Math.Sqrt(5 * channels), channels, channels, 2, 3), weights.Zeros(channels, 1, 1), weights.Normal(0.5 / Math.Sqrt(channels), channels, channels, 1, 1)));
        last = weights.Normal(0.3 / Math.Sqrt(channels), outputs, channels, 1, 1);
        lastPlaces = weights.Zeros(outputs, form.Height, form.Width);
        (before, beforeOrSame) = (Mask(Above + 1, (2 * Beside) + 1, 0), Mask(2, 3, 1));
    }

    /// <inheritdoc/>
    public WeightSet Weights { get; }

    /// <inheritdoc/>
    public bool IsExact => true;

    /// <inheritdoc/>
    public int BatchSize => 32;

    /// <inheritdoc/>
    public double LearningRate => 2e-3;

    /// <inheritdoc/>
    public long BytesOfRow => 4L * form.Pixels * ((12L * channels * (blocks.Count + 1)) + (20L * LogisticMixture.NumbersOfPart * LogisticMixture.Parts));

    /// <inheritdoc/>
    public Tensor Bound(Tensor pixels, Generator draws)
    {
        using var scope = NewDisposeScope();
        return values.LogProbability(pixels, Numbers(pixels)).sum(-1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>Every sample is the likelihood.</remarks>
    public Tensor LogWeights(Tensor pixels, int samples, Generator draws)
    {
        using var scope = NewDisposeScope();
        return Bound(pixels, draws).unsqueeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>What tells the distribution of each pixel, [B, numbers, D].</summary>
    public Tensor Numbers(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var image = values.Scaled(pixels).reshape(pixels.shape[0], 1, form.Height, form.Width);
        var input = cat([image, ones_like(image)], 1); // the ones tell where the edge is
        var hidden = Convolution.Of(input, first.mul(before), Above).add(places, Constants.One);
        foreach (var (wide, shift, output) in blocks)
        {
            var inner = Convolution.Of(functional.relu(hidden), wide.mul(beforeOrSame), 1).add(shift, Constants.One);
            hidden = hidden.add(Convolution.Of(functional.relu(inner), output, 0), Constants.One);
        }

        var numbers = Convolution.Of(functional.relu(hidden), last, 0).add(lastPlaces, Constants.One);
        return numbers.flatten(2).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        before.Dispose();
        beforeOrSame.Dispose();
        values.Dispose();
        Weights.Dispose();
    }

    /// <summary>1 for what is before the middle of the last row, row by row, and there a given number; [1, 1, height, width].</summary>
    private Tensor Mask(int height, int width, double same)
    {
        using var scope = NewDisposeScope();
        var place = ((height - 1) * width) + (width / 2);
        var cells = Enumerable.Range(0, height * width).Select(cell => cell < place ? 1.0 : cell == place ? same : 0).ToArray();
        return tensor(cells, ScalarType.Float64).to(Weights.Type).reshape(1, 1, height, width).DetachFromDisposeScope();
    }
}
