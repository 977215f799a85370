namespace Pics.Numerics;

/// <summary>The parameters of the circuit and where their gradients go, as addresses.</summary>
internal sealed unsafe class CircuitMemory<T>
    where T : unmanaged
{
    private readonly Dictionary<int, GroupMemory> groups = [];

    /// <summary>All functions that there are parameters for; a circuit need not use them all.</summary>
    public IEnumerable<(int Group, int Head)> Functions => groups.SelectMany(group => Enumerable.Range(0, (int)group.Value.Shape[0]).Select(head => (group.Key, head)));

    /// <summary>How many functions there are parameters for.</summary>
    public long Count => groups.Values.Sum(group => group.Shape[0]);

    /// <summary>Points to other parameters; they must outlive their use.</summary>
    public void Point(IEnumerable<GroupMemory> memories)
    {
        groups.Clear();
        foreach (var group in memories) groups[group.Group] = group;
    }

    /// <summary>The parameters of a function.</summary>
    public T* Parameters(int group, int head) => (T*)groups[group].Parameters + (head * Stride(group));

    /// <summary>Where the gradient of a function goes.</summary>
    public T* Gradient(int group, int head) => (T*)groups[group].Gradients + (head * Stride(group));

    /// <summary>The shape of a group's parameters.</summary>
    public ImmutableArray<long> Shape(int group) => groups[group].Shape;

    /// <summary>How many parameters a function has.</summary>
    public long Stride(int group)
    {
        var shape = groups[group].Shape;
        return shape.Length == 3 ? shape[1] * shape[2] : shape[1] * shape[2] * shape[3];
    }
}
