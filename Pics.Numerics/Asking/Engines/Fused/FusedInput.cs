using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Input units: out[r, k] = product over channels c of p(x[r, c] | z_k), one where x is not observed; with maxima, that of the mode.</summary>
/// <remarks>
/// A function that all variables share is looked up in a table of all its values, made once per batch, or once where the parameters stay; others
/// are computed at the values that occur. Back: the gradient by log p is g times out, summed over the rows that have the value.
/// </remarks>
internal sealed unsafe class FusedInput<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLeaf<TLanes, T>(plan, index, batch, memory), IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly System.Collections.Generic.HashSet<(int, int)> tabled = [.. plan.Parts[index].Kernels.Where(use => use.Slots.Length > 1).Select(use => (use.Group, use.Head))];
    private readonly Dictionary<(int Group, int Head), (NativeBuffer<T> Values, NativeBuffer<int> Exponents)> tables = [];
    private bool areTablesHeld; // whether they are of the parameters that stay

    /// <inheritdoc/>
    public override void Begin()
    {
        if (!IsHeld || !areTablesHeld) Tabulate();
        areTablesHeld = IsHeld;
    }

    private void Tabulate()
    {
        foreach (var key in tabled)
        {
            if (!tables.TryGetValue(key, out var table)) tables.Add(key, table = (new(), new()));
            var (channels, categories) = Sizes(key.Item1);
            var entries = categories + 1; // the last is that of nothing observed
            var values = table.Values.Reserve((long)channels * entries * Width);
            var exponents = table.Exponents.Reserve((long)channels * entries);
            Workers.Run(Batch.Scratch.Length, channels * entries, (entry, worker) =>
                exponents[entry] = Compute(key.Item1, key.Item2, entry / entries, entry % entries, values + ((long)entry * Width), Batch.Scratch[worker]));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var function = Units.Functions[fold];
        var (channels, categories) = Sizes(function.Group);
        var isTabled = tables.TryGetValue((function.Group, function.Head), out var table);
        var tableValues = isTabled ? table.Values.Reserve(0) : null;
        var tableExponents = isTabled ? table.Exponents.Reserve(0) : null;
        var rows = Batch.Rows(Index, fold);
        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        if (isTabled && channels == 1)
        {
            LookUp(fold, rows, categories, tableValues, tableExponents);
            return;
        }

        var other = scratch.Tile.Reserve(Width);
        for (var row = 0; row < rows; row++, values += Width)
        {
            var observed = Observed(fold, row);
            var exponent = 0;
            var isFirst = true;
            for (var channel = 0; channel < channels; channel++)
            {
                var value = Batch.Whole(observed[channel]);
                if (value >= categories) throw PastTheLast(fold, value, categories);
                if (value < 0 && !IsAtMode(fold)) continue;
                if (value < 0) value = categories;
                var entry = (channel * (categories + 1)) + (int)value;
                var target = isFirst ? values : other;
                if (isTabled)
                {
                    new ReadOnlySpan<T>(tableValues + ((long)entry * Width), Width).CopyTo(new(target, Width));
                    exponent += tableExponents[entry];
                }
                else
                {
                    exponent += Compute(function.Group, function.Head, channel, (int)value, target, scratch);
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
                new Span<T>(values, Units.Width).Fill(T.One);
                new Span<T>(values + Units.Width, Width - Units.Width).Clear();
            }

            exponents[row] = exponent;
        }
    }

    /// <summary>The rows of a table, where there is one channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LookUp(int fold, int rows, int categories, T* table, int* tableExponents)
    {
        var to = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var known = Batch.Whole(Index, fold, Units.Variables[fold]);
        var width = Width;
        for (var row = 0; row < rows; row++, to += width)
        {
            var value = known is null ? Batch.Whole(*Observed(fold, row)) : known[row];
            if (value >= categories) throw PastTheLast(fold, value, categories);
            if (value < 0 && IsAtMode(fold)) value = categories;
            if (value < 0)
            {
                new Span<T>(to, Units.Width).Fill(T.One);
                new Span<T>(to + Units.Width, width - Units.Width).Clear();
                exponents[row] = 0;
                continue;
            }

            var from = table + (value * width);
            for (var k = 0; k < width; k += TLanes.Count) TLanes.Store(TLanes.Load(from + k), to + k);
            exponents[row] = tableExponents[value];
        }
    }

    private ArgumentOutOfRangeException PastTheLast(int fold, long value, int categories) =>
        new($"a row has {value} as variable {Units.Variables[fold]}, which the circuit has with the values 0 to {categories - 1}; expected rows like those that it was made for", (Exception?)null);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void KernelGradient(FusedPlan.Use use, int part, T* gradient, bool add, Scratch<T> scratch)
    {
        var (channels, categories) = Sizes(use.Group);
        var sums = scratch.Slots.Reserve((long)channels * categories * Width);
        var seen = new Span<T>(scratch.Weights.Reserve(channels * categories), channels * categories);
        if (!add) Rows<TLanes, T>.Clear(gradient, (long)Units.Width * channels * categories);
        seen.Clear();
        foreach (var fold in use.Slots)
        {
            var (first, rows) = Batch.RowsIn(part, Index, fold);
            var values = Batch.Values(Index, fold) + ((long)first * Width);
            for (var row = first; row < first + rows; row++, values += Width)
            {
                var observed = Observed(fold, row);
                for (var channel = 0; channel < channels; channel++)
                {
                    var value = Batch.Whole(observed[channel]);
                    if (value < 0) continue;
                    var entry = (channel * categories) + (int)value;
                    var sum = sums + ((long)entry * Width);
                    if (T.IsZero(seen[entry])) Rows<TLanes, T>.Clear(sum, Width);
                    seen[entry] = T.One;
                    Rows<TLanes, T>.Add(values, sum, Width);
                }
            }
        }

        for (var entry = 0; entry < channels * categories; entry++)
            for (var k = 0; !T.IsZero(seen[entry]) && k < Units.Width; k++)
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

    /// <summary>p(x | z_k) for all k, divided by a power of two, which is given; past the last value, that of the mode at each node.</summary>
    private int Compute(int group, int head, int channel, int category, T* values, Scratch<T> scratch)
    {
        var (channels, categories) = Sizes(group);
        var from = Memory.Parameters(group, head) + ((long)channel * categories) + category;
        var logarithms = scratch.Weights.Reserve(Width);
        for (var k = 0; k < Units.Width; k++) logarithms[k] = category < categories ? from[(long)k * channels * categories] : Largest(from - category + ((long)k * channels * categories), categories);
        return Rows<TLanes, T>.FromLogarithms(logarithms, values, Units.Width, Width);
    }

    private static T Largest(T* logarithms, int count)
    {
        var largest = T.NegativeInfinity;
        for (var value = 0; value < count; value++) largest = T.Max(largest, logarithms[value]);
        return largest;
    }
}
