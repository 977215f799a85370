namespace Pics.Numerics;

/// <summary>Where everything of the way down lies: for each different row of a batch, how its log-likelihood depends on the values of each fold.</summary>
/// <remarks>
/// Going up, rows are one where they are equal in the scope of a fold; going down, where they are equal as a whole, since what comes from above depends on all
/// of a row. The true slope by a true value is a number here times 2 to the power of its row's exponent. Folds that lead to no wanted variable have none.
/// </remarks>
internal sealed unsafe class DownBatch<T>(FusedPlan plan, FusedBatch<T> batch) : IDisposable
    where T : unmanaged
{
    /// <summary>The exponent of a row of zeros.</summary>
    public const int Nothing = int.MinValue;

    private readonly NativeBuffer<T> slopeMemory = new();
    private readonly NativeBuffer<int> exponentMemory = new();
    private readonly Part[] parts = [.. plan.Parts.Select(part => new Part(part.Layer))];
    private T* slopes;
    private int* exponents;

    /// <summary>How many different rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Makes room for a batch that went up.</summary>
    /// <param name="isWanted">Whether the slopes by the values of the input units of a variable are asked for, of each variable.</param>
    public void Prepare(bool[] isWanted)
    {
        var last = plan.Parts.Length - 1;
        Rows = batch.Rows(last, 0);
        var (slopeCount, exponentCount) = (0L, 0L);
        for (var layer = 0; layer <= last; layer++)
        {
            var (folded, part) = (plan.Parts[layer].Layer, parts[layer]);
            var width = batch.Padded(folded.Width);
            for (var fold = 0; fold < folded.Folds; fold++)
            {
                part.IsWanted[fold] = folded is FoldedLayer.Input input ? input.Variables[fold] < isWanted.Length && isWanted[input.Variables[fold]] : LeadsOn(folded, fold);
                if (!part.IsWanted[fold]) continue;
                (part.Slopes[fold], part.Exponents[fold]) = (slopeCount, exponentCount);
                (slopeCount, exponentCount) = (slopeCount + ((long)Rows * width), exponentCount + Rows);
                part.IsShared[fold] = folded is FoldedLayer.Cp && AreMany(folded, fold);
                for (var slot = fold * folded.Arity; (IsOuter(folded) || part.IsShared[fold]) && slot < (fold + 1) * folded.Arity; slot++)
                {
                    (part.SlotSlopes[slot], part.SlotExponents[slot]) = (slopeCount, exponentCount);
                    (slopeCount, exponentCount) = (slopeCount + ((long)Rows * (part.IsShared[fold] ? width : SourceWidth(layer, slot))), exponentCount + Rows);
                }
            }
        }

        slopes = slopeMemory.Reserve(Math.Max(1, slopeCount));
        exponents = exponentMemory.Reserve(Math.Max(1, exponentCount));
    }

    /// <summary>Whether a fold has slopes.</summary>
    public bool IsWanted(int layer, int fold) => parts[layer].IsWanted[fold];

    /// <summary>The slopes of a fold, [rows, padded width].</summary>
    public T* Slopes(int layer, int fold) => slopes + parts[layer].Slopes[fold];

    /// <summary>Their exponents, [rows].</summary>
    public int* Exponents(int layer, int fold) => exponents + parts[layer].Exponents[fold];

    /// <summary>Whether what the slots of a CP fold are multiplied by is made for all of them together, since many are wanted.</summary>
    public bool IsShared(int layer, int fold) => parts[layer].IsShared[fold];

    /// <summary>What a slot of an outer product sends to the fold that it reads, [rows, padded width of that fold]; of a shared CP fold the slope by what the slot gives, [rows, padded width of the fold].</summary>
    public T* SlotSlopes(int layer, int slot) => slopes + parts[layer].SlotSlopes[slot];

    /// <summary>Their exponents, [rows].</summary>
    public int* SlotExponents(int layer, int slot) => exponents + parts[layer].SlotExponents[slot];

    /// <summary>The padded width of the fold that a slot reads.</summary>
    public int SourceWidth(int layer, int slot) => batch.Padded(plan.Parts[plan.Parts[layer].Layer.Sources[slot].Layer].Layer.Width);

    /// <summary>From the rows here to those of a fold going up.</summary>
    public RowMap Map(int layer, int fold) => batch.MapFromRoot(layer, fold);

    /// <summary>The row here of each row of the batch, null where each row is its own.</summary>
    public int* ClassOf => batch.ClassOf(plan.Parts.Length - 1, 0);

    /// <summary>The first row of the batch that each row here stands for, null where each row is its own.</summary>
    public int* FirstOf => batch.FirstOfRoot;

    /// <inheritdoc/>
    public void Dispose()
    {
        slopeMemory.Dispose();
        exponentMemory.Dispose();
    }

    private static bool IsOuter(FoldedLayer layer) => layer is FoldedLayer.Tucker or FoldedLayer.Kronecker;

    private bool LeadsOn(FoldedLayer layer, int fold) => Wanted(layer, fold) > 0;

    /// <summary>Whether so many slots are wanted that products of all but one are cheaper together, three a slot, than one by one.</summary>
    private bool AreMany(FoldedLayer layer, int fold) => Wanted(layer, fold) * (layer.Arity - 1) > 3 * layer.Arity;

    private int Wanted(FoldedLayer layer, int fold)
    {
        var wanted = 0;
        for (var slot = fold * layer.Arity; slot < (fold + 1) * layer.Arity; slot++)
            if (IsWanted(layer.Sources[slot].Layer, layer.Sources[slot].Fold))
                wanted++;
        return wanted;
    }

    /// <summary>Where one layer has its numbers.</summary>
    private sealed class Part(FoldedLayer layer)
    {
        public bool[] IsWanted { get; } = new bool[layer.Folds];

        public bool[] IsShared { get; } = new bool[layer.Folds];

        public long[] Slopes { get; } = new long[layer.Folds];

        public long[] Exponents { get; } = new long[layer.Folds];

        public long[] SlotSlopes { get; } = new long[layer.Sources.Count];

        public long[] SlotExponents { get; } = new long[layer.Sources.Count];
    }
}
