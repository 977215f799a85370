using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>Adam with coupled weight decay: the penalty's gradient is added before the moments are taken.</summary>
/// <remarks>
/// Paper: Kingma and Ba, <i>Adam</i>, algorithm 1, with the constants as published; epsilon is added to the root of the corrected second
/// moment. On the CPU each number is read and written once per step, by vector code; elsewhere libtorch does it in place. Parameters
/// without gradient are left alone, and their steps are not counted.
/// </remarks>
internal sealed class Adam : IOptimiser
{
    /// <summary>How much of the first moment is kept per step.</summary>
    public const double Beta1 = 0.9;

    /// <summary>How much of the second moment is kept per step.</summary>
    public const double Beta2 = 0.999;

    /// <summary>Added to the denominator.</summary>
    public const double Epsilon = 1e-8;

    private readonly ImmutableArray<AdamSlot> slots;
    private readonly double weightDecay;

    /// <summary>An optimiser with zero moments.</summary>
    /// <param name="parameters">What is changed, in place; not owned.</param>
    /// <param name="weightDecay">Of the penalty, this times half the sum of the squared parameters.</param>
    public Adam(IReadOnlyList<Parameter> parameters, double weightDecay)
        : this(parameters, weightDecay, isVectorised: true)
    {
    }

    public Adam(IReadOnlyList<Parameter> parameters, double weightDecay, bool isVectorised)
    {
        this.weightDecay = weightDecay;
        slots = [.. parameters.Select(parameter => new AdamSlot(parameter, isVectorised))];
    }

    /// <inheritdoc/>
    /// <remarks>The moments: <c>first.0</c>, <c>second.0</c>, <c>first.1</c>, ..., shaped as the parameters.</remarks>
    public IEnumerable<(string Name, Tensor Tensor)> Named => Name(slots.Select(slot => (slot.First, slot.Second)));

    /// <inheritdoc/>
    public IReadOnlyList<long> Steps => [.. slots.Select(slot => slot.Steps)];

    /// <summary>Names moments by the places of their parameters.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> Name(IEnumerable<(Tensor First, Tensor Second)> moments) =>
        moments.SelectMany((pair, index) => new[] { ($"first.{index}", pair.First), ($"second.{index}", pair.Second) });

    /// <inheritdoc/>
    public void Resume(IEnumerable<long> steps)
    {
        foreach (var (slot, count) in slots.Zip(steps)) slot.Steps = count;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var slot in slots)
        {
            slot.First.zero_();
            slot.Second.zero_();
            slot.Steps = 0;
        }
    }

    /// <summary>Makes every gradient that there is zero.</summary>
    public void ZeroGradients()
    {
        using var scope = NewDisposeScope();
        foreach (var slot in slots) slot.Parameter.grad?.zero_();
    }

    /// <summary>Makes a step if every gradient is finite, and changes nothing if not.</summary>
    /// <param name="learningRate">Of this step.</param>
    public StepResult Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        var work = AdamWork.Of(slots);
        if (!work.IsFinite()) return StepResult.Refused;
        return work.Update(learningRate, weightDecay) && work.IsOthersFinite() ? StepResult.Made : StepResult.Overflowed;
    }

    /// <summary>Makes a step whatever the gradients are, and does not wait for the device.</summary>
    /// <param name="learningRate">Of this step.</param>
    public void StepUnchecked(double learningRate)
    {
        using var scope = NewDisposeScope();
        AdamWork.Of(slots).Update(learningRate, weightDecay);
    }

    /// <summary>Zero if every gradient is finite, else NaN: a float64 number [] that stays on the device.</summary>
    public Tensor ZeroIfFinite()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var total = zeros([], ScalarType.Float64, slots[0].Parameter.device);
        foreach (var slot in slots)
            if (slot.Parameter.grad is { } gradient)
                total.Plus_(gradient.mul(Held.Of(0)).sum());
        return total.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots) slot.Dispose();
    }
}
