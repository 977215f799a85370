using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pics.Host;

/// <summary>A variational autoencoder of images with nets of two hidden layers: a normal latent, and a mixture of discretised logistic distributions for each pixel given it.</summary>
internal sealed class ImageVae : IBaseline
{
    private const long RoomOfSamples = 1 << 22; // numbers of a decoder's output at once

    private readonly LogisticMixture values;
    private readonly Tensor[] encoder;
    private readonly Tensor[] decoder;
    private readonly ImageForm form;
    private readonly int latents;
    private readonly Scalar normaliser;

    /// <param name="form">What images are like.</param>
    /// <param name="weights">Where its weights are kept; owned.</param>
    /// <param name="latents">Dimensions of the latent.</param>
    /// <param name="width">Units of hidden layers.</param>
    public ImageVae(ImageForm form, WeightSet weights, int latents = 64, int width = 512)
    {
        (this.form, Weights, this.latents, values) = (form, weights, latents, new(form.Levels));
        encoder = Layers(weights, form.Pixels, width, 2 * latents);
        decoder = Layers(weights, latents, width, form.Pixels * LogisticMixture.NumbersOfPart * LogisticMixture.Parts);
        normaliser = (0.5 * latents * Math.Log(2 * Math.PI)).ToScalar();
    }

    /// <inheritdoc/>
    public WeightSet Weights { get; }

    /// <inheritdoc/>
    public bool IsExact => false;

    /// <inheritdoc/>
    public int BatchSize => 128;

    /// <inheritdoc/>
    public double LearningRate => 1e-3;

    /// <inheritdoc/>
    public long BytesOfRow => 20L * 4 * form.Pixels * LogisticMixture.NumbersOfPart * LogisticMixture.Parts;

    /// <inheritdoc/>
    public Tensor Bound(Tensor pixels, Generator draws)
    {
        using var scope = NewDisposeScope();
        var (mean, deviation) = Encode(pixels);
        var latent = randn(mean.shape, dtype: Weights.Type, generator: draws).mul(deviation).add(mean, Constants.One);
        // The divergence of the latent given the image from the standard normal one.
        var divergence = mean.square().add(deviation.square(), Constants.One).sub(Constants.One).mul(Constants.Half).sub(deviation.log()).sum(-1);
        return LogLikelihood(pixels, latent).sub(divergence).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor LogWeights(Tensor pixels, int samples, Generator draws)
    {
        using var scope = NewDisposeScope();
        var (mean, deviation) = Encode(pixels);
        var atOnce = (int)Math.Max(1, RoomOfSamples / (pixels.shape[0] * form.Pixels * LogisticMixture.NumbersOfPart * LogisticMixture.Parts));
        var all = new List<Tensor>();
        for (var done = 0; done < samples; done += atOnce)
        {
            using var inner = NewDisposeScope();
            var noise = randn([Math.Min(atOnce, samples - done), .. mean.shape], dtype: Weights.Type, generator: draws);
            var latent = noise.mul(deviation).add(mean, Constants.One);
            var proposal = noise.square().sum(-1).mul(Constants.Half).neg().sub(deviation.log().sum(-1));
            all.Add(LogLikelihood(pixels, latent).add(LogPrior(latent), Constants.One).sub(proposal).add(normaliser, Constants.One).MoveToOuterDisposeScope());
        }

        return cat(all, 0).MoveToOuterDisposeScope();
    }

    /// <summary>The logarithm of the density of the latent before an image is seen, nats.</summary>
    /// <param name="latent">[..., latents].</param>
    public Tensor LogPrior(Tensor latent) => latent.square().sum(-1).mul(Constants.Half).neg().sub(normaliser);

    /// <summary>The log-likelihood of images given latents, nats, [..., B].</summary>
    /// <param name="pixels">[B, D].</param>
    /// <param name="latent">[..., B, latents].</param>
    public Tensor LogLikelihood(Tensor pixels, Tensor latent)
    {
        var output = Through(decoder, latent);
        return values.LogProbability(pixels, output.reshape([.. latent.shape[..^1], -1, form.Pixels])).sum(-1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        normaliser.Dispose();
        values.Dispose();
        Weights.Dispose();
    }

    private static Tensor[] Layers(WeightSet weights, int inputs, int width, int outputs)
    {
        Tensor Of(int from, int to, double gain) => weights.Normal(gain / Math.Sqrt(from), to, from);
        return [Of(inputs, width, 1.4), weights.Zeros(width), Of(width, width, 1.4), weights.Zeros(width), Of(width, outputs, 0.3), weights.Zeros(outputs)];
    }

    private static Tensor Through(Tensor[] layers, Tensor input)
    {
        var hidden = functional.relu(functional.linear(input, layers[0], layers[1]));
        hidden = functional.relu(functional.linear(hidden, layers[2], layers[3]));
        return functional.linear(hidden, layers[4], layers[5]);
    }

    /// <summary>The normal distribution of the latent given images: means and standard deviations, each [B, latents].</summary>
    private (Tensor Mean, Tensor Deviation) Encode(Tensor pixels)
    {
        var output = Through(encoder, values.Scaled(pixels));
        return (output.narrow(-1, 0, latents), functional.logsigmoid(output.narrow(-1, latents, latents).neg()).neg().add(Least, Constants.One));
    }

    private static Scalar Least { get; } = 1e-4.ToScalar();
}
