using System.Numerics;

namespace Pics.Numerics;

/// <summary>The function of an input unit as sampling and completion read it.</summary>
internal abstract class LeafFunction
{
    /// <summary>Whether a channel has finitely many values.</summary>
    public abstract bool IsFinite { get; }

    /// <summary>Whether it is a normal density, else counts without a largest value.</summary>
    public abstract bool IsNormal { get; }

    /// <summary>The least value at which the distribution function is above a number in [0, 1).</summary>
    public abstract double Quantile(int node, int channel, double level);

    /// <summary>The one or two numbers of a density.</summary>
    public abstract (double First, double Second) Parameters(int node, int channel);

    /// <summary>A mode.</summary>
    public abstract double Mode(int node, int channel);
}

/// <inheritdoc/>
/// <param name="numbers">The numbers of the model.</param>
/// <param name="function">The function.</param>
/// <param name="family">Its family.</param>
internal sealed unsafe class LeafFunction<T>(HostNumbers numbers, FunctionSpec function, InputFamily family) : LeafFunction
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<(nint Start, long Values)> cumulative = new(() => Rows(numbers.Cumulative(function.Group), function.Head));
    private readonly Lazy<(nint Start, long Values)> plain = new(() => Rows(numbers.Plain(function.Group), function.Head));
    private readonly Lazy<(nint Start, long Values)> modes = new(() => Rows(numbers.Modes(function.Group), function.Head));

    /// <inheritdoc/>
    public override bool IsFinite { get; } = family.Values.IsSome;

    /// <inheritdoc/>
    public override bool IsNormal => family is InputFamily.Gaussian;

    /// <inheritdoc/>
    public override double Quantile(int node, int channel, double level)
    {
        var row = Row(cumulative.Value, node, channel);
        var count = (int)cumulative.Value.Values;
        var wanted = T.CreateTruncating(level) * row[count - 1];
        var (low, high) = (0, count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (row[middle] > wanted) high = middle;
            else low = middle + 1;
        }

        // Rounding of level times the last sum may end past the last value that is possible.
        while (low > 0 && row[low] == row[low - 1]) low--;
        return low;
    }

    /// <inheritdoc/>
    public override (double First, double Second) Parameters(int node, int channel)
    {
        var row = Row(plain.Value, node, channel);
        return (double.CreateTruncating(row[0]), plain.Value.Values > 1 ? double.CreateTruncating(row[1]) : 0);
    }

    /// <inheritdoc/>
    public override double Mode(int node, int channel) => double.CreateTruncating(*Row(modes.Value, node, channel));

    private T* Row((nint Start, long Values) rows, int node, int channel) => (T*)rows.Start + (((node * family.Channels) + channel) * rows.Values);

    /// <summary>The numbers of one head of a tensor [H, K, C, V] that lives as long as the model.</summary>
    private static (nint Start, long Values) Rows(Tensor tensor, int head)
    {
        var stride = tensor.shape[1] * tensor.shape[2] * tensor.shape[3];
        return ((nint)(TensorMemory.Pointer<T>(tensor) + (head * stride)), tensor.shape[3]);
    }
}
