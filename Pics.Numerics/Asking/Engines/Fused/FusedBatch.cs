namespace Pics.Numerics;

/// <summary>Where everything of one batch lies: values, exponents and gradients of each fold, one row per class of equal rows.</summary>
/// <remarks>A fold's true values are its values times 2 to the power of its row's exponent; the largest value of a row is in [1/2, 1).</remarks>
internal sealed unsafe class FusedBatch<T> : IDisposable
    where T : unmanaged
{
    private readonly FusedPlan plan;
    private readonly int lanes;
    private readonly RowClasses rowClasses;
    private readonly long[][] valueOffsets;
    private readonly long[][] exponentOffsets;
    private readonly long[][] slotOffsets;
    private readonly NativeBuffer<T> valueMemory = new();
    private readonly NativeBuffer<int> exponentMemory = new();
    private readonly NativeBuffer<T> slotMemory = new();
    private T* values;
    private int* exponents;
    private T* slots;

    /// <param name="plan">The circuit.</param>
    /// <param name="lanes">Values per register: widths are padded to multiples of it.</param>
    /// <param name="workers">How many threads will be used.</param>
    /// <param name="takesMaxima">Whether sums are maxima.</param>
    public FusedBatch(FusedPlan plan, int lanes, int workers, bool takesMaxima)
    {
        (this.plan, this.lanes, Scratch, TakesMaxima) = (plan, lanes, [.. Enumerable.Range(0, workers).Select(_ => new Scratch<T>())], takesMaxima);
        rowClasses = new(plan.Definitions, workers);
        valueOffsets = [.. plan.Parts.Select(part => new long[part.Layer.Folds])];
        exponentOffsets = [.. plan.Parts.Select(part => new long[part.Layer.Folds])];
        slotOffsets = [.. plan.Parts.Select(part => new long[part.Layer.Sources.Count])];
    }

    /// <summary>Working memory, one per thread.</summary>
    public ImmutableArray<Scratch<T>> Scratch { get; }

    /// <summary>Whether sums are maxima, and what is not observed is at its mode: max-product.</summary>
    public bool TakesMaxima { get; }

    /// <summary>[B, variables, channels].</summary>
    public long* Evidence { get; private set; }

    /// <summary>Whether the evidence is the bits of float64 numbers, NaN where not observed, instead of whole numbers.</summary>
    public bool IsReal { get; private set; }

    /// <summary>Variables of a row of evidence.</summary>
    public int Variables { get; private set; }

    /// <summary>Channels of a variable.</summary>
    public int Channels { get; private set; }

    /// <summary>Rows of the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Finds the classes of a batch and makes room.</summary>
    /// <param name="evidence">Its rows.</param>
    /// <param name="forGradients">Whether what slots give is kept for the backward pass.</param>
    public void Prepare(EvidenceMemory evidence, bool forGradients)
    {
        Evidence = (long*)evidence.Address;
        (IsReal, Count, Variables, Channels) = (evidence.IsReal, evidence.Rows, evidence.Variables, evidence.Channels);
        rowClasses.Find(evidence);
        var (valueCount, exponentCount, slotCount) = (0L, 0L, 0L);
        for (var layer = 0; layer < plan.Parts.Length; layer++)
        {
            var part = plan.Parts[layer];
            for (var fold = 0; fold < part.Layer.Folds; fold++)
            {
                (valueOffsets[layer][fold], exponentOffsets[layer][fold]) = (valueCount, exponentCount);
                valueCount += (long)Rows(layer, fold) * Padded(part.Layer.Width);
                exponentCount += Rows(layer, fold);
            }

            for (var slot = 0; forGradients && slot < part.Layer.Sources.Count; slot++)
            {
                slotOffsets[layer][slot] = slotCount;
                var source = part.Layer.Sources[slot];
                slotCount += (long)Rows(source.Layer, source.Fold) * SlotWidth(layer, slot);
            }
        }

        values = valueMemory.Reserve(valueCount);
        exponents = exponentMemory.Reserve(exponentCount);
        if (forGradients) slots = slotMemory.Reserve(slotCount);
    }

    /// <summary>A piece of evidence as a whole number, negative where not observed.</summary>
    public long Whole(long bits) => !IsReal ? bits : BitConverter.Int64BitsToDouble(bits) is var value && double.IsNaN(value) ? -1 : (long)value;

    /// <summary>A piece of evidence as a real number, NaN where not observed.</summary>
    public double Real(long bits) => IsReal ? BitConverter.Int64BitsToDouble(bits) : bits < 0 ? double.NaN : bits;

    /// <summary>The part of the sum layers' products that is computed for this batch: less than one where rows are equal.</summary>
    public double ShareOfProducts()
    {
        var (done, all) = (0.0, 0.0);
        for (var layer = 0; layer < plan.Parts.Length; layer++)
        {
            var part = plan.Parts[layer].Layer;
            void Count(int rows, double products) => (done, all) = (done + (rows * products), all + (this.Count * products));
            if (part is FoldedLayer.Cp cp)
                foreach (var source in part.Sources) Count(Rows(source.Layer, source.Fold), (double)cp.InputWidth * cp.Width);
            if (part is FoldedLayer.Tucker tucker)
                for (var fold = 0; fold < part.Folds; fold++) Count(Rows(layer, fold), tucker.InputWidths.Aggregate(1.0, (product, width) => product * width) * tucker.Width);
        }

        return all == 0 ? 1 : done / all;
    }

    /// <summary>A width in memory.</summary>
    public int Padded(int width) => (width + lanes - 1) / lanes * lanes;

    /// <summary>How many classes of rows per fold has.</summary>
    public int Rows(int layer, int fold) => rowClasses.Count(plan.Parts[layer].Scopes[fold]);

    /// <summary>Parts of the batch: rows of two of them are never in one class, and each has the classes that it would have alone.</summary>
    public int Parts => rowClasses.Parts;

    /// <summary>The classes of rows that a fold has of a part of the batch.</summary>
    public (int First, int Count) RowsIn(int part, int layer, int fold) => rowClasses.CountIn(part, plan.Parts[layer].Scopes[fold]);

    /// <summary>[rows, padded width].</summary>
    public T* Values(int layer, int fold) => values + valueOffsets[layer][fold];

    /// <summary>[rows].</summary>
    public int* Exponents(int layer, int fold) => exponents + exponentOffsets[layer][fold];

    /// <summary>The width of what a slot keeps: outputs in a CP layer, where it is W u, and inputs elsewhere.</summary>
    public int SlotWidth(int layer, int slot)
    {
        var part = plan.Parts[layer].Layer;
        var source = part.Sources[slot];
        return Padded(part is FoldedLayer.Cp ? part.Width : plan.Parts[source.Layer].Layer.Width);
    }

    /// <summary>What a slot keeps, one row per class of the fold that it reads: first values, in the backward pass their gradients.</summary>
    public T* Slot(int layer, int slot) => slots + slotOffsets[layer][slot];

    /// <summary>The first row of the batch that is in a class of a fold.</summary>
    public int First(int layer, int fold, int row)
    {
        var firsts = rowClasses.FirstOf(plan.Parts[layer].Scopes[fold]);
        return firsts is null ? row : firsts[row];
    }

    /// <summary>What the rows of an input fold have of a variable with one channel, negative where not observed; null where that is not known as small whole numbers.</summary>
    public int* Whole(int layer, int fold, int variable) => rowClasses.WholeOf(plan.Parts[layer].Scopes[fold], variable);

    /// <summary>The class of each row of the batch, null where each row is its own.</summary>
    public int* ClassOf(int layer, int fold) => rowClasses.ClassOf(plan.Parts[layer].Scopes[fold]);

    /// <summary>The first row of each different row of the batch, null where each row is its own.</summary>
    public int* FirstOfRoot => rowClasses.FirstOf(plan.Parts[^1].Scopes[0]);

    /// <summary>From the different rows of the batch to those of a fold.</summary>
    public RowMap MapFromRoot(int layer, int fold)
    {
        var (root, own) = (plan.Parts[^1].Scopes[0], plan.Parts[layer].Scopes[fold]);
        return own == root ? default : new(rowClasses.FirstOf(root), rowClasses.ClassOf(own));
    }

    /// <summary>The inputs of a fold.</summary>
    /// <param name="layer">Its layer.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="wires">Where they go, one per input.</param>
    public void Find(int layer, int fold, Wire<T>* wires)
    {
        var part = plan.Parts[layer];
        for (var h = 0; h < part.Layer.Arity; h++)
        {
            var slot = (fold * part.Layer.Arity) + h;
            var source = part.Layer.Sources[slot];
            var (own, other) = (part.Scopes[fold], plan.Parts[source.Layer].Scopes[source.Fold]);
            wires[h] = new()
            {
                Rows = Rows(source.Layer, source.Fold),
                Width = Padded(plan.Parts[source.Layer].Layer.Width),
                Values = Values(source.Layer, source.Fold),
                Exponents = Exponents(source.Layer, source.Fold),
                SlotWidth = SlotWidth(layer, slot),
                Slot = Slot(layer, slot),
                Map = own == other ? default : new(rowClasses.FirstOf(own), rowClasses.ClassOf(other)),
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rowClasses.Dispose();
        valueMemory.Dispose();
        exponentMemory.Dispose();
        slotMemory.Dispose();
        foreach (var scratch in Scratch) scratch.Dispose();
    }
}
