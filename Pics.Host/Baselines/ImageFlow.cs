using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pics.Host;

/// <summary>
/// A normalizing flow of affine couplings with nets of convolutions, over the logits of pixels to which uniform noise is added (dequantised). The probability of whole values is the
/// mean of its density over that noise, so that the mean of the logarithm over it is a bound.
/// </summary>
internal sealed class ImageFlow : IBaseline
{
    private const int Couplings = 8;
    private const double Margin = 0.05; // of the logit, at most

    private readonly ImageForm form;
    private readonly Tensor centres;
    private readonly Tensor logScales;
    private readonly List<ImageCoupling> couplings = [];
    private readonly Scalar inner; // the part of the unit interval that is used
    private readonly Scalar logInner;
    private readonly Scalar margin;
    private readonly Scalar levels;
    private readonly Scalar normaliser;
    private readonly int channels;

    /// <param name="form">What images are like.</param>
    /// <param name="weights">Where its weights are kept; owned.</param>
    /// <param name="first">Some training rows, [B, D]: where it starts.</param>
    /// <param name="channels">Of hidden layers.</param>
    public ImageFlow(ImageForm form, WeightSet weights, Tensor first, int channels = 24)
    {
        (this.form, Weights, this.channels) = (form, weights, channels);
        var edge = Math.Min(Margin, 1.0 / form.Levels);
        (margin, inner, logInner, levels) = (edge.ToScalar(), (1 - (2 * edge)).ToScalar(), Math.Log(1 - (2 * edge)).ToScalar(), ((double)form.Levels).ToScalar());
        normaliser = (form.Pixels * ((0.5 * Math.Log(2 * Math.PI)) + Math.Log(form.Levels))).ToScalar();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var least = 0.05.ToScalar();
        using var draws = new Generator(1, CPU);
        var (logits, _) = Logits(first.add(rand(first.shape, dtype: weights.Type, generator: draws), Constants.One));
        centres = weights.Of(logits.mean([0L]));
        logScales = weights.Of(logits.sub(logits.mean([0L])).square().mean([0L]).sqrt().add(least, Constants.One).log());
        for (var coupling = 0; coupling < Couplings; coupling++) couplings.Add(new(form, weights, coupling, channels));
    }

    /// <inheritdoc/>
    public WeightSet Weights { get; }

    /// <inheritdoc/>
    public bool IsExact => false;

    /// <inheritdoc/>
    public int BatchSize => 32;

    /// <inheritdoc/>
    public double LearningRate => 1e-3;

    /// <inheritdoc/>
    public long BytesOfRow => 4L * form.Pixels * Couplings * ((32L * channels) + 20);

    /// <inheritdoc/>
    public Tensor Bound(Tensor pixels, Generator draws)
    {
        using var scope = NewDisposeScope();
        var noise = rand(pixels.shape, dtype: Weights.Type, generator: draws);
        var (latent, volume) = Forward(pixels.add(noise, Constants.One));
        return latent.square().sum(-1).mul(Constants.Half).neg().add(volume, Constants.One).sub(normaliser).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor LogWeights(Tensor pixels, int samples, Generator draws)
    {
        using var scope = NewDisposeScope();
        return stack([.. Enumerable.Range(0, samples).Select(_ => Bound(pixels, draws))]).MoveToOuterDisposeScope();
    }

    /// <summary>The latent of dequantised pixels, [B, D], and the logarithm of the determinant of its derivative by them times the number of levels, [B].</summary>
    /// <param name="dequantised">[B, D], 0 to the number of levels.</param>
    public (Tensor Latent, Tensor LogVolume) Forward(Tensor dequantised)
    {
        using var scope = NewDisposeScope();
        var (logits, volume) = Logits(dequantised);
        var latent = logits.sub(centres).mul(logScales.neg().exp());
        volume = volume.sub(logScales.sum());
        foreach (var coupling in couplings)
        {
            var (next, more) = coupling.Forward(latent);
            (latent, volume) = (next, volume.add(more, Constants.One));
        }

        return (latent.MoveToOuterDisposeScope(), volume.MoveToOuterDisposeScope());
    }

    /// <summary>The dequantised pixels of latents, [B, D].</summary>
    public Tensor Inverse(Tensor latent)
    {
        using var scope = NewDisposeScope();
        foreach (var coupling in Enumerable.Reverse(couplings)) latent = coupling.Inverse(latent);
        var logits = latent.mul(logScales.exp()).add(centres, Constants.One);
        return logits.sigmoid().sub(margin).div(inner).mul(levels).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var coupling in couplings) coupling.Dispose();
        foreach (var number in new[] { inner, logInner, margin, levels, normaliser }) number.Dispose();
        Weights.Dispose();
    }

    /// <summary>The logits of pixels, [B, D], and the sum of the logarithms of their derivatives by the pixels times the number of levels, [B].</summary>
    private (Tensor Logits, Tensor LogVolume) Logits(Tensor dequantised)
    {
        var part = dequantised.div(levels).mul(inner).add(margin, Constants.One);
        var (up, down) = (part.log(), part.neg().add(Constants.One, Constants.One).log());
        return (up.sub(down), up.add(down, Constants.One).neg().add(logInner, Constants.One).sum(-1));
    }
}
