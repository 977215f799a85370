using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Deduplicated rows: which rows of a batch are equal to each part of a circuit; rows with equal values of a scope form one class.</summary>
/// <remarks>
/// A unit gives equal values for equal rows, so it is evaluated once per class, and the gradients of the rows of a class add up before
/// they go on. Classes are numbered by first appearance, so two units of one scope number them alike. Where nearly all rows differ,
/// classes are the rows themselves.
/// </remarks>
internal sealed unsafe class RowClasses : IDisposable
{
    private const double WorthIt = 0.8; // above this part of the rows, looking up costs more than it saves

    private readonly ImmutableArray<Definition> definitions;
    private readonly ImmutableArray<ImmutableArray<int>> levels;
    private readonly ImmutableArray<Numbering> numberings;
    private readonly NativeBuffer<int> memory = new();
    private readonly int[] counts;
    private int batch;
    private int* classes;
    private int* firsts;

    /// <param name="definitions">The scopes, parts before wholes.</param>
    /// <param name="workers">How many threads will be used.</param>
    public RowClasses(ImmutableArray<Definition> definitions, int workers)
    {
        this.definitions = definitions;
        counts = new int[definitions.Length];
        numberings = [.. Enumerable.Range(0, workers).Select(_ => new Numbering())];
        var depths = new int[definitions.Length];
        for (var index = 0; index < depths.Length; index++)
            depths[index] = definitions[index].Parts.Select(part => depths[part] + 1).DefaultIfEmpty(0).Max();
        levels = [.. Enumerable.Range(0, definitions.Length).GroupBy(index => depths[index]).OrderBy(level => level.Key).Select(level => level.ToImmutableArray())];
    }

    /// <summary>Finds the classes of a batch.</summary>
    /// <param name="evidence">[B, variables, channels].</param>
    /// <param name="rows">B.</param>
    /// <param name="variables">Variables of a row.</param>
    /// <param name="channels">Channels of a variable.</param>
    /// <param name="isReal">Whether the values are bits of float64 numbers.</param>
    public void Find(long* evidence, int rows, int variables, int channels, bool isReal)
    {
        batch = rows;
        classes = memory.Reserve(2L * rows * definitions.Length);
        firsts = classes + ((long)rows * definitions.Length);
        foreach (var level in levels)
            Workers.Run(numberings.Length, level.Length, (task, worker) =>
            {
                var (scope, definition) = (level[task], definitions[level[task]]);
                if (definition.Parts.IsEmpty) Leaf(scope, evidence + ((long)definition.Variable * channels), (long)variables * channels, channels, isReal, numberings[worker]);
                else Whole(scope, numberings[worker]);
            });
    }

    /// <summary>The number of classes of a scope.</summary>
    public int Count(int scope) => counts[scope];

    /// <summary>The class of each row, [B]; null where each row is its own.</summary>
    public int* ClassOf(int scope) => counts[scope] == batch ? null : classes + ((long)scope * batch);

