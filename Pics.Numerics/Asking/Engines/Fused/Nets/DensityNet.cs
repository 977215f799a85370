using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The net of a group of densities under one rule, forwards: features, one tanh layer, heads, and from what these give to the parameters of the circuit.</summary>
/// <remarks>
/// Matrices have one row per point and one column per feature or output, padded to whole registers. Each number is a sum in one order whatever the block of points it is
/// computed in, so that it does not depend on the threads.
/// </remarks>
internal sealed unsafe class DensityNet<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 64; // points that are computed together

    private readonly DensityNetForm form;
    private readonly DensityNumbers numbers;
    private readonly ImmutableArray<Scratch<T>> scratch = [.. Enumerable.Range(0, Workers.Count).Select(_ => new Scratch<T>())];
    private readonly NativeBuffer<T> features = new(); // [points, M]
    private readonly NativeBuffer<T> hidden = new(); // [points, padded M], of a trunk that all heads share
    private readonly int points;
    private readonly int padded; // of M
    private readonly int outputs; // C P
    private readonly int paddedOutputs;
    private readonly int entries; // C V

    /// <param name="form">The net.</param>
    /// <param name="rule">The rule of every latent.</param>
    public DensityNet(DensityNetForm form, QuadratureRule rule)
    {
        var family = form.Density.Family;
        (this.form, numbers) = (form, new(family));
        points = NetGrid.Combinations(rule, form.Density.Given);
        (padded, outputs, entries) = (Padded(form.Width), family.Parameters, checked(family.Channels * (int)DensityNumbers.Entries(family)));
        paddedOutputs = Padded(outputs);
        features.Reserve((long)points * form.Width);
        Workers.Run(scratch.Length, Blocks, (block, _) =>
        {
            for (var point = block * Block; point < End(block); point++) Features(point, rule);
        });
    }

    private int Blocks => (points + Block - 1) / Block;

    private bool IsShared => form.Trunks == 1;

    /// <summary>The parameters of the circuit.</summary>
    /// <param name="parameters">Where those of the net lie.</param>
    /// <param name="to">Where they go, [heads, points, C, V].</param>
    public void Run(DensityNetMemory parameters, T* to)
    {
        if (IsShared)
        {
            hidden.Reserve((long)points * padded);
            Workers.Run(scratch.Length, Blocks, (block, worker) => Hidden(0, block, parameters, hidden.Reserve(0) + ((long)block * Block * padded), scratch[worker]));
        }

        Workers.Run(scratch.Length, checked(form.Heads * Blocks), (task, worker) =>
        {
            var (head, block, working) = (task / Blocks, task % Blocks, scratch[worker]);
            var own = IsShared ? hidden.Reserve(0) + ((long)block * Block * padded) : working.Activations.Reserve((long)Block * padded);
            if (!IsShared) Hidden(head, block, parameters, own, working);
            Head(head, block, parameters, own, to, working);
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var working in scratch) working.Dispose();
        features.Dispose();
        hidden.Dispose();
    }

    private static int Padded(int count) => (count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    private int End(int block) => Math.Min(points, (block + 1) * Block);

    /// <summary>Cosines, then sines, of the angles at a point.</summary>
    private void Features(int point, QuadratureRule rule)
    {
        var half = form.Width / 2;
        var to = features.Reserve(0) + ((long)point * form.Width);
        for (var feature = 0; feature < half; feature++)
        {
            var (angle, rest) = (0.0, point);
            for (var latent = form.Density.Given - 1; latent >= 0; latent--, rest /= rule.Count)
                angle += form.Frequencies[(latent * half) + feature] * rule.Nodes[rest % rule.Count];
            var (sine, cosine) = Math.SinCos(2 * Math.PI * angle);
            (to[feature], to[half + feature]) = (T.CreateTruncating(cosine), T.CreateTruncating(sine));
        }
    }

    /// <summary>The hidden layer of a trunk at the points of a block, [points, padded M].</summary>
    private void Hidden(int trunk, int block, DensityNetMemory parameters, T* to, Scratch<T> working)
    {
        var (width, count) = (form.Width, End(block) - (block * Block));
        var weights = Whole((T*)parameters.HiddenWeight + ((long)trunk * width * width), width, padded, working);
        Products<TLanes, T>.Multiply(
            new(features.Reserve(0) + ((long)block * Block * width), count, width, width),
            new(weights, width, padded, padded),
            new(to, count, padded, padded),
            add: false);
        var bias = Bias((T*)parameters.HiddenBias, trunk, width, padded, working);
        for (var point = 0; point < count; point++) Tanh(to + ((long)point * padded), bias);
    }

    private void Head(int head, int block, DensityNetMemory parameters, T* own, T* to, Scratch<T> working)
    {
        var (width, count) = (form.Width, End(block) - (block * Block));
        var weights = Whole((T*)parameters.HeadWeight + ((long)head * width * outputs), outputs, paddedOutputs, working);
        var values = working.Tile.Reserve((long)Block * paddedOutputs);
        Products<TLanes, T>.Multiply(
            new(own, count, width, padded),
            new(weights, width, paddedOutputs, paddedOutputs),
            new(values, count, paddedOutputs, paddedOutputs),
            add: false);
        var bias = Bias((T*)parameters.HeadBias, head, outputs, paddedOutputs, working);
        for (var point = 0; point < count; point++)
        {
            var row = values + ((long)point * paddedOutputs);
            Rows<TLanes, T>.Add(bias, row, paddedOutputs);
            numbers.Fill<T>(new ReadOnlySpan<T>(row, outputs), new(to + ((((long)head * points) + (block * Block) + point) * entries), entries));
        }
    }

    /// <summary>A matrix of M rows that are whole registers: as it is, or a copy with zeros behind.</summary>
    private T* Whole(T* weights, int columns, int wanted, Scratch<T> working)
    {
        if (columns == wanted) return weights;
        var copy = working.Weights.Reserve((long)form.Width * wanted);
        Rows<TLanes, T>.Pad(weights, form.Width, columns, copy, wanted);
        return copy;
    }

    /// <summary>The biases of one map with zeros behind; zeros where there are none.</summary>
    private static T* Bias(T* biases, int map, int columns, int wanted, Scratch<T> working)
    {
        var copy = working.Slots.Reserve(wanted);
        if (biases is null) Rows<TLanes, T>.Clear(copy, wanted);
        else Rows<TLanes, T>.Pad(biases + ((long)map * columns), 1, columns, copy, wanted);
        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tanh(T* row, T* bias)
    {
        for (var feature = 0; feature < padded; feature += TLanes.Count)
            TLanes.Store(Elementary<TLanes, T>.Tanh(TLanes.Load(row + feature) + TLanes.Load(bias + feature)), row + feature);
    }
}
