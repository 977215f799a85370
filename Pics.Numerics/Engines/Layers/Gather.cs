namespace Pics.Numerics;

/// <summary>Reads rows of several tensors by (tensor, row) in a fixed order: the wires between layers.</summary>
internal sealed class Gather : IDisposable
{
    private readonly GatherPlan plan;
    private readonly Tensor? rows;

    /// <param name="addresses">Which row of which tensor, in the order wanted.</param>
    /// <param name="lengths">The number of rows of each tensor.</param>
    /// <param name="device">Where the tensors live.</param>
    public Gather(IEnumerable<(int Source, int Row)> addresses, Func<int, long> lengths, Device device)
    {
        plan = new(addresses, lengths);
        if (plan.Range is null) rows = tensor(plan.Indices.ToArray(), device: device).DetachFromDisposeScope();
    }

    /// <summary>The rows, stacked along the first axis; a view where they follow each other or are all the same.</summary>
    public Tensor Read(Func<int, Tensor> tensors)
    {
        var all = plan.Sources.Length == 1 ? tensors(plan.Sources[0]) : cat(plan.Sources.Zip(plan.Lengths, (source, length) => First(tensors(source), length)).ToList(), 0);
        if (plan.Range is not { } contiguous) return all.index_select(0, rows!);
        var kept = contiguous.Length == all.shape[0] ? all : all.narrow(0, contiguous.Start, contiguous.Length);
        return plan.Copies == 1 ? kept : kept.expand([plan.Copies, .. kept.shape.Skip(1)]);
    }

    private static Tensor First(Tensor tensor, long rows) => tensor.shape[0] == rows ? tensor : tensor.narrow(0, 0, rows);

    /// <inheritdoc/>
    public void Dispose() => rows?.Dispose();
}
