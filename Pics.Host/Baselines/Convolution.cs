using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pics.Host;

/// <summary>Convolutions of images as products of matrices.</summary>
/// <remarks>Not those of libtorch: on some processors its float32 ones give other numbers, and other gradients, than its float64 ones, and not the same twice.</remarks>
internal static class Convolution
{
    /// <summary>What a convolution gives, [B, outputs, H, W].</summary>
    /// <param name="input">[B, inputs, H, W].</param>
    /// <param name="weight">[outputs, inputs, height, width]; the width is odd.</param>
    /// <param name="above">Rows of the weight that look above the pixel; as many may look below it as are left.</param>
    /// <param name="spread">Pixels from one row or column that it looks at to the next one.</param>
    public static Tensor Of(Tensor input, Tensor weight, int above, int spread = 1)
    {
        var (height, width) = ((int)weight.shape[2], (int)weight.shape[3]);
        var beside = spread * (width / 2);
        var padded = functional.pad(input, [beside, beside, spread * above, spread * (height - 1 - above)]);
        var columns = height * width == 1 ? padded.flatten(2) : functional.unfold(padded, (height, width), (spread, spread), (0, 0), (1, 1));
        return weight.flatten(1).matmul(columns).reshape(input.shape[0], weight.shape[0], input.shape[2], input.shape[3]);
    }
}
