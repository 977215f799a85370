namespace Pics.Numerics;

/// <summary>Reads rows of several tensors by (tensor, row) in a fixed order: the wires between layers.</summary>
internal sealed class Gather : IDisposable
{
    private readonly ImmutableArray<int> sources;
    private readonly Tensor? rows;
    private readonly (long Start, long Length)? range;
    private readonly long copies = 1;

    /// <param name="addresses">Which row of which tensor, in the order wanted.</param>
    /// <param name="lengths">The number of rows of each tensor.</param>
    /// <param name="device">Where the tensors live.</param>
    public Gather(IEnumerable<(int Source, int Row)> addresses, Func<int, long> lengths, Device device)
    {
        var wanted = addresses.ToList();
        sources = [.. wanted.Select(address => address.Source).Distinct().Order()];
        var offsets = new Dictionary<int, long>();
        var total = 0L;
        foreach (var source in sources)
        {
            offsets.Add(source, total);
            total += lengths(source);
        }

        var indices = wanted.Select(address => offsets[address.Source] + address.Row).ToArray();
        if (indices.Distinct().Count() == 1) (range, copies) = ((indices[0], 1), indices.Length);
        else if (Enumerable.Range(1, indices.Length - 1).All(i => indices[i] == indices[i - 1] + 1)) range = (indices[0], indices.Length);
        else rows = tensor(indices, device: device).DetachFromDisposeScope();
    }

    /// <summary>The rows, stacked along the first axis; a view where they follow each other or are all the same.</summary>
    public Tensor Read(Func<int, Tensor> tensors)
    {
        var all = sources.Length == 1 ? tensors(sources[0]) : cat(sources.Select(tensors).ToList(), 0);
        if (range is not { } contiguous) return all.index_select(0, rows!);
        var kept = contiguous.Length == all.shape[0] ? all : all.narrow(0, contiguous.Start, contiguous.Length);
        return copies == 1 ? kept : kept.expand([copies, .. kept.shape.Skip(1)]);
    }

    /// <inheritdoc/>
    public void Dispose() => rows?.Dispose();
}
