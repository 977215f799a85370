using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Input units: out[r, k] = product over channels c of p(x[r, c] | z_k), one where x is not observed.</summary>
/// <remarks>
/// A function that all variables share is looked up in a table of all its values, made once a batch; others are computed at the
/// values that occur. Back: the gradient by log p is g times out, summed over the rows that have the value.
/// </remarks>
internal sealed unsafe class FusedInput<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLayer<TLanes, T>(plan, index, batch, memory), IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Smallest = T.CreateTruncating(typeof(T) == typeof(float) ? 1e-37 : 1e-300);

    private readonly FoldedLayer.Input layer = (FoldedLayer.Input)plan.Parts[index].Layer;
    private readonly System.Collections.Generic.HashSet<(int, int)> tabled = [.. plan.Parts[index].Kernels.Where(use => use.Slots.Length > 1).Select(use => (use.Group, use.Head))];
    private readonly Dictionary<(int Group, int Head), (NativeBuffer<T> Values, NativeBuffer<int> Exponents)> tables = [];

    /// <inheritdoc/>
    public override void Begin()
    {
        foreach (var key in tabled)
        {
            if (!tables.TryGetValue(key, out var table)) tables.Add(key, table = (new(), new()));
            var (channels, categories) = Sizes(key.Item1);
            var values = table.Values.Reserve((long)channels * categories * Width);
            var exponents = table.Exponents.Reserve((long)channels * categories);
            Workers.Run(Batch.Scratch.Length, channels * categories, (entry, _) =>
                exponents[entry] = Compute(key.Item1, key.Item2, entry / categories, entry % categories, values + ((long)entry * Width)));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var function = layer.Functions[fold];
        var (channels, categories) = Sizes(function.Group);
        var isTabled = tables.TryGetValue((function.Group, function.Head), out var table);
        var tableValues = isTabled ? table.Values.Reserve(0) : null;
        var tableExponents = isTabled ? table.Exponents.Reserve(0) : null;
        var rows = Batch.Rows(Index, fold);
        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var other = scratch.Tile.Reserve(Width);
        for (var row = 0; row < rows; row++, values += Width)
        {
            var observed = Observed(fold, row);
            var exponent = 0;
            var isFirst = true;
            for (var channel = 0; channel < channels; channel++)
            {
                if (observed[channel] < 0) continue;
                if (observed[channel] >= categories)
                    throw new ArgumentOutOfRangeException(nameof(fold), observed[channel], $"variable {layer.Variables[fold]} has a category past the last one, {categories - 1}");
                var entry = (channel * categories) + (int)observed[channel];
                var target = isFirst ? values : other;
                if (isTabled)
                {
                    new ReadOnlySpan<T>(tableValues + ((long)entry * Width), Width).CopyTo(new(target, Width));
                    exponent += tableExponents[entry];
                }
                else
                {
                    exponent += Compute(function.Group, function.Head, channel, (int)observed[channel], target);
                }

                if (!isFirst)
                {
                    Rows<TLanes, T>.MultiplyBy(values, other, Width);
                    exponent += Rows<TLanes, T>.Normalise(values, Width);
                }

                isFirst = false;
            }

            if (isFirst)
            {
                new Span<T>(values, layer.Width).Fill(T.One);
                new Span<T>(values + layer.Width, Width - layer.Width).Clear();
            }

            exponents[row] = exponent;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Keeps g times the values where the values were: nothing reads those any more.</remarks>
    public override void Backward(int fold, T* gradient, Scratch<T> scratch) =>
        Rows<TLanes, T>.MultiplyBy(Batch.Values(Index, fold), gradient, Batch.Rows(Index, fold) * Width);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void KernelGradient(FusedPlan.Use use, T* gradient, bool add, Scratch<T> scratch)
    {
        var (channels, categories) = Sizes(use.Group);
        var sums = scratch.Slots.Reserve((long)channels * categories * Width);
        var seen = new Span<T>(scratch.Weights.Reserve(channels * categories), channels * categories);
        if (!add) Rows<TLanes, T>.Clear(gradient, (long)layer.Width * channels * categories);
        seen.Clear();
        foreach (var fold in use.Slots)
        {
            var rows = Batch.Rows(Index, fold);
            var values = Batch.Values(Index, fold);
            for (var row = 0; row < rows; row++, values += Width)
            {
                var observed = Observed(fold, row);
                for (var channel = 0; channel < channels; channel++)
                {
                    if (observed[channel] < 0) continue;
                    var entry = (channel * categories) + (int)observed[channel];
                    var sum = sums + ((long)entry * Width);
                    if (T.IsZero(seen[entry])) Rows<TLanes, T>.Clear(sum, Width);
                    seen[entry] = T.One;
                    Rows<TLanes, T>.Add(values, sum, Width);
                }
            }
        }

        for (var entry = 0; entry < channels * categories; entry++)
            for (var k = 0; !T.IsZero(seen[entry]) && k < layer.Width; k++)
                gradient[((long)k * channels * categories) + entry] += sums[((long)entry * Width) + k];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (values, exponents) in tables.Values)
        {
            values.Dispose();
            exponents.Dispose();
        }
    }

    private (int Channels, int Categories) Sizes(int group)
    {
        var shape = Memory.Shape(group);
        return ((int)shape[2], (int)shape[3]);
    }

    /// <summary>The values of all channels in the first row of a class.</summary>
    private long* Observed(int fold, int row) =>
        Batch.Evidence + ((((long)Batch.First(Index, fold, row) * Batch.Variables) + layer.Variables[fold]) * Batch.Channels);

    /// <summary>p(x | z_k) for all k, divided by a power of two, which is given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Compute(int group, int head, int channel, int category, T* values)
    {
        var (channels, categories) = Sizes(group);
        var from = Memory.Numbers(group, head) + ((long)channel * categories) + category;
        var largest = T.NegativeInfinity;
        for (var k = 0; k < layer.Width; k++) largest = T.Max(largest, from[(long)k * channels * categories]);
        if (!T.IsFinite(largest))
        {
            // Impossible under every node, or not a number, which must not get lost.
            new Span<T>(values, Width).Fill(T.IsNaN(largest) ? T.NaN : T.Zero);
            return 0;
        }

        var exponent = (int)Math.Ceiling(double.CreateTruncating(largest) / Math.Log(2));
        var shift = T.CreateTruncating(exponent * Math.Log(2));
        for (var k = 0; k < layer.Width; k++) values[k] = T.Max(from[(long)k * channels * categories] - shift, T.CreateTruncating(-1e5));
        new Span<T>(values + layer.Width, Width - layer.Width).Fill(T.CreateTruncating(-1e5));
        for (var k = 0; k < Width; k += TLanes.Count) TLanes.Store(Elementary<TLanes, T>.Exp(TLanes.Load(values + k)), values + k);
        new Span<T>(values + layer.Width, Width - layer.Width).Clear();

        // The vector function stops at the smallest normal number; what is impossible must be zero.
        for (var k = 0; k < layer.Width; k++)
            if (values[k] < Smallest) values[k] = T.Exp(from[(long)k * channels * categories] - shift);
        return exponent;
    }
}