    /// <summary>The first row of each class; null where each row is its own.</summary>
    public int* FirstOf(int scope) => counts[scope] == batch ? null : firsts + ((long)scope * batch);

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Leaf(int scope, long* values, long stride, int channels, bool isReal, Numbering numbering)
    {
        var own = classes + ((long)scope * batch);
        var starts = firsts + ((long)scope * batch);
        var count = 1;
        new Span<int>(own, batch).Clear();
        for (var channel = 0; channel < channels; channel++)
        {
            if (channels == 1 && !isReal && numbering.RunSmall(batch, values, stride, own, starts) is var small and > 0)
            {
                count = small;
                break;
            }

            var keys = numbering.Keys(batch);
            if (isReal) numbering.Number(batch, values + channel, stride);
            for (var row = 0; row < batch; row++) keys[row] = ((long)own[row] << 32) + (isReal ? numbering.Codes[row] : values[(row * stride) + channel] + 1);
            count = numbering.Run(batch, own, starts);
        }

        counts[scope] = count > WorthIt * batch ? batch : count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Whole(int scope, Numbering numbering)
    {
        var parts = definitions[scope].Parts;
        var own = classes + ((long)scope * batch);
        var starts = firsts + ((long)scope * batch);
        counts[scope] = batch;
        foreach (var part in parts)
            if (counts[part] == batch) return;

        var count = counts[parts[0]];
        new ReadOnlySpan<int>(classes + ((long)parts[0] * batch), batch).CopyTo(new(own, batch));
        new ReadOnlySpan<int>(firsts + ((long)parts[0] * batch), count).CopyTo(new(starts, batch));
        foreach (var part in parts.AsSpan()[1..])
        {
            if (counts[part] == 1) continue;
            var other = classes + ((long)part * batch);
            if ((long)count * counts[part] <= Numbering.Small)
            {
                count = numbering.RunSmall(batch, own, other, counts[part], starts);
                continue;
            }

            var keys = numbering.Keys(batch);
            for (var row = 0; row < batch; row++) keys[row] = ((long)own[row] << 32) + other[row];
            count = numbering.Run(batch, own, starts);
        }

        if (count <= WorthIt * batch) counts[scope] = count;
    }

    /// <summary>What a scope is: one variable, or the scopes that a larger one is made of.</summary>
    internal readonly record struct Definition(int Variable, ImmutableArray<int> Parts);

    /// <summary>Numbers keys by first appearance, with tables that are cleared at no cost.</summary>
    private sealed class Numbering
    {
        /// <summary>Keys below this are looked up without hashing: their table fits into a cache.</summary>
        public const int Small = 1 << 14;

        private readonly long[] direct = new long[Small]; // stamp and number
        private long[] keys = [];
        private (long Key, int Number, int Stamp)[] table = [];
        private int[] starts = [];
        private int stamp;
        private int directStamp;

        /// <summary>Room for a key a row.</summary>
        public long[] Keys(int rows)
        {
            if (keys.Length < rows) keys = new long[rows];
            return keys;
        }

        /// <summary>What <see cref="Number"/> gave each row.</summary>
        public int[] Codes { get; private set; } = [];

        /// <summary>Numbers values of 64 bits, to make keys of 32 bits of them.</summary>
        public void Number(int rows, long* values, long stride)
        {
            if (Codes.Length < rows) (Codes, starts) = (new int[rows], new int[rows]);
            for (var row = 0; row < rows; row++) keys[row] = values[row * stride];
            fixed (int* codes = Codes, first = starts) Run(rows, codes, first);
        }

        /// <summary>Numbers whole values, negative ones alike; gives how many there are, or 0 if a value is too large for this.</summary>
        /// <param name="rows">How many values.</param>
        /// <param name="values">The first.</param>
        /// <param name="stride">From one to the next.</param>
        /// <param name="numbers">The number of each row, out.</param>
        /// <param name="firsts">The first row of each number, out.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int RunSmall(int rows, long* values, long stride, int* numbers, int* firsts)
        {
            var (count, mark) = (0, Mark());
            for (var row = 0; row < rows; row++)
            {
                var key = Math.Max(values[row * stride] + 1, 0);
                if (key >= Small) return 0;
                count = Take(ref direct[key], mark, row, count, numbers, firsts);
            }

            return count;
        }

        /// <summary>Numbers pairs of numbers; gives how many there are.</summary>
        /// <param name="rows">How many pairs.</param>
        /// <param name="numbers">The first of each, and the number of each row, out.</param>
        /// <param name="others">The second of each.</param>
        /// <param name="most">The second are below this.</param>
        /// <param name="firsts">The first row of each number, out.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int RunSmall(int rows, int* numbers, int* others, int most, int* firsts)
        {
            var (count, mark) = (0, Mark());
            for (var row = 0; row < rows; row++) count = Take(ref direct[(numbers[row] * most) + others[row]], mark, row, count, numbers, firsts);
            return count;
        }

        /// <summary>Numbers the keys; gives how many there are.</summary>
        /// <param name="rows">How many keys.</param>
        /// <param name="numbers">The number of each row, out.</param>
        /// <param name="firsts">The first row of each number, out.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Run(int rows, int* numbers, int* firsts)
        {
            var bits = BitOperations.Log2((uint)Math.Max(8, rows)) + 2;
            if (table.Length < 1 << bits) (table, stamp) = (new (long, int, int)[1 << bits], 0);
            stamp++;
            var (count, mask, shift) = (0, table.Length - 1, 64 - BitOperations.Log2((uint)table.Length));
            for (var row = 0; row < rows; row++)
            {
                var key = keys[row];
                var place = (int)(((ulong)key * 0x9E3779B97F4A7C15) >> shift); // Fibonacci hashing
                while (table[place].Stamp == stamp && table[place].Key != key) place = (place + 1) & mask;
                if (table[place].Stamp != stamp)
                {
                    table[place] = (key, count, stamp);
                    firsts[count++] = row;
                }

                numbers[row] = table[place].Number;
            }

            return count;
        }

        /// <summary>What entries of this run bear.</summary>
        private long Mark()
        {
            if (directStamp == int.MaxValue)
            {
                System.Array.Clear(direct);
                directStamp = 0;
            }

            return (long)++directStamp << 32;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static int Take(ref long entry, long mark, int row, int count, int* numbers, int* firsts)
        {
            if ((entry & ~0xFFFFFFFFL) != mark)
            {
                entry = mark | (uint)count;
                firsts[count++] = row;
            }

            numbers[row] = (int)entry;
            return count;
        }
    }
}
