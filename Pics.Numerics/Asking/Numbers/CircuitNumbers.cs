namespace Pics.Numerics;

/// <summary>The parameters of a circuit in plain memory, one table per function group, of one precision.</summary>
/// <remarks>
/// A density group: log-probabilities [H, K, C, V] of head, node (one without latent), channel, value, or where there is no largest value what
/// fixes the density: mean and log standard deviation of a Gaussian, log-rate of a Poisson. A kernel group: weights
/// [H, K_out, K_in] of head, output and input combination of nodes, non-negative.
/// </remarks>
internal sealed class CircuitNumbers : IDisposable
{
    private readonly ImmutableSortedDictionary<int, NumberTable> tables;

    /// <summary>Takes ownership of the tables, by group; there is at least one.</summary>
    public CircuitNumbers(IEnumerable<(int Group, NumberTable Table)> tables)
    {
        this.tables = tables.ToImmutableSortedDictionary(entry => entry.Group, entry => entry.Table);
        IsDouble = this.tables.Values.First().IsDouble;
        Memory = [.. this.tables.Select(entry => new GroupMemory(entry.Key, entry.Value.Shape, entry.Value.Address, 0))];
    }

    /// <summary>Whether numbers are float64 instead of float32.</summary>
    public bool IsDouble { get; }

    /// <summary>The groups in increasing order.</summary>
    public IEnumerable<int> Groups => tables.Keys;

    /// <summary>The last group.</summary>
    public int Last => tables.Keys.Last();

    /// <summary>Where the tables lie; they must outlive its use.</summary>
    public ImmutableArray<GroupMemory> Memory { get; }

    /// <summary>The table of a group.</summary>
    public NumberTable this[int group] => tables[group];

    /// <summary>A function of an input unit; valid while the numbers are.</summary>
    public HostFunction Function(FunctionSpec function, InputFamily family)
    {
        var table = tables[function.Group];
        return new(table.Address + (nint)(function.Head * table.Stride * table.Size), !table.IsDouble, family, (int)table.Shape[3]);
    }

    /// <summary>Whether no number is NaN or plus infinity, as where nets of large numbers overflow; minus infinity is the logarithm of zero.</summary>
    public bool IsPossible() => tables.Values.All(table =>
    {
        for (var place = 0L; place < table.Count; place++)
            if (!(table[place] < double.PositiveInfinity)) return false;
        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in tables.Values) table.Dispose();
    }
}
