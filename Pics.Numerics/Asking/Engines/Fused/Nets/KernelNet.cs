using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The net of a group of kernels on a tile of points, forwards: features, two tanh layers, heads, softplus, normalisation.</summary>
/// <remarks>
/// Matrices have one row per feature or head and one column per point, so that heads come out as rows of W. Weights are only read number by
/// number and need no copy. With opposite points p and -p, the first layer is C + S + b and C - S + b for products C with the cosines and S
/// with the sines.
/// </remarks>
internal sealed unsafe class KernelNet<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T* firstBias;
    private T* secondBias;
    private T* headBias;

    /// <param name="form">The net.</param>
    /// <param name="place">Its place among the nets that are evaluated together.</param>
    /// <param name="rule">The rule of every latent.</param>
    /// <param name="nodes">Where it is evaluated if not at the nodes of the rule.</param>
    public KernelNet(KernelNetForm form, int place, QuadratureRule rule, CoarseNodes? nodes)
    {
        Interpolation = nodes is null ? null : new(form, nodes);
        rule = nodes?.Coarse ?? rule;
        (Form, Index) = (form, place);
        var kernel = form.Kernel;
        Grid = new(kernel, rule, TLanes.Count);
        Tables = new(form, rule);
        Rotation = new(form);
        (M, Trunks) = (form.Width, form.Trunks);
        Heads = form.Heads / Trunks;
        Epsilon = T.CreateTruncating(form.Epsilon);
        Columns = new(rule, kernel.Inputs);
    }

    /// <summary>The net.</summary>
    public KernelNetForm Form { get; }

    /// <summary>Its place among the nets that are evaluated together.</summary>
    public int Index { get; }

    /// <summary>The points.</summary>
    public NetGrid Grid { get; }

    /// <summary>The features.</summary>
    public FourierTables<TLanes, T> Tables { get; }

    /// <summary>What a shift of the rule does to the first layer.</summary>
    public PhaseRotation<TLanes, T> Rotation { get; }

    /// <summary>The width of a layer.</summary>
    public int M { get; }

    /// <summary>How many trunks.</summary>
    public int Trunks { get; }

    /// <summary>Heads of one trunk.</summary>
    public int Heads { get; }

    /// <summary>What is added to every kernel value.</summary>
    public T Epsilon { get; }

    /// <summary>For the features of the rule without its shift, [trunks, M_in, M_out].</summary>
    public T* FirstWeight { get; private set; }

    /// <summary>[trunks, M_in, M_out].</summary>
    public T* SecondWeight { get; private set; }

    /// <summary>[heads, M].</summary>
    public T* HeadWeight { get; private set; }

    /// <summary>The quadrature weights of the columns of the grid.</summary>
    public ColumnWeights<TLanes, T> Columns { get; }

    /// <summary>What gives W from raw outputs on the grid where that is not of the rule's own nodes.</summary>
    public HeadInterpolation<TLanes, T>? Interpolation { get; }

    /// <summary>Rows of W.</summary>
    public int Rows => Interpolation?.Rows ?? Grid.Rows;

    /// <summary>Whether rows of W are in several tiles, and finished after all of them.</summary>
    public bool IsSplit => Interpolation is null && Grid.IsSplit;

    /// <summary>Numbers of hidden activations of a tile.</summary>
    public long Activations(NetGrid.Tile tile) => 2L * M * tile.Points;

    /// <summary>The two hidden layers of a trunk on a tile, [2, M, points].</summary>
    public void Hidden(int trunk, NetGrid.Tile tile, T* activations, Scratch<T> scratch)
    {
        var features = scratch.Tile.Reserve((long)M * tile.Half);
        Tables.Features(tile, features);
        var points = tile.Points;
        var weights = FirstWeight + ((long)trunk * M * M);
        var bias = firstBias is null ? null : firstBias + ((long)trunk * M);
        if (tile.IsPaired)
        {
            // Cosine products where the points go, sine products where their opposites go; then both are joined in place.
            var half = M / 2;
            Products<TLanes, T>.Multiply(
                new(weights, M, half, 1, M),
                new(features, half, tile.Half, tile.Half),
                new(activations, M, tile.Half, points),
                add: false);
            Products<TLanes, T>.Multiply(
                new(weights + ((long)half * M), M, half, 1, M),
                new(features + ((long)half * tile.Half), half, tile.Half, tile.Half),
                new(activations + tile.Half, M, tile.Half, points),
                add: false);
            Opposites(activations, tile, bias);
        }
        else
        {
            Products<TLanes, T>.Multiply(new(weights, M, M, 1, M), new(features, M, points, points), new(activations, M, points, points), add: false);
            TanhOf(activations, points, bias);
        }

        var second = activations + ((long)M * points);
        Products<TLanes, T>.Multiply(
            new(SecondWeight + ((long)trunk * M * M), M, M, 1, M),
            new(activations, M, points, points),
            new(second, M, points, points),
            add: false);
        TanhOf(second, points, secondBias is null ? null : secondBias + ((long)trunk * M));
    }

    /// <summary>The weights of all heads of a trunk on a tile.</summary>
    /// <param name="trunk">The trunk.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="activations">Where its hidden layers go, [2, M, points].</param>
    /// <param name="weights">W, [heads, rows, columns].</param>
    /// <param name="sums">What each row of W was divided by, [heads, rows].</param>
    /// <param name="scratch">Working memory.</param>
    public void Forward(int trunk, NetGrid.Tile tile, T* activations, T* weights, T* sums, Scratch<T> scratch)
    {
        Hidden(trunk, tile, activations, scratch);
        var points = tile.Points;
        var second = activations + ((long)M * tile.Points);
        var values = scratch.Slots.Reserve(((long)TileSizes.Heads + 1) * points);
        var quadrature = values + ((long)TileSizes.Heads * points);
        for (var segment = 0; segment < tile.Segments; segment++)
            for (var k = 0; k < tile.Stride; k++) quadrature[(segment * tile.Stride) + k] = k < tile.ColumnCount ? Columns.Weights[tile.Column + k] : T.Zero;
        for (var start = 0; start < Heads; start += TileSizes.Heads)
        {
            var count = Math.Min(TileSizes.Heads, Heads - start);
            var first = (trunk * Heads) + start;
            Products<TLanes, T>.Multiply(
                new(HeadWeight + ((long)first * M), count, M, M),
                new(second, M, points, points),
                new(values, count, points, points),
                add: false);
            for (var head = 0; head < count; head++)
            {
                var own = values + ((long)head * points);
                var bias = headBias is null ? T.Zero : headBias[first + head];
                if (Interpolation is null) Values(own, quadrature, points, bias);
                if (Interpolation is null) Finish(first + head, tile, own, weights, sums);
                else Interpolation.Keep(first + head, tile, Grid, own, bias);
            }
        }
    }

    /// <summary>Normalises a row that was in several tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Normalise(int head, int row, T* weights, T* sums)
    {
        var from = weights + ((((long)head * Grid.Rows) + row) * Grid.Columns);
        var sum = T.Zero;
        for (var column = 0; column < Grid.Columns; column++) sum += from[column];
        for (var column = 0; column < Grid.Columns; column++) from[column] /= sum;
        sums[((long)head * Grid.Rows) + row] = sum;
    }

    /// <summary>Where the parameters are, and how far nodes are moved; before each use.</summary>
    public void Point(KernelNetMemory parameters, double shift)
    {
        FirstWeight = Rotation.Turn((T*)parameters.FirstWeight, Interpolation?.Point(shift) ?? shift);
        SecondWeight = (T*)parameters.SecondWeight;
        HeadWeight = (T*)parameters.HeadWeight;
        firstBias = (T*)parameters.FirstBias;
        secondBias = (T*)parameters.SecondBias;
        headBias = (T*)parameters.HeadBias;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tables.Dispose();
        Rotation.Dispose();
        Columns.Dispose();
        Interpolation?.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TanhOf(T* values, int points, T* bias)
    {
        for (var feature = 0; feature < M; feature++, values += points)
        {
            var shift = TLanes.Of(bias is null ? T.Zero : bias[feature]);
            for (var point = 0; point < points; point += TLanes.Count)
                TLanes.Store(Elementary<TLanes, T>.Tanh(TLanes.Load(values + point) + shift), values + point);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Opposites(T* values, NetGrid.Tile tile, T* bias)
    {
        for (var feature = 0; feature < M; feature++, values += tile.Points)
        {
            var shift = TLanes.Of(bias is null ? T.Zero : bias[feature]);
            for (var point = 0; point < tile.Half; point += TLanes.Count)
            {
                var (even, odd) = (TLanes.Load(values + point) + shift, TLanes.Load(values + tile.Half + point));
                TLanes.Store(Elementary<TLanes, T>.Tanh(even + odd), values + point);
                TLanes.Store(Elementary<TLanes, T>.Tanh(even - odd), values + tile.Half + point);
            }
        }
    }

    /// <summary>From raw outputs to kernel values times quadrature weights: w (softplus(y + bias) + eps).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Values(T* values, T* quadrature, int points, T bias)
    {
        var (shift, epsilon) = (TLanes.Of(bias), TLanes.Of(Epsilon));
        for (var point = 0; point < points; point += TLanes.Count)
            TLanes.Store((Elementary<TLanes, T>.Softplus(TLanes.Load(values + point) + shift) + epsilon) * TLanes.Load(quadrature + point), values + point);
    }

    /// <summary>Normalises the rows of a head on a tile and puts them into W; parts of rows are left for <see cref="Normalise"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(int head, NetGrid.Tile tile, T* values, T* weights, T* sums)
    {
        for (var segment = 0; segment < tile.Segments; segment++, values += tile.Stride)
        {
            var (row, column) = tile.Place(segment, Grid);
            var factor = T.One;
            if (!Grid.IsSplit)
            {
                var sum = sums[((long)head * Grid.Rows) + row] = Rows<TLanes, T>.Sum(values, tile.Stride);
                factor = T.One / sum;
            }

            Rows<TLanes, T>.Place(values, factor, weights + ((((long)head * Grid.Rows) + row) * Grid.Columns) + column, tile.ColumnCount, tile.IsReversed(segment));
        }
    }
}
