using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>A model of images that is trained by the gradient of a loss. Pixels are [B, D] with whole values 0, 1, ... of the type of the weights.</summary>
internal interface IBaseline : IDisposable
{
    /// <summary>What is trained.</summary>
    WeightSet Weights { get; }

    /// <summary>Whether its figures are likelihoods; else they are bounds on them.</summary>
    bool IsExact { get; }

    /// <summary>Rows of a step.</summary>
    int BatchSize { get; }

    /// <summary>The learning rate.</summary>
    double LearningRate { get; }

    /// <summary>A bound on the log-likelihood of each row with one random sample, or it itself: nats, [B], with a gradient.</summary>
    /// <param name="pixels">The rows.</param>
    /// <param name="draws">What is drawn at random.</param>
    Tensor Bound(Tensor pixels, Generator draws);

    /// <summary>The logarithms of weights whose mean over samples has the likelihood as its mean, nats, [S, B].</summary>
    /// <param name="pixels">The rows.</param>
    /// <param name="samples">S.</param>
    /// <param name="draws">What is drawn at random.</param>
    Tensor LogWeights(Tensor pixels, int samples, Generator draws);

    /// <summary>Bytes that a row of a step takes at most, estimated.</summary>
    long BytesOfRow { get; }
}
