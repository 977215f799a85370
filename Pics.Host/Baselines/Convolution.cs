using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pics.Host;

/// <summary>Convolutions of images as products of matrices.</summary>
/// <remarks>
/// Not those of libtorch: on some processors its float32 ones give other numbers, and other gradients, than its float64 ones, and not the same twice; its
/// unfold takes longer than the product that follows it.
/// </remarks>
internal static class Convolution
{
    /// <summary>What a convolution gives, [B, outputs, H, W].</summary>
    /// <param name="input">[B, inputs, H, W].</param>
    /// <param name="weight">[outputs, inputs, height, width]; the width is odd.</param>
    /// <param name="above">Rows of the weight that look above the pixel; as many may look below it as are left.</param>
    /// <param name="spread">Pixels from one row or column that it looks at to the next one.</param>
    public static Tensor Of(Tensor input, Tensor weight, int above, int spread = 1)
    {
        var (height, width) = (weight.shape[2], weight.shape[3]);
        var beside = spread * (width / 2);
        var padded = functional.pad(input, [beside, beside, spread * above, spread * (height - 1 - above)]);
        var seen = from row in Range(height) from column in Range(width) select padded.narrow(2, spread * row, input.shape[2]).narrow(3, spread * column, input.shape[3]);
        var columns = cat([.. seen], 1).flatten(2); // [B, height * width * inputs, H * W]
        var product = weight.permute(0, 2, 3, 1).reshape(1, weight.shape[0], -1).expand(input.shape[0], -1, -1).bmm(columns);
        return product.reshape(input.shape[0], weight.shape[0], input.shape[2], input.shape[3]);
    }

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(at => (long)at);
}
