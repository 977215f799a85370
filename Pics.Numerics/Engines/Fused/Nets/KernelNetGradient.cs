using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The way back through a <see cref="KernelNet{TLanes, T}"/>: from gradients of W to sums of gradients of one trunk's parameters.</summary>
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
    /// <param name="weights">W, [heads, rows, columns].</param>
    /// <param name="gradients">Its gradient.</param>
    /// <param name="sums">What each row of W was divided by, [heads, rows].</param>
    /// <param name="dots">The sum of gradient times weight of each row, [heads, rows], if rows are split; else null.</param>
    /// <param name="scratch">Working memory.</param>
    public void Add(int trunk, NetGrid.Tile tile, T* activations, T* weights, T* gradients, T* sums, T* dots, Scratch<T> scratch)
    {
        var (m, points) = (net.M, tile.Points);
        var second = activations + ((long)m * points);
        var columns = scratch.Weights.Reserve((long)points * padded); // one row a point: what is summed over points
        var back = scratch.Gradient.Reserve((long)m * points);
        Transpose(second, points, columns);
        Heads(trunk, tile, columns, back, weights, gradients, sums, dots, scratch);

        Slopes(back, second, points, SecondBias);
        Transpose(back, points, columns);
        Products<TLanes, T>.Multiply(activations, points, 1, columns, padded, Second, padded, m, padded, points, add: !isEmpty);
        Products<TLanes, T>.Multiply(net.SecondWeight + ((long)trunk * m * m), m, 1, back, points, second, points, m, points, m, add: false);

        Slopes(second, activations, points, FirstBias);
        var features = scratch.Tile.Reserve((long)m * tile.Half);
        net.Tables.Features(tile, features);
        if (!tile.IsPaired)
        {
            Transpose(second, points, columns);
            Products<TLanes, T>.Multiply(features, points, 1, columns, padded, First, padded, m, padded, points, add: !isEmpty);
            isEmpty = false;
            return;
        }

        var half = m / 2;
        Opposites(second, tile);
        Transpose(second, tile.Half, columns, points);
        Products<TLanes, T>.Multiply(features, tile.Half, 1, columns, padded, First, padded, half, padded, tile.Half, add: !isEmpty);
        Transpose(second + tile.Half, tile.Half, columns, points);
        Products<TLanes, T>.Multiply(features + ((long)half * tile.Half), tile.Half, 1, columns, padded, First + ((long)half * padded), padded, half, padded, tile.Half, add: !isEmpty);
        isEmpty = false;
    }

    /// <summary>Adds the sums to the gradients of the parameters.</summary>
    /// <param name="trunk">The trunk that the sums are of.</param>
    /// <param name="gradients">The addresses of the gradients, in the order of the net's parameters.</param>
    public void AddTo(int trunk, ImmutableArray<nint> gradients)
    {
        var m = net.M;
        var places = new Queue<nint>(gradients);
        void Put(T* sums, T* biasSums, int rows)
        {
            Rows<TLanes, T>.Unpad(sums, rows, m, padded, (T*)places.Dequeue() + ((long)trunk * rows * m), add: true);
            if (!net.Net.Settings.Bias) return;
            var bias = (T*)places.Dequeue() + ((long)trunk * rows);
            for (var index = 0; index < rows; index++) bias[index] += biasSums[index];
        }

        Put(First, FirstBias, m);
        Put(Second, SecondBias, m);
        Put(Head, HeadBias, net.Heads);
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    /// <summary>The heads: their own gradients, and that of the second layer, [M, points].</summary>
    private void Heads(int trunk, NetGrid.Tile tile, T* columns, T* back, T* weights, T* gradients, T* sums, T* dots, Scratch<T> scratch)
    {
        var (m, points) = (net.M, tile.Points);
        var outputs = scratch.Slots.Reserve((long)TileSizes.Heads * points);
        for (var start = 0; start < net.Heads; start += TileSizes.Heads)
        {
            var count = Math.Min(TileSizes.Heads, net.Heads - start);
            var first = (trunk * net.Heads) + start;
            for (var head = 0; head < count; head++)
                HeadBias[start + head] += Outputs(first + head, tile, outputs + ((long)head * points), weights, gradients, sums, dots, scratch);
            Products<TLanes, T>.Multiply(outputs, points, 1, columns, padded, Head + ((long)start * padded), padded, count, padded, points, add: !isEmpty);
            Products<TLanes, T>.Multiply(net.HeadWeight + ((long)first * m), 1, m, outputs, points, back, points, m, points, count, add: start > 0);
        }
    }

    /// <summary>The gradient by the raw outputs of a head on a tile; gives its sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Outputs(int head, NetGrid.Tile tile, T* outputs, T* weights, T* gradients, T* sums, T* dots, Scratch<T> scratch)
    {
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
                var s = TLanes.Load(w + k) * sum * TLanes.Load(net.Reciprocals + column + k);
                var slope = Elementary<TLanes, T>.SoftplusSlope(s - epsilon) * TLanes.Load(net.ColumnWeights + column + k) * inverse;
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
