namespace Pics.Numerics;

/// <summary>Mini-batch expectation maximisation for the free weights of a circuit, with momentum.</summary>
/// <remarks>
/// Each step takes the mean counts a row of its batch, averages them with those of the steps before (corrected for their zero start as Adam's moments), and makes the weights of each
/// distribution proportional to step * (counts + pseudo-count) + (1 - step) * what the model itself expects. So a unit that a batch hardly uses hardly moves. A step of one on all rows
/// without momentum is the EM algorithm, which never lowers the likelihood. Paper: Liu, Shao, Van den Broeck, <i>Rethinking Probabilistic Circuit Parameter Learning</i>, arXiv 2505.19982.
/// The weights come out normalised whatever they were: counts do not depend on how the weights of a unit are scaled.
/// </remarks>
internal sealed class Em : IOptimiser
{
    private readonly ImmutableArray<EmSlot> slots;
    private readonly double momentum;

    /// <param name="weights">What is changed, in place; not owned.</param>
    /// <param name="momentum">How much of the running means of counts is kept a step, from 0 to below 1.</param>
    /// <param name="pseudo">The pseudo-count of each distribution a training row.</param>
    public Em(FreeWeights weights, double momentum, double pseudo)
    {
        this.momentum = momentum;
        slots = [.. weights.Groups.Select(entry => new EmSlot(entry.Group, entry.Parameter, weights.Nodes, pseudo))];
    }

    /// <inheritdoc/>
    /// <remarks>The mean counts: <c>counts.0</c>, <c>counts.1</c>, ..., shaped as the parameters of the circuit.</remarks>
    public IEnumerable<(string Name, Tensor Tensor)> Named => slots.Select((slot, index) => (NameOf(index), slot.Counts));

    /// <inheritdoc/>
    public IReadOnlyList<long> Steps => [.. slots.Select(slot => slot.Steps)];

    /// <summary>The name of the mean counts of the parameter of a place.</summary>
    public static string NameOf(int index) => $"counts.{index}";

    /// <summary>The shapes of the mean counts.</summary>
    public static IEnumerable<long[]> Shapes(FreeWeights weights) => weights.Groups.Select(entry => ParameterShapes.Fixed(entry.Group, weights.Nodes).ToArray());

    /// <inheritdoc/>
    public void Resume(IEnumerable<long> steps)
    {
        foreach (var (slot, count) in slots.Zip(steps)) slot.Steps = count;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        using var scope = NewDisposeScope();
        foreach (var slot in slots)
        {
            slot.Counts.zero_();
            slot.Steps = 0;
        }
    }

    /// <summary>Makes a step, and gives zero if all came out finite, else NaN: a float64 number [] that stays on the device.</summary>
    /// <param name="numbers">The parameters of the circuit.</param>
    /// <param name="counts">Those of the batch and of the model.</param>
    /// <param name="step">From 0 to 1: the part of the new weights that comes from the rows.</param>
    public Tensor Step(CircuitTensors numbers, ExpectedCounts counts, double step)
    {
        using var untracked = no_grad();
        var faults = zeros([], ScalarType.Float64, numbers[slots[0].Group.Id].device);
        foreach (var slot in slots) slot.Step(numbers[slot.Group.Id], counts.OfRows[slot.Group.Id], counts.OfModel[slot.Group.Id], step, momentum, faults);
        return faults;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots) slot.Dispose();
    }
}
