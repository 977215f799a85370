using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Pics.Numerics;

/// <summary>Who works on a step: the ranks of a run, each with some parts of the batch and, where that pays, the nets of some function groups.</summary>
/// <remarks>A process by itself is a team of one. Owns buffers, but not its ranks.</remarks>
internal sealed class Team : IDisposable
{
    private readonly Shards shards;
    private readonly Stack<CircuitTensors> spare = [];
    private readonly TableExchange? exchange;

    /// <param name="ranks">The ranks; not owned.</param>
    /// <param name="shards">Parts of a batch, at least as many as ranks.</param>
    /// <param name="deal">Which rank sums which group, and whose nets it has if these are dealt out.</param>
    /// <param name="areNetsDealt">Whether each rank evaluates the nets of its own groups only.</param>
    public Team(ICollective ranks, int shards, Deal deal, bool areNetsDealt)
    {
        if (shards < ranks.Count) throw new ArgumentException($"{shards} parts of a batch cannot be dealt out to {ranks.Count} ranks", nameof(shards));
        (Ranks, this.shards, AreNetsDealt) = (ranks, new(shards, ranks.Count), areNetsDealt && ranks.Count > 1);
        if (ranks.Count > 1) exchange = new(ranks, this.shards.Workers, deal);
        Owns = AreNetsDealt ? group => deal[group] == ranks.Rank : _ => true;
    }

    /// <summary>The ranks; not owned.</summary>
    public ICollective Ranks { get; }

    /// <summary>Parts of a batch.</summary>
    public int Shards => shards.Count;

    /// <summary>Whether each rank evaluates the nets of its own groups only.</summary>
    public bool AreNetsDealt { get; }

    /// <summary>Whether a group's net is this rank's.</summary>
    public Func<int, bool> Owns { get; }

    /// <summary>Whether there are other ranks.</summary>
    public bool IsShared => exchange is not null;

    /// <summary>A process by itself.</summary>
    /// <param name="shards">Parts of a batch.</param>
    public static Team Alone(int shards = 1) => new(LocalCollective.Create(1)[0], shards, Deal.Of([], 1), areNetsDealt: false);

    /// <summary>The sums over a batch, wherever its rows are looked at: of tables in place, and of a few numbers of each part.</summary>
    /// <param name="batch">Rows of the batch.</param>
    /// <param name="atOnce">How many parts are looked at at once, a power of two: their sums of tables are those of the tree.</param>
    /// <param name="sums">Where the sums of tables go; with dealt nets those of this rank's groups only.</param>
    /// <param name="look">Given where parts begin and the last one ends, and tables: puts what their rows add into these and gives numbers of each part, [parts, n] of float64.</param>
    /// <param name="numbers">How many numbers.</param>
    public Tensor Sum(int batch, int atOnce, CircuitTensors sums, Func<ImmutableArray<int>, CircuitTensors, Tensor> look, int numbers)
    {
        spare.Push(sums); // the first to be used, and so the one that all others are added to
        var tree = new BalancedTree<CircuitTensors>(Add);
        var parts = shards.Of(Ranks.Rank).Chunk(Math.Min(atOnce, shards.Count / shards.Workers)).SelectMany(some =>
        {
            var tables = spare.TryPop(out var free) ? free : sums.Like();
            ImmutableArray<int> bounds = [.. some.Select(part => shards.Rows(part, batch).First), shards.Rows(some[^1] + 1, batch).First];
            var seen = bounds[^1] > bounds[0] ? look(bounds, tables) : Nothing(tables, some.Length, numbers);
            tree.Give(tables);
            return seen.unbind();
        }).ToList();
        if (parts.Count > 0) tree.Take();
        else spare.Pop();
        if (exchange is null) return BalancedTree<Tensor>.Sum(parts, (one, other) => one.Plus_(other));
        exchange.Sum(group => [sums[group]]);
        if (!AreNetsDealt) exchange.Share(group => [sums[group]], isForGuests: true);
        return Gathered(parts, numbers);
    }

