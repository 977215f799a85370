using System.Numerics;

namespace Pics.Numerics;

/// <summary>All kernel nets of a PIC under one rule, evaluated together on all threads.</summary>
/// <remarks>Hidden layers are kept for the way back while they fit into the budget; else each tile is computed again.</remarks>
internal sealed unsafe class KernelNetSet<TLanes, T> : IKernelNetSet
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImmutableArray<KernelNet<TLanes, T>> nets;
    private readonly ImmutableArray<Scratch<T>> scratch;
    private readonly ImmutableArray<TrunkTile> tasks;
    private readonly ImmutableArray<Share> shares;
    private readonly ImmutableArray<ImmutableArray<KernelNetGradient<TLanes, T>>> trunkGradients;
    private readonly NativeBuffer<T> kept = new();
    private readonly long keptCount;
    private Run? keptFor;
    private int alive;
    private bool isRetired;

    public KernelNetSet(IEnumerable<FunctionNet> functionNets, QuadratureRule rule)
    {
        Rule = rule;
        nets = [.. functionNets.SelectMany(net => net.Group.Signature.Match<KernelNet<TLanes, T>[]>(_ => [], kernel => [new(net, kernel, rule)]))];
        scratch = [.. Enumerable.Range(0, Workers.Count).Select(_ => new Scratch<T>())];
        var all = new List<TrunkTile>();
        foreach (var net in nets)
            for (var trunk = 0; trunk < net.Trunks; trunk++)
                foreach (var tile in net.Grid.Tiles)
                {
                    all.Add(new(net, trunk, tile, keptCount));
                    keptCount += net.Activations(tile);
                }

        tasks = [.. all.OrderByDescending(task => task.Cost)];
        shares = [.. nets.SelectMany(net => Shares(net, [.. all.Where(task => task.Net == net)])).OrderByDescending(share => share.Tasks.Sum(task => task.Cost))];
        trunkGradients = [.. nets.Select(net => net.Trunks == 1 ? [] : scratch.Select(_ => new KernelNetGradient<TLanes, T>(net)).ToImmutableArray())];
    }

    /// <inheritdoc/>
    public QuadratureRule Rule { get; }

    /// <inheritdoc/>
    public bool IsCurrent => nets.All(net => net.HasSameFrequencies) && scratch.Length == Workers.Count;

    /// <inheritdoc/>
    public Materialization.Part Materialize(bool forGradients, long budget)
    {
        alive++;
        var run = new Run(nets);
        keptFor = forGradients && keptCount * sizeof(T) <= budget ? run : forGradients ? null : keptFor;
        var keep = forGradients && keptFor == run ? kept.Reserve(keptCount) : null;
        foreach (var net in nets) net.Point();
        Workers.Run(scratch.Length, tasks.Length, (index, worker) =>
        {
            var (task, working) = (tasks[index], scratch[worker]);
            var activations = keep is null ? working.Activations.Reserve(task.Net.Activations(task.Tile)) : keep + task.Kept;
            task.Net.Forward(task.Trunk, task.Tile, activations, run.Weights(task.Net), run.Sums(task.Net), working);
        });
        foreach (var net in nets.Where(net => net.Grid.IsSplit))
            Workers.Run(scratch.Length, net.Trunks * net.Heads * net.Grid.Rows, (row, _) =>
                net.Normalise(row / net.Grid.Rows, row % net.Grid.Rows, run.Weights(net), run.Sums(net)));
        return new(run.Values, gradients => Back(run, gradients), () =>
        {
            run.Release();
            if (--alive == 0 && isRetired) Free();
        });
    }

    /// <inheritdoc/>
    /// <remarks>Waits for the numbers that were computed here: they may still be taken back through the nets.</remarks>
    public void Dispose()
    {
        isRetired = true;
        if (alive == 0) Free();
    }

    private void Free()
    {
        foreach (var net in nets) net.Dispose();
        foreach (var working in scratch) working.Dispose();
        foreach (var share in shares) share.Sums.Dispose();
        foreach (var sums in trunkGradients.SelectMany(all => all)) sums.Dispose();
        kept.Dispose();
    }

    private void Back(Run run, CircuitTensors gradients)
    {
        foreach (var net in nets) net.Point();
        var places = nets.ToDictionary(net => net, net => net.Gradients());
        var slopes = nets.ToDictionary(net => net, net => (nint)TensorMemory.Pointer<T>(gradients[net.Net.Group.Id]));
        var keep = keptFor == run ? kept.Reserve(keptCount) : null;
        foreach (var net in nets.Where(net => net.Grid.IsSplit)) Dots(net, run, (T*)slopes[net]);

        Workers.Run(scratch.Length, shares.Length, (index, worker) =>
        {
            var (share, working) = (shares[index], scratch[worker]);
            var net = share.Net;
            var sums = net.Trunks == 1 ? share.Sums : trunkGradients[nets.IndexOf(net)][worker];
            sums.Clear();
            foreach (var task in share.Tasks)
            {
                var activations = keep is null ? working.Activations.Reserve(net.Activations(task.Tile)) : keep + task.Kept;
                if (keep is null) net.Hidden(task.Trunk, task.Tile, activations, working);
                sums.Add(task.Trunk, task.Tile, activations, run.Weights(net), (T*)slopes[net], run.Sums(net), net.Grid.IsSplit ? run.Dots(net) : null, working);
            }

            if (net.Trunks > 1) sums.AddTo(share.Tasks[0].Trunk, places[net]);
        });
        Workers.Run(scratch.Length, nets.Length, (index, _) =>
        {
            foreach (var share in shares.Where(share => share.Net == nets[index] && nets[index].Trunks == 1)) share.Sums.AddTo(0, places[nets[index]]);
        });
        keptFor = null; // overwritten on the way
    }

    /// <summary>The sum of gradient times weight of each row, where a tile does not see a whole row.</summary>
    private void Dots(KernelNet<TLanes, T> net, Run run, T* slopes)
    {
        var weights = run.Weights(net);
        var dots = run.Dots(net);
        var columns = net.Grid.Columns;
        Workers.Run(scratch.Length, net.Trunks * net.Heads * net.Grid.Rows, (row, _) =>
            dots[row] = KernelNetGradient<TLanes, T>.Dot(weights + ((long)row * columns), slopes + ((long)row * columns), columns));
    }

    /// <summary>Splits the tiles of a net into shares whose sums are added in a fixed order: a trunk each, or with one trunk a thread each.</summary>
    private IEnumerable<Share> Shares(KernelNet<TLanes, T> net, IReadOnlyList<TrunkTile> own)
    {
        var size = net.Trunks > 1 ? net.Grid.Tiles.Length : (own.Count + scratch.Length - 1) / scratch.Length;
        return own.Chunk(size).Select(part => new Share(net, [.. part], new(net)));
    }

    /// <summary>A tile of a trunk, and where its hidden layers are kept.</summary>
    private sealed record TrunkTile(KernelNet<TLanes, T> Net, int Trunk, NetGrid.Tile Tile, long Kept)
    {
        public long Cost => (long)Tile.Points * (Net.M + Net.Heads);
    }

    /// <summary>Tiles whose gradients are summed in one place.</summary>
    private sealed record Share(KernelNet<TLanes, T> Net, ImmutableArray<TrunkTile> Tasks, KernelNetGradient<TLanes, T> Sums);

    /// <summary>The numbers of one materialisation.</summary>
    private sealed class Run
    {
        private readonly Dictionary<KernelNet<TLanes, T>, (Tensor Weights, NativeBuffer<T> Sums, NativeBuffer<T> Dots)> parts = [];

        public Run(IEnumerable<KernelNet<TLanes, T>> nets)
        {
            foreach (var net in nets)
            {
                long heads = net.Trunks * net.Heads;
                var weights = empty([heads, net.Grid.Rows, net.Grid.Columns], dtype: net.Net.Settings.Type).DetachFromDisposeScope();
                var (sums, dots) = (new NativeBuffer<T>(), new NativeBuffer<T>());
                sums.Reserve(heads * net.Grid.Rows);
                if (net.Grid.IsSplit) dots.Reserve(heads * net.Grid.Rows);
                parts.Add(net, (weights, sums, dots));
                pointers.Add(net, (nint)TensorMemory.Pointer<T>(weights));
            }
        }

        private readonly Dictionary<KernelNet<TLanes, T>, nint> pointers = [];

        public ImmutableArray<(int Group, Tensor Value)> Values => [.. parts.Select(part => (part.Key.Net.Group.Id, part.Value.Weights))];

        public T* Weights(KernelNet<TLanes, T> net) => (T*)pointers[net];

        public T* Sums(KernelNet<TLanes, T> net) => parts[net].Sums.Reserve(0);

        public T* Dots(KernelNet<TLanes, T> net) => parts[net].Dots.Reserve(0);

        public void Release()
        {
            foreach (var (_, sums, dots) in parts.Values)
            {
                sums.Dispose();
                dots.Dispose();
            }
        }
    }
}

/// <summary>A set of kernel nets whose width and precision are known inside only.</summary>
internal interface IKernelNetSet : IDisposable
{
    /// <summary>The rule that the tables are for.</summary>
    QuadratureRule Rule { get; }

    /// <summary>Whether the tables still are those of the nets.</summary>
    bool IsCurrent { get; }

    /// <summary>The weights of all kernels.</summary>
    /// <param name="forGradients">Whether the way back will be taken.</param>
    /// <param name="budget">Bytes of hidden layers that may be kept for it.</param>
    Materialization.Part Materialize(bool forGradients, long budget);
}
