using System.Numerics;

namespace Pics.Numerics;

/// <summary>The function of an input unit as a top-down pass reads it.</summary>
/// <param name="rows">[H, K, C, entries]: running sums of probabilities to draw from, parameters of a density, or modes; they must outlive its use.</param>
/// <param name="function">The function.</param>
/// <param name="family">Its family.</param>
/// <param name="within">Draws of it where only a part of its values counts, by node, channel and a number in (0, 1); null where all do.</param>
internal sealed unsafe class LeafFunction<T>(NumberTable rows, FunctionSpec function, InputFamily family, Func<int, int, double, double>? within = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* start = (T*)rows.Address + (function.Head * rows.Stride);
    private readonly int channels = family.Channels;

    /// <summary>Whether a channel has finitely many values, all of which count.</summary>
    public bool IsPlain { get; } = family.Values.IsSome && within is null;

    /// <summary>Draws where only a part of its values counts.</summary>
    public Func<int, int, double, double>? Within { get; } = within;

    /// <summary>The family.</summary>
    public InputFamily Family { get; } = family;

    /// <summary>Numbers of a row.</summary>
    public int Entries { get; } = (int)rows.Shape[3];

    /// <summary>What is known of one channel at one node.</summary>
    public T* Row(int node, int channel) => start + (((long)(node * channels) + channel) * Entries);
}
