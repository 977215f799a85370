namespace Pics.Numerics;

/// <summary>How rows of several tensors are read by (tensor, row) in a fixed order: which tensors are joined, and whether rows are copied.</summary>
internal sealed class GatherPlan
{
    /// <param name="addresses">Which row of which tensor, in the order wanted.</param>
    /// <param name="lengths">The number of rows of each tensor.</param>
    public GatherPlan(IEnumerable<(int Source, int Row)> addresses, Func<int, long> lengths)
    {
        var wanted = addresses.ToList();
        Sources = [.. wanted.Select(address => address.Source).Distinct().Order()];
        Lengths = [.. Sources.Select(lengths)];
        var offsets = new Dictionary<int, long>();
        foreach (var (source, length) in Sources.Zip(Lengths))
        {
            offsets.Add(source, Total);
            Total += length;
        }

        Indices = [.. wanted.Select(address => offsets[address.Source] + address.Row)];
        if (Indices.Distinct().Count() == 1) (Range, Copies) = ((Indices[0], 1), Indices.Length);
        else if (Enumerable.Range(1, Indices.Length - 1).All(i => Indices[i] == Indices[i - 1] + 1)) Range = (Indices[0], Indices.Length);
    }

    /// <summary>The tensors that are read, in increasing order; more than one are joined.</summary>
    public ImmutableArray<int> Sources { get; }

    /// <summary>The rows of each of them; a tensor may have more, which are not read.</summary>
    public ImmutableArray<long> Lengths { get; }

    /// <summary>The rows of all of them.</summary>
    public long Total { get; }

    /// <summary>The places of the rows in the joined tensor.</summary>
    public ImmutableArray<long> Indices { get; }

    /// <summary>The rows where they follow each other or are all the same: a view is enough then.</summary>
    public (long Start, long Length)? Range { get; }

    /// <summary>How often the range is repeated.</summary>
    public long Copies { get; } = 1;

    /// <summary>Rows that stay in memory while what was read does.</summary>
    public long Held => Range is null ? Indices.Length : Joined;

    /// <summary>Rows that are in memory besides while it is read.</summary>
    public long Passing => Range is null ? Joined : 0;

    /// <summary>Rows of the gradient of the joined tensor that are made in the backward pass from a part of it.</summary>
    public long Back => Range is { } range && range.Length == Total ? 0 : Total;

    private long Joined => Sources.Length > 1 ? Total : 0;
}
