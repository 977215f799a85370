using System.Numerics;

namespace Pics.Numerics;

/// <summary>All kernel nets of a PIC under one rule, evaluated together on all threads.</summary>
/// <remarks>Hidden layers are kept for the backward pass while they fit into the budget; else each tile is computed again.</remarks>
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
    private Weights? keptFor;
    private int alive;
    private bool isRetired;

    public KernelNetSet(ImmutableArray<KernelNetForm> forms, QuadratureRule rule, CoarseNodes? nodes)
    {
        (Rule, Nodes) = (rule, nodes);
        nets = [.. forms.Select((form, place) => new KernelNet<TLanes, T>(form, place, rule, nodes))];
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
    public CoarseNodes? Nodes { get; }

    /// <inheritdoc/>
    public bool IsFor(ImmutableArray<KernelNetForm> forms) =>
        nets.Select(net => net.Form.Frequencies).Zip(forms, (own, form) => own.AsSpan().SequenceEqual(form.Frequencies.AsSpan())).All(isSame => isSame) && scratch.Length == Workers.Count;

    /// <inheritdoc/>
    public IKernelNetRun Run(ImmutableArray<KernelNetMemory> parameters, ImmutableArray<nint> weights, double shift, bool forGradients, long budget)
    {
        alive++;
        var run = new Weights(this, weights, shift);
        keptFor = forGradients && keptCount * sizeof(T) <= budget ? run : forGradients ? null : keptFor;
        var keep = forGradients && keptFor == run ? kept.Reserve(keptCount) : null;
        foreach (var net in nets) net.Point(parameters[net.Index], shift);
        Workers.Run(scratch.Length, tasks.Length, (index, worker) =>
        {
            var (task, working) = (tasks[index], scratch[worker]);
            var activations = keep is null ? working.Activations.Reserve(task.Net.Activations(task.Tile)) : keep + task.Kept;
            task.Net.Forward(task.Trunk, task.Tile, activations, run.Of(task.Net), run.Sums(task.Net), working);
        });
        Each((net, interpolation, head, working) => interpolation.Forward(head, run.Of(net), run.Sums(net), working));
        foreach (var net in nets.Where(net => net.IsSplit))
            Workers.Run(scratch.Length, net.Trunks * net.Heads * net.Grid.Rows, (row, _) =>
                net.Normalise(row / net.Grid.Rows, row % net.Grid.Rows, run.Of(net), run.Sums(net)));
        return run;
    }

    /// <inheritdoc/>
    /// <remarks>Waits for the weights that were computed here: their gradients may still be taken back through the nets.</remarks>
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

    private void Back(Weights run, ImmutableArray<KernelNetMemory> parameters, ImmutableArray<KernelNetMemory> gradients, ImmutableArray<nint> slopes)
    {
        foreach (var net in nets) net.Point(parameters[net.Index], run.Shift);
        var keep = keptFor == run ? kept.Reserve(keptCount) : null;
        foreach (var net in nets.Where(net => net.IsSplit)) Dots(net, run, (T*)slopes[net.Index]);
        Each((net, interpolation, head, working) => interpolation.Backward(head, new(run.Of(net), (T*)slopes[net.Index], run.Sums(net), null), working));

        Workers.Run(scratch.Length, shares.Length, (index, worker) =>
        {
            var (share, working) = (shares[index], scratch[worker]);
            var net = share.Net;
            var sums = net.Trunks == 1 ? share.Sums : trunkGradients[net.Index][worker];
            var outcome = new WeightMemory<T>(run.Of(net), (T*)slopes[net.Index], run.Sums(net), net.IsSplit ? run.Dots(net) : null);
            sums.Clear();
            foreach (var task in share.Tasks)
            {
                var activations = keep is null ? working.Activations.Reserve(net.Activations(task.Tile)) : keep + task.Kept;
                if (keep is null) net.Hidden(task.Trunk, task.Tile, activations, working);
                sums.Add(task.Trunk, task.Tile, activations, outcome, working);
            }

            if (net.Trunks > 1) sums.AddTo(share.Tasks[0].Trunk, gradients[net.Index]);
        });
        Workers.Run(scratch.Length, nets.Length, (index, _) =>
        {
            foreach (var share in shares.Where(share => share.Net == nets[index] && nets[index].Trunks == 1)) share.Sums.AddTo(0, gradients[index]);
        });
        keptFor = null; // overwritten on the way
    }

    /// <summary>Does something to each head of the nets that are interpolated.</summary>
    private void Each(Action<KernelNet<TLanes, T>, HeadInterpolation<TLanes, T>, int, Scratch<T>> use)
    {
        foreach (var net in nets)
            if (net.Interpolation is { } interpolation)
                Workers.Run(scratch.Length, net.Trunks * net.Heads, (head, worker) => use(net, interpolation, head, scratch[worker]));
    }

    /// <summary>The sum of gradient times weight of each row, where a tile does not see a whole row.</summary>
    private void Dots(KernelNet<TLanes, T> net, Weights run, T* slopes)
    {
        var weights = run.Of(net);
        var dots = run.Dots(net);
        var columns = net.Grid.Columns;
        Workers.Run(scratch.Length, net.Trunks * net.Heads * net.Grid.Rows, (row, _) =>
            dots[row] = KernelNetGradient<TLanes, T>.Dot(weights + ((long)row * columns), slopes + ((long)row * columns), columns));
    }

    /// <summary>Splits the tiles of a net into shares whose sums are added in a fixed order: one per trunk, or one per thread where there is one trunk.</summary>
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

    /// <summary>The weights of one moment.</summary>
    private sealed class Weights : IKernelNetRun
    {
        private readonly KernelNetSet<TLanes, T> set;
        private readonly ImmutableArray<nint> addresses;
        private readonly ImmutableArray<(NativeBuffer<T> Sums, NativeBuffer<T> Dots)> buffers;

        public Weights(KernelNetSet<TLanes, T> set, ImmutableArray<nint> addresses, double shift)
        {
            (this.set, this.addresses, Shift) = (set, addresses, shift);
            buffers = [.. set.nets.Select(net =>
            {
                var rows = (long)net.Trunks * net.Heads * net.Rows;
                var (sums, dots) = (new NativeBuffer<T>(), new NativeBuffer<T>());
                sums.Reserve(rows);
                if (net.IsSplit) dots.Reserve(rows);
                return (sums, dots);
            })];
        }

        public double Shift { get; }

        public T* Of(KernelNet<TLanes, T> net) => (T*)addresses[net.Index];

        public T* Sums(KernelNet<TLanes, T> net) => buffers[net.Index].Sums.Reserve(0);

        public T* Dots(KernelNet<TLanes, T> net) => buffers[net.Index].Dots.Reserve(0);

        public void Backward(ImmutableArray<KernelNetMemory> parameters, ImmutableArray<KernelNetMemory> gradients, ImmutableArray<nint> slopes) =>
            set.Back(this, parameters, gradients, slopes);

        public void Dispose()
        {
            foreach (var (sums, dots) in buffers)
            {
                sums.Dispose();
                dots.Dispose();
            }

            if (--set.alive == 0 && set.isRetired) set.Free();
        }
    }
}
