using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Adam over the weights of a baseline, with gradients cut to a length. It owns its moments.</summary>
internal sealed class AdamMoments : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Longest = 1; // of a gradient of bits per dimension
    private const int WarmUp = 100; // steps

    private readonly WeightSet weights;
    private readonly double rate;
    private readonly List<(Tensor First, Tensor Second)> moments = [];
    private readonly Scalar[] numbers = [Beta1.ToScalar(), (1 - Beta1).ToScalar(), Beta2.ToScalar(), (1 - Beta2).ToScalar(), 1e-8.ToScalar()];

    /// <summary>With moments that are zero.</summary>
    /// <param name="weights">What is changed, in place; not owned.</param>
    /// <param name="rate">The learning rate after the first steps.</param>
    public AdamMoments(WeightSet weights, double rate)
    {
        (this.weights, this.rate) = (weights, rate);
        using var scope = NewDisposeScope();
        foreach (var weight in weights.All) moments.Add((zeros_like(weight).DetachFromDisposeScope(), zeros_like(weight).DetachFromDisposeScope()));
    }

    /// <summary>Steps made.</summary>
    public long Steps { get; private set; }

    /// <summary>Makes a step; says false, and changes nothing, if the gradient is not finite.</summary>
    /// <param name="loss">What falls, a number.</param>
    public bool Step(Tensor loss)
    {
        using var scope = NewDisposeScope();
        var gradients = autograd.grad([loss], [.. weights.All]);
        using var untracked = no_grad();
        var length = Math.Sqrt(gradients.Sum(gradient => gradient.square().sum().ToDouble()));
        if (!double.IsFinite(length)) return false;
        Steps++;
        using var cut = Math.Min(1, Longest / Math.Max(length, 1e-12)).ToScalar();
        using var correction = Math.Sqrt(1 - Math.Pow(Beta2, Steps)).ToScalar();
        using var step = (-rate * Math.Min(1, (double)Steps / WarmUp) / (1 - Math.Pow(Beta1, Steps))).ToScalar();
        for (var index = 0; index < gradients.Count; index++)
        {
            var gradient = gradients[index].mul(cut);
            var (first, second) = moments[index];
            first.mul_(numbers[0]).add_(gradient, numbers[1]);
            second.mul_(numbers[2]).addcmul_(gradient, gradient, numbers[3]);
            weights.All[index].addcdiv_(first, second.sqrt().div_(correction).add_(numbers[4], Constants.One), step);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (first, second) in moments)
        {
            first.Dispose();
            second.Dispose();
        }

        foreach (var number in numbers) number.Dispose();
    }
}
