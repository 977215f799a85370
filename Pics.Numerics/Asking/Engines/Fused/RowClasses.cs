using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

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
    private const int RowsAhead = 16; // that are fetched while others are read
    private const int Apart = 32; // so that columns of a power of two rows do not fall into the same places of a cache
    private const int LeavesAtOnce = 8; // columns of float64 of a cache line

    private readonly ImmutableArray<Definition> definitions;
    private readonly ImmutableArray<int[]> leaves; // some variables that follow each other
    private readonly ImmutableArray<ImmutableArray<int>> levels;
    private readonly ImmutableArray<RowNumbering> numberings;
    private readonly NativeBuffer<int> memory = new();
    private readonly NativeBuffer<int> leafMemory = new();
    private readonly int[] counts;
    private readonly bool[] areWhole; // whether what rows have of a variable is known as small whole numbers
    private readonly int[] leafNumbers;
    private int batch;
    private int* classes;
    private int* firsts;
    private int* values;

    /// <param name="definitions">The scopes, parts before wholes.</param>
    /// <param name="workers">How many threads will be used.</param>
    public RowClasses(ImmutableArray<Definition> definitions, int workers)
    {
        this.definitions = definitions;
        (counts, areWhole, leafNumbers) = (new int[definitions.Length], new bool[definitions.Length], new int[definitions.Length]);
        numberings = [.. Enumerable.Range(0, workers).Select(_ => new RowNumbering())];
        var depths = new int[definitions.Length];
        for (var index = 0; index < depths.Length; index++)
            depths[index] = definitions[index].Parts.Select(part => depths[part] + 1).DefaultIfEmpty(0).Max();
        var all = Enumerable.Range(0, definitions.Length).Where(index => definitions[index].Parts.IsEmpty).OrderBy(index => definitions[index].Variable).ToArray();
        for (var number = 0; number < all.Length; number++) leafNumbers[all[number]] = number;
        leaves = [.. all.Chunk(LeavesAtOnce)];
        levels = [.. Enumerable.Range(0, definitions.Length).Where(index => depths[index] > 0).GroupBy(index => depths[index]).OrderBy(level => level.Key).Select(level => level.ToImmutableArray())];
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
        values = leafMemory.Reserve((long)rows * leaves.Sum(some => some.Length));
        Workers.Run(numberings.Length, leaves.Length, (task, worker) => Leaves(leaves[task], evidence, (variables, channels), isReal, numberings[worker]));
        foreach (var level in levels) Workers.Run(numberings.Length, level.Length, (task, worker) => Whole(level[task], numberings[worker]));
    }

    /// <summary>The number of classes of a scope.</summary>
    public int Count(int scope) => counts[scope];

    /// <summary>The class of each row, [B]; null where each row is its own.</summary>
    public int* ClassOf(int scope) => counts[scope] == batch ? null : classes + ((long)scope * batch);

    /// <summary>The first row of each class; null where each row is its own.</summary>
    public int* FirstOf(int scope) => counts[scope] == batch ? null : firsts + ((long)scope * batch);

    /// <summary>What each class of a scope has of a variable, negative where not observed; null where that is not known as a small whole number, or the scope is another.</summary>
    public int* WholeOf(int scope, int variable) => areWhole[scope] && definitions[scope].Variable == variable ? values + ((long)leafNumbers[scope] * batch) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        memory.Dispose();
        leafMemory.Dispose();
    }

    /// <summary>Some variables; of those with one channel, the columns of small whole numbers are brought together first.</summary>
    private void Leaves(int[] scopes, long* evidence, (int Variables, int Channels) size, bool isReal, RowNumbering numbering)
    {
        var (stride, pitch) = ((long)size.Variables * size.Channels, batch + Apart);
        var codes = numbering.Codes(scopes.Length * pitch);
        for (var leaf = 0; leaf < scopes.Length; leaf++) areWhole[scopes[leaf]] = size.Channels == 1;
        if (size.Channels == 1) ReadColumns(scopes, evidence, stride, isReal, codes, pitch);
        for (var leaf = 0; leaf < scopes.Length; leaf++)
        {
            if (areWhole[scopes[leaf]]) Small(scopes[leaf], codes.AsSpan(leaf * pitch, batch), numbering);
            else Any(scopes[leaf], evidence + ((long)definitions[scopes[leaf]].Variable * size.Channels), stride, (size.Channels, isReal), numbering);
        }
    }

    /// <summary>Whole numbers from 1, and 0 where nothing is observed, of some variables, [variables, B]; where one has another number, that is known afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadColumns(int[] scopes, long* evidence, long stride, bool isReal, int[] codes, int pitch)
    {
        fixed (int* first = codes)
            for (var start = 0; start < batch; start += RowsAhead)
            {
                var rows = Math.Min(RowsAhead, batch - start);
                for (var row = 0; Sse.IsSupported && row < RowsAhead && start + RowsAhead + row < batch; row++)
                    Sse.Prefetch0(evidence + ((start + RowsAhead + row) * stride) + definitions[scopes[0]].Variable);
                for (var leaf = 0; leaf < scopes.Length; leaf++)
                {
                    var from = evidence + (start * stride) + definitions[scopes[leaf]].Variable;
                    var to = first + ((long)leaf * pitch) + start;
                    var least = 0;
                    for (var row = 0; row < rows; row++, from += stride)
                    {
                        to[row] = isReal ? RowNumbering.Code(*(double*)from) : RowNumbering.Code(*from);
                        least = Math.Min(least, to[row]);
                    }

                    areWhole[scopes[leaf]] &= least == 0;
                }
            }
    }

    /// <summary>A variable whose numbers are small and whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Small(int scope, ReadOnlySpan<int> codes, RowNumbering numbering)
    {
        var own = classes + ((long)scope * batch);
        var starts = firsts + ((long)scope * batch);
        var known = values + ((long)leafNumbers[scope] * batch);
        var count = numbering.RunSmall(codes, own, starts);
        counts[scope] = count > WorthIt * batch ? batch : count;
        for (var row = 0; row < counts[scope]; row++) known[row] = codes[counts[scope] == batch ? row : starts[row]] - 1;
    }

    /// <summary>Any variable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Any(int scope, long* numbers, long stride, (int Channels, bool AreReal) form, RowNumbering numbering)
    {
        var own = classes + ((long)scope * batch);
        var starts = firsts + ((long)scope * batch);
        var (count, most) = (1, (int)(WorthIt * batch));
        if (form.Channels == 1 && form.AreReal)
        {
            counts[scope] = numbering.Run(batch, numbers, stride, own, starts, most) is var found && found > most ? batch : found;
            return;
        }

        new Span<int>(own, batch).Clear();
        for (var channel = 0; channel < form.Channels; channel++)
        {
            var keys = numbering.Keys(batch);
            var codes = form.AreReal ? numbering.Number(batch, numbers + channel, stride) : [];
            for (var row = 0; row < batch; row++) keys[row] = ((long)own[row] << 32) + (form.AreReal ? codes[row] : numbers[(row * stride) + channel] + 1);
            count = numbering.Run(batch, own, starts);
        }

        counts[scope] = count > most ? batch : count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Whole(int scope, RowNumbering numbering)
    {
        var parts = definitions[scope].Parts;
        var own = classes + ((long)scope * batch);
        var starts = firsts + ((long)scope * batch);
        counts[scope] = batch;
        foreach (var part in parts)
            if (counts[part] == batch) return;

        var most = (int)(WorthIt * batch);
        var count = counts[parts[0]];
        new ReadOnlySpan<int>(classes + ((long)parts[0] * batch), batch).CopyTo(new(own, batch));
        new ReadOnlySpan<int>(firsts + ((long)parts[0] * batch), count).CopyTo(new(starts, batch));
        foreach (var part in parts.AsSpan()[1..])
        {
            if (counts[part] == 1) continue;
            var other = classes + ((long)part * batch);
            count = (long)count * counts[part] <= RowNumbering.Small
                ? numbering.RunSmall(batch, own, other, counts[part], starts, most)
                : numbering.RunPairs(batch, own, other, starts, most);
            if (count > most) return;
        }

        counts[scope] = count;
    }

    /// <summary>What a scope is: one variable, or the scopes that a larger one is made of.</summary>
    internal readonly record struct Definition(int Variable, ImmutableArray<int> Parts);
}
