using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The backward pass through a <see cref="KernelNet{TLanes, T}"/>: from gradients of W to sums of gradients of one trunk's parameters.</summary>
/// <remarks>
/// With W_j = w_j s_j / Z and s = softplus(y) + eps, d y_j = (1 - exp(eps - s_j)) (w_j / Z) (d W_j - sum of d W W), and s_j comes from W_j, w_j and Z: raw
/// outputs are not kept. Sums are kept apart a share of the tiles, so that they do not depend on which thread does what.
/// </remarks>
internal sealed unsafe class KernelNetGradient<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelNet<TLanes, T> net;
    private readonly NativeBuffer<T> memory = new();
    private readonly int padded;
    private bool isEmpty = true;

    public KernelNetGradient(KernelNet<TLanes, T> net)
    {
        this.net = net;
        padded = (net.M + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
    }

    private long Size => (long)((2 * net.M) + net.Heads) * (padded + 1);

    private T* First => memory.Reserve(Size);

    private T* Second => First + ((long)net.M * padded);

    private T* Head => Second + ((long)net.M * padded);

    private T* FirstBias => Head + ((long)net.Heads * padded);

    private T* SecondBias => FirstBias + net.M;

    private T* HeadBias => SecondBias + net.M;

    /// <summary>Sets the sums to zero; those of matrices at the first tile.</summary>
    public void Clear()
    {
        isEmpty = true;
        Rows<TLanes, T>.Clear(FirstBias, (2L * net.M) + net.Heads);
    }

    /// <summary>Adds what a tile contributes.</summary>
    /// <param name="trunk">The trunk.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="activations">Its hidden layers, [2, M, points]; overwritten.</param>
    /// <param name="outcome">W and its gradient.</param>
    /// <param name="scratch">Working memory.</param>
    public void Add(int trunk, NetGrid.Tile tile, T* activations, in WeightMemory<T> outcome, Scratch<T> scratch)
    {
        var (m, points) = (net.M, tile.Points);
        var second = activations + ((long)m * points);
        var columns = scratch.Weights.Reserve((long)points * padded); // one row per point: what is summed over points
        var back = scratch.Gradient.Reserve((long)m * points);
        Transpose(second, points, columns);
        Heads(trunk, tile, columns, back, outcome, scratch);

        Slopes(back, second, points, SecondBias);
        Transpose(back, points, columns);
        Products<TLanes, T>.Multiply(
            new(activations, m, points, points),
            new(columns, points, padded, padded),
            new(Second, m, padded, padded),
            add: !isEmpty);
        Products<TLanes, T>.Multiply(
            new(net.SecondWeight + ((long)trunk * m * m), m, m, m),
            new(back, m, points, points),
            new(second, m, points, points),
            add: false);

        Slopes(second, activations, points, FirstBias);
        var features = scratch.Tile.Reserve((long)m * tile.Half);
        net.Tables.Features(tile, features);
        if (!tile.IsPaired)
        {
            Transpose(second, points, columns);
            Products<TLanes, T>.Multiply(
                new(features, m, points, points),
                new(columns, points, padded, padded),
                new(First, m, padded, padded),
                add: !isEmpty);
            isEmpty = false;
            return;
        }

        var half = m / 2;
        Opposites(second, tile);
        Transpose(second, tile.Half, columns, points);
        Products<TLanes, T>.Multiply(
            new(features, half, tile.Half, tile.Half),
            new(columns, tile.Half, padded, padded),
            new(First, half, padded, padded),
            add: !isEmpty);
        Transpose(second + tile.Half, tile.Half, columns, points);
        Products<TLanes, T>.Multiply(
            new(features + ((long)half * tile.Half), half, tile.Half, tile.Half),
            new(columns, tile.Half, padded, padded),
            new(First + ((long)half * padded), half, padded, padded),
            add: !isEmpty);
        isEmpty = false;
    }

    /// <summary>Adds the sums to the gradients of the parameters; once.</summary>
    /// <param name="trunk">The trunk that the sums are of.</param>
    /// <param name="gradients">Where the gradients of the net's parameters lie.</param>
    public void AddTo(int trunk, KernelNetMemory gradients)
    {
        var m = net.M;
        net.Rotation.TurnBack(First, padded);
        void Put(T* sums, nint weights, T* biasSums, nint biases, int rows)
        {
            Rows<TLanes, T>.Unpad(sums, rows, m, padded, (T*)weights + ((long)trunk * rows * m), add: true);
            if (biases == 0) return;
            var bias = (T*)biases + ((long)trunk * rows);
            for (var index = 0; index < rows; index++) bias[index] += biasSums[index];
        }

        Put(First, gradients.FirstWeight, FirstBias, gradients.FirstBias, m);
        Put(Second, gradients.SecondWeight, SecondBias, gradients.SecondBias, m);
        Put(Head, gradients.HeadWeight, HeadBias, gradients.HeadBias, net.Heads);
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    /// <summary>The heads: their own gradients, and that of the second layer, [M, points].</summary>
    private void Heads(int trunk, NetGrid.Tile tile, T* columns, T* back, in WeightMemory<T> outcome, Scratch<T> scratch)
    {
        var (m, points) = (net.M, tile.Points);
        var outputs = scratch.Slots.Reserve((long)TileSizes.Heads * points);
        for (var start = 0; start < net.Heads; start += TileSizes.Heads)
        {
            var count = Math.Min(TileSizes.Heads, net.Heads - start);
            var first = (trunk * net.Heads) + start;
            for (var head = 0; head < count; head++)
                HeadBias[start + head] += net.Interpolation is { } interpolation
                    ? interpolation.Slopes(first + head, tile, net.Grid, outputs + ((long)head * points))
                    : Outputs(first + head, tile, outputs + ((long)head * points), outcome, scratch);
            Products<TLanes, T>.Multiply(
                new(outputs, count, points, points),
                new(columns, points, padded, padded),
                new(Head + ((long)start * padded), count, padded, padded),
                add: !isEmpty);
            Products<TLanes, T>.Multiply(
                new(net.HeadWeight + ((long)first * m), m, count, 1, m),
                new(outputs, count, points, points),
                new(back, m, points, points),
                add: start > 0);
        }
    }

    /// <summary>The gradient by the raw outputs of a head on a tile; gives its sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Outputs(int head, NetGrid.Tile tile, T* outputs, in WeightMemory<T> outcome, Scratch<T> scratch)
    {
        T* weights = outcome.Weights, gradients = outcome.Gradients, sums = outcome.Sums, dots = outcome.Dots;
        var (count, stride, total) = (tile.ColumnCount, tile.Stride, TLanes.Of(T.Zero));
        var epsilon = TLanes.Of(net.Epsilon);
        var copies = scratch.Tile.Reserve(2L * stride);
        for (var segment = 0; segment < tile.Segments; segment++, outputs += stride)
        {
            var (row, column) = tile.Place(segment, net.Grid);
            var place = ((long)head * net.Grid.Rows) + row;
            var w = weights + (place * net.Grid.Columns) + column;
            var g = gradients + (place * net.Grid.Columns) + column;
            if (count != stride)
            {
                Rows<TLanes, T>.Pad(w, 1, count, copies, stride);
                Rows<TLanes, T>.Pad(g, 1, count, copies + stride, stride);
                w = copies;
                g = copies + stride;
            }

            var z = sums[place];
            var (sum, inverse) = (TLanes.Of(z), TLanes.Of(T.One / z));
            var middle = TLanes.Of(dots is null ? Dot(w, g, stride) : dots[place]);
            var isReversed = tile.IsReversed(segment) && count == stride;
            for (var k = 0; k < stride; k += TLanes.Count)
            {
                var s = TLanes.Load(w + k) * sum * TLanes.Load(net.Columns.Reciprocals + column + k);
                var slope = Elementary<TLanes, T>.SoftplusSlope(s - epsilon) * TLanes.Load(net.Columns.Weights + column + k) * inverse;
                var value = slope * (TLanes.Load(g + k) - middle);
                total += value;
                TLanes.Store(isReversed ? TLanes.Reverse(value) : value, isReversed ? outputs + stride - TLanes.Count - k : outputs + k);
            }

            if (tile.IsReversed(segment) && count != stride) new Span<T>(outputs, count).Reverse();
        }

        return TLanes.SumAcross(total);
    }

    /// <summary>The sum of products of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Dot(T* first, T* second, int count)
    {
        var (total, point) = (TLanes.Of(T.Zero), 0);
        for (; point + TLanes.Count <= count; point += TLanes.Count) total = TLanes.MultiplyAdd(TLanes.Load(first + point), TLanes.Load(second + point), total);
        var sum = TLanes.SumAcross(total);
        for (; point < count; point++) sum += first[point] * second[point];
        return sum;
    }

    /// <summary>Through tanh: gradient *= 1 - value^2; adds row sums to the bias' gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Slopes(T* gradient, T* values, int points, T* bias)
    {
        var one = TLanes.Of(T.One);
        for (var feature = 0; feature < net.M; feature++, gradient += points, values += points)
        {
            var total = TLanes.Of(T.Zero);
            for (var point = 0; point < points; point += TLanes.Count)
            {
                var value = TLanes.Load(values + point);
                var slope = TLanes.Load(gradient + point) * (one - (value * value));
                TLanes.Store(slope, gradient + point);
                total += slope;
            }

            bias[feature] += TLanes.SumAcross(total);
        }
    }

    /// <summary>For points and their opposites: the sum of both gradients goes with the cosines, the difference with the sines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Opposites(T* gradient, NetGrid.Tile tile)
    {
        for (var feature = 0; feature < net.M; feature++, gradient += tile.Points)
            for (var point = 0; point < tile.Half; point += TLanes.Count)
            {
                var (here, there) = (TLanes.Load(gradient + point), TLanes.Load(gradient + tile.Half + point));
                TLanes.Store(here + there, gradient + point);
                TLanes.Store(here - there, gradient + tile.Half + point);
            }
    }

    private void Transpose(T* from, int points, T* to) => Transpose(from, points, to, points);

    private void Transpose(T* from, int points, T* to, long stride)
    {
        if (padded != net.M) Rows<TLanes, T>.Clear(to, (long)points * padded);
        Transposition.Run(from, stride, net.M, points, to, padded);
    }
}
