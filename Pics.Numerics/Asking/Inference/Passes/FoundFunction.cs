namespace Pics.Numerics;

/// <summary>The function of an input unit in the host's memory, so that parts of its values can be asked for.</summary>
internal sealed class FoundFunction
{
    private readonly double[] numbers; // [K, C, V]
    private readonly int entries;

    /// <param name="variable">The variable.</param>
    /// <param name="family">Its family.</param>
    /// <param name="table">The functions of a group, [H, K, C, V] as in <see cref="CircuitNumbers"/>; copied.</param>
    /// <param name="head">Which one.</param>
    public FoundFunction(int variable, InputFamily family, NumberTable table, int head)
    {
        (Variable, Family, Nodes, entries) = (variable, family, (int)table.Shape[1], (int)table.Shape[3]);
        numbers = table.Doubles(head * table.Stride, checked((int)table.Stride));
    }

    /// <summary>The variable.</summary>
    public int Variable { get; }

    /// <summary>Its family.</summary>
    public InputFamily Family { get; }

    /// <summary>K, or one without a latent.</summary>
    public int Nodes { get; }

    /// <summary>One channel at one node where a part of its values counts.</summary>
    public Restricted At(int node, int channel, Restriction restriction)
    {
        var start = ((node * Family.Channels) + channel) * entries;
        return new(Family, numbers[start..(start + entries)], restriction);
    }

    /// <summary>log of what counts, in nats, [K, C, N] for N things that are known.</summary>
    public double[] LogMasses(ImmutableArray<Restriction> known) =>
        [.. from node in Enumerable.Range(0, Nodes)
            from channel in Enumerable.Range(0, Family.Channels)
            from restriction in known
            select At(node, channel, restriction).LogMass()];
}
