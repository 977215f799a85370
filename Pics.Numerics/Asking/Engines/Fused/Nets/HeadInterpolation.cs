using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>W of a net that is evaluated at few nodes: its raw outputs there, interpolated along each latent, then softplus and normalisation; and the way back.</summary>
/// <remarks>
/// Raw outputs of a head are a tensor with one axis a latent. An axis of C nodes becomes one of K by a product with the parts [K, C] of <see cref="CoarseNodes"/>: the last axis from
/// the right, each other one from the left on all that lies behind it. Back, gradients go through the transposed products, the first axis first. The last axis is padded on the way.
/// </remarks>
internal sealed unsafe class HeadInterpolation<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CoarseNodes nodes;
    private readonly int latents;
    private readonly ColumnWeights<TLanes, T> columns;
    private readonly NativeBuffer<T> memory = new();
    private readonly NativeBuffer<T> raw = new();
    private readonly T epsilon;
    private readonly long rawOfHead; // C^latents
    private readonly int padded; // of K
    private readonly int coarsePadded; // of C
    private readonly int lines; // of K numbers in a row of W

    /// <param name="form">The net.</param>
    /// <param name="nodes">Where it is evaluated, and for which rule.</param>
    public HeadInterpolation(KernelNetForm form, CoarseNodes nodes)
    {
        this.nodes = nodes;
        latents = form.Kernel.Latents;
        columns = new(nodes.Fine, form.Kernel.Inputs);
        epsilon = T.CreateTruncating(form.Epsilon);
        (padded, coarsePadded) = (Padded(nodes.Fine.Count), Padded(nodes.Coarse.Count));
        Rows = NetGrid.Combinations(nodes.Fine, form.Kernel.Outputs);
        lines = columns.Count / nodes.Fine.Count;
        rawOfHead = (long)Math.Pow(nodes.Coarse.Count, latents);
        raw.Reserve(rawOfHead * form.Heads);
        memory.Reserve(((long)K * coarsePadded) + ((long)C * padded));
    }

    /// <summary>Rows of W.</summary>
    public int Rows { get; }

    private int K => nodes.Fine.Count;

    private int C => nodes.Coarse.Count;

    private T* Parts => memory.Reserve(0); // [K, padded C]

    private T* Across => Parts + ((long)K * coarsePadded); // [C, padded K]

    /// <summary>The raw outputs of a head at the nodes of the net, or their gradients, [C^outputs, C^inputs].</summary>
    private T* RawOf(int head) => raw.Reserve(0) + (head * rawOfHead);

    /// <summary>Where the nodes are; gives how far those of the net are moved.</summary>
    /// <param name="shift">How far those of the rule are.</param>
    public double Point(double shift)
    {
        var parts = nodes.Parts(shift);
        Rows<TLanes, T>.Clear(Parts, ((long)K * coarsePadded) + ((long)C * padded));
        for (var k = 0; k < K; k++)
            for (var c = 0; c < C; c++)
                Parts[((long)k * coarsePadded) + c] = Across[((long)c * padded) + k] = T.CreateTruncating(parts[(k * C) + c]);
        return nodes.Move(shift);
    }

    /// <summary>Keeps the raw outputs of a head on a tile.</summary>
    /// <param name="head">The head.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="grid">Its points.</param>
    /// <param name="values">The outputs without their bias; it is added there.</param>
    /// <param name="bias">The bias.</param>
    public void Keep(int head, NetGrid.Tile tile, NetGrid grid, T* values, T bias)
    {
        Rows<TLanes, T>.Shift(values, tile.Points, bias);
        for (var segment = 0; segment < tile.Segments; segment++, values += tile.Stride)
        {
            var (row, column) = tile.Place(segment, grid);
            Rows<TLanes, T>.Place(values, T.One, RawOf(head) + ((long)row * grid.Columns) + column, tile.ColumnCount, tile.IsReversed(segment));
        }
    }

    /// <summary>The gradients by the raw outputs of a head on a tile, after <see cref="Backward"/>; gives their sum.</summary>
    public T Slopes(int head, NetGrid.Tile tile, NetGrid grid, T* slopes)
    {
        var total = T.Zero;
        for (var segment = 0; segment < tile.Segments; segment++, slopes += tile.Stride)
        {
            var (row, column) = tile.Place(segment, grid);
            var own = new Span<T>(slopes, tile.Stride);
            own.Clear();
            new ReadOnlySpan<T>(RawOf(head) + ((long)row * grid.Columns) + column, tile.ColumnCount).CopyTo(own);
            if (tile.IsReversed(segment)) own[..tile.ColumnCount].Reverse();
            foreach (var slope in own) total += slope;
        }

        return total;
    }

    /// <summary>The weights of a head, from raw outputs.</summary>
    /// <param name="head">The head.</param>
    /// <param name="weights">W, [heads, rows, columns].</param>
    /// <param name="sums">What each row of W was divided by, [heads, rows].</param>
    /// <param name="scratch">Working memory.</param>
    public void Forward(int head, T* weights, T* sums, Scratch<T> scratch)
    {
        // [C^(latents - 1), C] becomes [C^(latents - 1), padded K], and one axis after the other K long.
        var before = (int)(rawOfHead / C);
        var from = scratch.Tile.Reserve((long)Math.Pow(K, latents - 1) * padded);
        var to = scratch.Slots.Reserve((long)Math.Pow(K, latents - 1) * padded);
        Products<TLanes, T>.Multiply(new(RawOf(head), before, C, C), new(Across, C, padded, padded), new(from, before, padded, padded), add: false);
        for (var behind = padded; before > 1; behind *= K)
        {
            before /= C;
            for (var place = 0; place < before; place++)
                Products<TLanes, T>.Multiply(
                    new(Parts, K, C, coarsePadded),
                    new(from + ((long)place * C * behind), C, behind, behind),
                    new(to + ((long)place * K * behind), K, behind, behind),
                    add: false);
            Swap(ref from, ref to);
        }

        for (var row = 0; row < Rows; row++, from += (long)lines * padded)
            sums[((long)head * Rows) + row] = Finish(from, weights + ((((long)head * Rows) + row) * columns.Count));
    }

    /// <summary>From the gradients by W of a head to those by its raw outputs, in their place.</summary>
    /// <param name="head">The head.</param>
    /// <param name="outcome">W and its gradient.</param>
    /// <param name="scratch">Working memory.</param>
    public void Backward(int head, in WeightMemory<T> outcome, Scratch<T> scratch)
    {
        var size = (long)Math.Pow(K, latents - 1) * padded;
        var from = scratch.Tile.Reserve(size);
        var to = scratch.Slots.Reserve(size);
        for (var row = 0; row < Rows; row++)
        {
            var place = ((long)head * Rows) + row;
            Slopes(outcome.Weights + (place * columns.Count), outcome.Gradients + (place * columns.Count), outcome.Sums[place], from + ((long)row * lines * padded), scratch);
        }

        var before = 1;
        for (var behind = (int)(size / K); behind >= padded; behind /= K, before *= C)
        {
            for (var place = 0; place < before; place++)
                Products<TLanes, T>.Multiply(
                    new(Parts, C, K, 1, coarsePadded),
                    new(from + ((long)place * K * behind), K, behind, behind),
                    new(to + ((long)place * C * behind), C, behind, behind),
                    add: false);
            Swap(ref from, ref to);
        }

        Products<TLanes, T>.Multiply(new(from, before, K, padded), new(Parts, K, coarsePadded, coarsePadded), new(to, before, coarsePadded, coarsePadded), add: false);
        Rows<TLanes, T>.Unpad(to, before, C, coarsePadded, RawOf(head), add: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        columns.Dispose();
        memory.Dispose();
        raw.Dispose();
    }

    private static void Swap(ref T* one, ref T* other)
    {
        var kept = one;
        one = other;
        other = kept;
    }

    private static int Padded(int count) => (count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    /// <summary>A row of W from its raw outputs, w (softplus(y) + eps) over their sum, which is given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Finish(T* values, T* weights)
    {
        var (eps, total, rest) = (TLanes.Of(epsilon), TLanes.Of(T.Zero), T.Zero);
        for (var line = 0; line < lines; line++)
        {
            T* row = values + ((long)line * padded), quadrature = columns.Weights + ((long)line * K);
            var k = 0;
            for (; k < padded; k += TLanes.Count)
            {
                var value = (Elementary<TLanes, T>.Softplus(TLanes.Load(row + k)) + eps) * TLanes.Load(quadrature + k);
                TLanes.Store(value, row + k);
                if (k + TLanes.Count <= K) total += value;
            }

            for (k = K / TLanes.Count * TLanes.Count; k < K; k++) rest += row[k];
        }

        var sum = TLanes.SumAcross(total) + rest;
        for (var line = 0; line < lines; line++) Rows<TLanes, T>.Place(values + ((long)line * padded), T.One / sum, weights + ((long)line * K), K, isReversed: false);
        return sum;
    }

    /// <summary>The gradients by the raw outputs of a row of W, [lines, padded K].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Slopes(T* weights, T* gradients, T sum, T* slopes, Scratch<T> scratch)
    {
        var copies = scratch.Weights.Reserve(2L * padded);
        var middle = TLanes.Of(KernelNetGradient<TLanes, T>.Dot(weights, gradients, columns.Count));
        var (z, inverse, eps) = (TLanes.Of(sum), TLanes.Of(T.One / sum), TLanes.Of(epsilon));
        for (var line = 0; line < lines; line++, weights += K, gradients += K, slopes += padded)
        {
            T* w = weights, g = gradients, quadrature = columns.Weights + ((long)line * K), reciprocals = columns.Reciprocals + ((long)line * K);
            if (K != padded)
            {
                Rows<TLanes, T>.Pad(w, 1, K, copies, padded);
                Rows<TLanes, T>.Pad(g, 1, K, copies + padded, padded);
                w = copies;
                g = copies + padded;
            }

            for (var k = 0; k < padded; k += TLanes.Count)
            {
                var s = TLanes.Load(w + k) * z * TLanes.Load(reciprocals + k);
                TLanes.Store(Elementary<TLanes, T>.SoftplusSlope(s - eps) * TLanes.Load(quadrature + k) * inverse * (TLanes.Load(g + k) - middle), slopes + k);
            }
        }
    }
}
