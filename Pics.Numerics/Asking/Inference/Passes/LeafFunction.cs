using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private readonly T[] landmarks = family.Values.IsSome && within is null
        ? Cumulative.Landmarks((T*)rows.Address + (function.Head * rows.Stride), rows.Shape[1] * rows.Shape[2], (int)rows.Shape[3])
        : [];

    /// <summary>Whether a channel has finitely many values, all of which count.</summary>
    public bool IsPlain { get; } = family.Values.IsSome && within is null;

    /// <summary>Draws where only a part of its values counts.</summary>
    public Func<int, int, double, double>? Within { get; } = within;

    /// <summary>The family.</summary>
    public InputFamily Family { get; } = family;

    /// <summary>Numbers of a row.</summary>
    public int Entries { get; } = (int)rows.Shape[3];

    /// <summary>Running sums of one channel, a row a node, where it is plain.</summary>
    public CumulativeRows<T> Sums(int channel)
    {
        var marks = landmarks.Length == 0 ? null : (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(landmarks)) + (channel * Cumulative.Marks(Entries));
        return new(Row(0, channel), channels * Entries, Entries, marks, channels * Cumulative.Marks(Entries));
    }

    /// <summary>What is known of one channel at one node.</summary>
    public T* Row(int node, int channel) => start + (((long)(node * channels) + channel) * Entries);
}
