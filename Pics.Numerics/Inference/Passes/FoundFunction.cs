namespace Pics.Numerics;

/// <summary>The function of an input unit in the host's memory, so that parts of its values can be asked for.</summary>
internal sealed class FoundFunction
{
    private readonly double[] numbers; // [K, C, V]
    private readonly int entries;

    /// <param name="variable">The variable.</param>
    /// <param name="family">Its family.</param>
    /// <param name="parameters">[K, C, V] as in <see cref="CircuitTensors"/>.</param>
    public FoundFunction(int variable, InputFamily family, Tensor parameters)
    {
        using var scope = NewDisposeScope();
        (Variable, Family, Nodes, entries) = (variable, family, (int)parameters.shape[0], (int)parameters.shape[2]);
        numbers = parameters.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
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
