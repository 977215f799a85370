using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Pics.Host;

/// <summary>A discrete distribution over the values of a pixel: a mixture of logistic ones, each cut at half values, whose tails belong to the least and the largest value. It sums to one.</summary>
internal sealed class LogisticMixture : IDisposable
{
    /// <summary>Numbers that tell one part: the logarithm of its weight, its mean, its scale.</summary>
    public const int NumbersOfPart = 3;

    /// <summary>Parts of a mixture.</summary>
    public const int Parts = 3;

    private const double LeastScale = 1e-3; // an eighth of a value of 256

    private readonly Scalar half;
    private readonly Scalar width;
    private readonly Scalar top;
    private readonly Scalar least = LeastScale.ToScalar();

    /// <summary>Over the values 0 to one less than a number of them.</summary>
    public LogisticMixture(int levels)
    {
        Levels = levels;
        half = (1.0 / Math.Max(1, levels - 1)).ToScalar();
        width = (2.0 / Math.Max(1, levels - 1)).ToScalar();
        top = (levels - 1.0).ToScalar();
    }

    /// <summary>How many values there are.</summary>
    public int Levels { get; }

    /// <summary>Values brought to -1 to 1.</summary>
    public Tensor Scaled(Tensor values) => values.mul(width).sub(Constants.One);

    /// <summary>The logarithms of the probabilities of values, nats.</summary>
    /// <param name="values">Whole, [..., D].</param>
    /// <param name="numbers">[..., 3 * parts, D]: first what makes the weights of the parts, then their means, then what makes their scales.</param>
    public Tensor LogProbability(Tensor values, Tensor numbers)
    {
        using var scope = NewDisposeScope();
        var parts = numbers.shape[^2] / NumbersOfPart;
        var (weights, means) = (numbers.narrow(-2, 0, parts), numbers.narrow(-2, parts, parts));
        var scales = functional.logsigmoid(numbers.narrow(-2, 2 * parts, parts).neg()).neg().add(least, Constants.One); // the logarithm of 1 + exp
        var place = values.unsqueeze(-2);
        var centred = Scaled(place).sub(means);
        var inside = place.gt(Zero).logical_and(place.lt(top)).to(numbers.dtype);
        // The difference of two sigmoids is the product of one, one of the other side, and a factor that only the width of the value tells.
        var upper = functional.logsigmoid(centred.add(half, Constants.One).div(scales)).mul(place.lt(top).to(numbers.dtype));
        var lower = functional.logsigmoid(centred.sub(half).div(scales).neg()).mul(place.gt(Zero).to(numbers.dtype));
        var between = scales.reciprocal().mul(width).neg().expm1().neg().log().mul(inside);
        var each = upper.add(lower, Constants.One).add(between, Constants.One).add(weights, Constants.One);
        return each.logsumexp(-2).sub(weights.logsumexp(-2)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var number in new[] { half, width, top, least }) number.Dispose();
    }

    private static Scalar Zero { get; } = 0.0.ToScalar();
}