    /// <summary>The sums over a batch of gradients of the parameters of nets, in their place on all ranks, and of a few numbers of each part.</summary>
    /// <param name="batch">Rows of the batch.</param>
    /// <param name="parameters">Whose gradients.</param>
    /// <param name="look">Given rows, and whether they are the last ones here: adds what they give to the gradients, which are zero, and gives numbers, [n] of float64.</param>
    /// <param name="numbers">How many numbers.</param>
    public Tensor SumOfNets(int batch, ICircuitParameters parameters, Func<(int First, int Count), bool, Tensor> look, int numbers)
    {
        var own = shards.Of(Ranks.Rank).ToList();
        using var gradients = new NetGradients(parameters);
        var parts = own.Select(part =>
        {
            gradients.Begin();
            var rows = shards.Rows(part, batch);
            var seen = rows.Count > 0 ? look(rows, part == own[^1]) : zeros(numbers, ScalarType.Float64, CPU);
            gradients.End();
            return seen;
        }).ToList();
        gradients.Place();
        if (exchange is null) return BalancedTree<Tensor>.Sum(parts, (one, other) => one.Plus_(other));
        exchange.Sum(group => parameters.Of(group).Select(NetGradients.Of));
        exchange.Share(group => parameters.Of(group).Select(NetGradients.Of), isForGuests: true);
        return Gathered(parts, numbers);
    }

    /// <summary>Gives tables that each rank has of its groups to those with rows, or to all.</summary>
    public void ShareTables(CircuitTensors tables, bool isForGuests)
    {
        if (AreNetsDealt) exchange!.Share(group => [tables[group]], isForGuests);
    }

    /// <summary>Gives the gradients of the parameters of its own nets to all.</summary>
    public void ShareGradients(ICircuitParameters parameters)
    {
        if (!AreNetsDealt) return;
        using var scope = NewDisposeScope();
        exchange!.Share(group => parameters.Of(group).Select(NetGradients.Of), isForGuests: true);
    }

    /// <summary>The largest of what the ranks say, on all of them.</summary>
    public int Most(int own)
    {
        if (exchange is null) return own;
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        MemoryMarshal.Write(bytes, own);
        return MemoryMarshal.Cast<byte, int>(Ranks.GatherAll(bytes)).ToArray().Max();
    }

    /// <summary>Makes sure that all ranks have the same parameters. Throws <see cref="RanksDifferException"/>.</summary>
    /// <param name="parameters">Those of this rank.</param>
    /// <param name="step">After which step.</param>
    public void Compare(ICircuitParameters parameters, long step)
    {
        if (exchange is null) return;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in parameters.Named) TensorMessages.Read(tensor, hash.AppendData);
        var own = hash.GetHashAndReset();
        var all = Ranks.GatherAll(own);
        for (var rank = 1; rank < Ranks.Count; rank++)
            if (!all.AsSpan(rank * own.Length, own.Length).SequenceEqual(all.AsSpan(0, own.Length)))
                throw new RanksDifferException(rank, step);
    }

    /// <summary>Forgets buffers, which have other shapes from now on.</summary>
    public void Reshape()
    {
        while (spare.TryPop(out var tables)) tables.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Reshape();

    private static Tensor Nothing(CircuitTensors tables, int parts, int numbers)
    {
        foreach (var group in tables.Groups) tables.Put(group, null, accumulate: false);
        return zeros(parts, numbers, ScalarType.Float64, CPU);
    }

    private CircuitTensors Add(CircuitTensors one, CircuitTensors other)
    {
        foreach (var group in one.Groups) one.Put(group, other[group], accumulate: true);
        spare.Push(other);
        return one;
    }

    /// <summary>The numbers of all parts, added in the tree of the parts.</summary>
    private Tensor Gathered(List<Tensor> parts, int numbers)
    {
        var own = new double[shards.Count / shards.Workers * numbers];
        foreach (var (part, index) in parts.Select((part, index) => (part, index))) part.cpu().data<double>().CopyTo(own, index * numbers);
        var all = MemoryMarshal.Cast<byte, double>(Ranks.GatherAll(MemoryMarshal.AsBytes(own.AsSpan())))[..(shards.Count * numbers)].ToArray();
        return tensor(BalancedTree<double[]>.Sum(all.Chunk(numbers), (one, other) => [.. one.Zip(other, (left, right) => left + right)]), ScalarType.Float64);
    }
}
