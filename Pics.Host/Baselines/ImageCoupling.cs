using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pics.Host;

/// <summary>An affine coupling: some pixels stay, and the others are scaled and moved by what nets make of those that stay.</summary>
internal sealed class ImageCoupling : IDisposable
{
    private readonly ImageForm form;
    private readonly Tensor stays; // 1 or 0, [1, 1, H, W]
    private readonly Tensor moves;
    private readonly Tensor first;
    private readonly Tensor places;
    private readonly (Tensor Weight, Tensor Shift)[] middle;
    private readonly Tensor last;
    private readonly Tensor lastPlaces;

    /// <param name="form">What images are like.</param>
    /// <param name="weights">Where its weights are kept; not owned.</param>
    /// <param name="index">Its place in the flow, which tells the pixels that stay.</param>
    /// <param name="channels">Of hidden layers.</param>
    public ImageCoupling(ImageForm form, WeightSet weights, int index, int channels)
    {
        this.form = form;
        using var scope = NewDisposeScope();
        var cells = Enumerable.Range(0, form.Pixels).Select(pixel => Stays(index, pixel / form.Width, pixel % form.Width) ? 1.0 : 0).ToArray();
        var kept = tensor(cells, ScalarType.Float64).to(weights.Type).reshape(1, 1, form.Height, form.Width);
        moves = kept.neg().add(Constants.One, Constants.One).DetachFromDisposeScope();
        stays = kept.DetachFromDisposeScope();
        first = weights.Normal(1.4 / Math.Sqrt(9), channels, 1, 3, 3);
        places = weights.Zeros(channels, form.Height, form.Width);
        middle = [.. Enumerable.Range(0, 2).Select(_ => (weights.Normal(1 / Math.Sqrt(9 * channels), channels, channels, 3, 3), weights.Zeros(channels, 1, 1)))];
        last = weights.Zeros(2, channels, 3, 3);
        lastPlaces = weights.Zeros(2, form.Height, form.Width);
    }

    /// <summary>The next values, [B, D], and the logarithm of their volume, [B].</summary>
    public (Tensor Values, Tensor LogVolume) Forward(Tensor values)
    {
        using var scope = NewDisposeScope();
        var image = Image(values);
        var (logScale, shift) = Net(image.mul(stays));
        var next = image.mul(logScale.exp()).add(shift, Constants.One);
        return (next.reshape(values.shape).MoveToOuterDisposeScope(), logScale.sum([1, 2, 3]).MoveToOuterDisposeScope());
    }

    /// <summary>The values that these are the next ones of, [B, D].</summary>
    public Tensor Inverse(Tensor values)
    {
        using var scope = NewDisposeScope();
        var image = Image(values);
        var (logScale, shift) = Net(image.mul(stays));
        return image.sub(shift).mul(logScale.neg().exp()).reshape(values.shape).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stays.Dispose();
        moves.Dispose();
    }

    /// <summary>Checkerboards, stripes of rows and of columns, each followed by its opposite.</summary>
    private static bool Stays(int index, int row, int column) => (index / 2 % 3) switch
    {
        1 => row % 2 == index % 2,
        2 => column % 2 == index % 2,
        _ => (row + column) % 2 == index % 2,
    };

    private Tensor Image(Tensor values) => values.reshape(values.shape[0], 1, form.Height, form.Width);

    /// <summary>The logarithm of the scale and the shift of each pixel, zero for those that stay.</summary>
    private (Tensor LogScale, Tensor Shift) Net(Tensor kept)
    {
        var hidden = functional.relu(Convolution.Of(kept, first, 1).add(places, Constants.One));
        for (var layer = 0; layer < middle.Length; layer++)
        {
            var more = Convolution.Of(hidden, middle[layer].Weight, 1, spread: 2 << layer).add(middle[layer].Shift, Constants.One);
            hidden = hidden.add(functional.relu(more), Constants.One);
        }

        var output = Convolution.Of(hidden, last, 1).add(lastPlaces, Constants.One);
        var scale = output.narrow(1, 0, 1).mul(Constants.Half).tanh().mul(Constants.Two);
        return (scale.mul(moves), output.narrow(1, 1, 1).mul(moves));
    }
}
