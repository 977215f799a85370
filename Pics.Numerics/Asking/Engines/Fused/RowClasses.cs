using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pics.Numerics;

/// <summary>Deduplicated rows: which rows of a batch are equal to each part of a circuit; rows with equal values of a scope form one class.</summary>
/// <remarks>
/// A unit gives equal values for equal rows, so it is evaluated once per class, and the gradients of the rows of a class add up before
/// they go on. Classes are numbered by first appearance, so two units of one scope number them alike. Where nearly all rows differ,
/// classes are the rows themselves. Rows of different parts of a batch are never in one class, and the classes of a part are those that it
/// would have alone: they follow each other, part by part.
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
    private int[] starts = []; // [scopes, parts + 1], the first class of each part, where there are several
    private ImmutableArray<int> bounds = [0, 0]; // the first row of each part, and B
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

    /// <summary>Parts of the batch.</summary>
    public int Parts => bounds.Length - 1;

    /// <summary>Finds the classes of a batch.</summary>
    /// <param name="evidence">Its rows, and which of them are parts.</param>
    public void Find(in EvidenceMemory evidence)
    {
        var (pointer, rows, size, isReal) = (evidence.Address, evidence.Rows, (evidence.Variables, evidence.Channels), evidence.IsReal);
        (batch, bounds) = (rows, evidence.Bounds.IsDefault ? [0, rows] : evidence.Bounds);
        if (Parts > 1 && starts.Length < definitions.Length * bounds.Length) starts = new int[definitions.Length * bounds.Length];
        classes = memory.Reserve(2L * rows * definitions.Length);
        firsts = classes + ((long)rows * definitions.Length);
        values = leafMemory.Reserve((long)rows * leaves.Sum(some => some.Length));
        Workers.Run(numberings.Length, leaves.Length, (task, worker) => Leaves(leaves[task], (long*)pointer, size, isReal, numberings[worker]));
        foreach (var level in levels) Workers.Run(numberings.Length, level.Length, (task, worker) => Whole(level[task], numberings[worker]));
    }

    /// <summary>The number of classes of a scope.</summary>
    public int Count(int scope) => counts[scope];

    /// <summary>The classes of a scope that a part of the batch has.</summary>
    public (int First, int Count) CountIn(int part, int scope)
    {
        if (Parts == 1) return (0, counts[scope]);
        var at = (scope * bounds.Length) + part;
        return (starts[at], starts[at + 1] - starts[at]);
    }

    /// <summary>The class of each row, [B]; null where each row is its own.</summary>
    public int* ClassOf(int scope) => counts[scope] == batch ? null : ClassesOf(scope);

    /// <summary>The first row of each class; null where each row is its own.</summary>
    public int* FirstOf(int scope) => counts[scope] == batch ? null : FirstsOf(scope);

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
        var own = ClassesOf(scope);
        var firstRows = FirstsOf(scope);
        var count = 0;
        for (var part = 0; part < Parts; part++)
        {
            var (first, rows) = RowsOf(part);
            count += Keep(scope, part, count, numbering.RunSmall(codes.Slice(first, rows), own + first, firstRows + count));
        }

        counts[scope] = count;
        var known = values + ((long)leafNumbers[scope] * batch);
        for (var row = 0; row < count; row++) known[row] = codes[count == batch ? row : firstRows[row]] - 1;
    }

    /// <summary>Any variable.</summary>
    private void Any(int scope, long* numbers, long stride, (int Channels, bool AreReal) form, RowNumbering numbering)
    {
        var count = 0;
        for (var part = 0; part < Parts; part++)
        {
            var (first, rows) = RowsOf(part);
            count += Keep(scope, part, count, numbering.RunChannels(rows, numbers + (first * stride), stride, form, ClassesOf(scope) + first, FirstsOf(scope) + count, Most(rows)));
        }

        counts[scope] = count;
    }

    private void Whole(int scope, RowNumbering numbering)
    {
        var count = 0;
        for (var part = 0; part < Parts; part++) count += Keep(scope, part, count, Whole(definitions[scope].Parts, part, ClassesOf(scope), FirstsOf(scope) + count, numbering));
        counts[scope] = count;
    }

    /// <summary>Numbers the rows of a part of the batch by the classes of some scopes; gives how many there are, or more than are worth it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Whole(ImmutableArray<int> scopes, int part, int* own, int* firstRows, RowNumbering numbering)
    {
        var (first, rows) = RowsOf(part);
        foreach (var scope in scopes)
            if (CountIn(part, scope).Count == rows) return rows;

        var most = Most(rows);
        var (from, count) = CountIn(part, scopes[0]);
        own += first;
        new ReadOnlySpan<int>(ClassesOf(scopes[0]) + first, rows).CopyTo(new(own, rows));
        new ReadOnlySpan<int>(FirstsOf(scopes[0]) + from, count).CopyTo(new(firstRows, count));
        if (first > 0) Shift(own, rows, -from);
        if (first > 0) Shift(firstRows, count, -first);
        foreach (var scope in scopes.AsSpan()[1..])
        {
            if (CountIn(part, scope).Count == 1) continue;
            var other = ClassesOf(scope) + first;
            count = (long)count * counts[scope] <= RowNumbering.Small
                ? numbering.RunSmall(rows, own, other, counts[scope], firstRows, most)
                : numbering.RunPairs(rows, own, other, firstRows, most);
            if (count > most) break;
        }

        return count;
    }

    /// <summary>Takes what was found in a part of the batch, or each row for itself where that is worth more; gives how many classes it has.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="part">The part.</param>
    /// <param name="before">Classes of the parts before it.</param>
    /// <param name="found">Classes that were found, or more than are worth it.</param>
    private int Keep(int scope, int part, int before, int found)
    {
        var (first, rows) = RowsOf(part);
        var isEachItsOwn = found > WorthIt * rows;
        if (isEachItsOwn) found = rows;
        if (Parts == 1) return found;
        var own = ClassesOf(scope) + first;
        var firstRows = FirstsOf(scope) + before;
        for (var row = 0; isEachItsOwn && row < rows; row++) own[row] = firstRows[row] = row;
        Shift(own, rows, before);
        Shift(firstRows, found, first);
        (starts[(scope * bounds.Length) + part], starts[(scope * bounds.Length) + part + 1]) = (before, before + found);
        return found;
    }

    private static int Most(int rows) => (int)(WorthIt * rows);

    private static void Shift(int* numbers, int count, int by)
    {
        foreach (ref var number in new Span<int>(numbers, count)) number += by;
    }

    private (int First, int Count) RowsOf(int part) => (bounds[part], bounds[part + 1] - bounds[part]);

    private int* ClassesOf(int scope) => classes + ((long)scope * batch);

    private int* FirstsOf(int scope) => firsts + ((long)scope * batch);

    /// <summary>What a scope is: one variable, or the scopes that a larger one is made of.</summary>
    internal readonly record struct Definition(int Variable, ImmutableArray<int> Parts);
}
