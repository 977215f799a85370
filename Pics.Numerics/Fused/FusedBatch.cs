namespace Pics.Numerics;

/// <summary>Where everything of one batch lies: values, exponents and gradients of each fold, one row a class of equal rows.</summary>
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
    /// <param name="lanes">Values a register: widths are padded to multiples of it.</param>
    /// <param name="workers">How many threads will be used.</param>
    public FusedBatch(FusedPlan plan, int lanes, int workers)
    {
        (this.plan, this.lanes, Scratch) = (plan, lanes, [.. Enumerable.Range(0, workers).Select(_ => new Scratch<T>())]);
        rowClasses = new(plan.Definitions, workers);
        valueOffsets = [.. plan.Parts.Select(part => new long[part.Layer.Folds])];
        exponentOffsets = [.. plan.Parts.Select(part => new long[part.Layer.Folds])];
        slotOffsets = [.. plan.Parts.Select(part => new long[part.Layer.Sources.Count])];
    }

    /// <summary>Working memory, one a thread.</summary>
    public ImmutableArray<Scratch<T>> Scratch { get; }

    /// <summary>[B, variables, channels].</summary>
    public long* Evidence { get; private set; }

    /// <summary>Variables of a row of evidence.</summary>
    public int Variables { get; private set; }

    /// <summary>Channels of a variable.</summary>
    public int Channels { get; private set; }

    /// <summary>Rows of the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Finds the classes of a batch and makes room.</summary>
    /// <param name="evidence">[B, variables, channels].</param>
    /// <param name="rows">B.</param>
    /// <param name="variables">Variables of a row.</param>
    /// <param name="channels">Channels of a variable.</param>
    /// <param name="forGradients">Whether what slots give is kept for the way back.</param>
    public void Prepare(long* evidence, int rows, int variables, int channels, bool forGradients)
    {
        Evidence = evidence;
        Count = rows;
        Variables = variables;
        Channels = channels;
        rowClasses.Find(evidence, rows, variables, channels);
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

    /// <summary>A width in memory.</summary>
    public int Padded(int width) => (width + lanes - 1) / lanes * lanes;

    /// <summary>How many classes of rows a fold has.</summary>
    public int Rows(int layer, int fold) => rowClasses.Count(plan.Parts[layer].Scopes[fold]);

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

    /// <summary>What a slot keeps, one row a class of the fold that it reads: first values, on the way back their gradients.</summary>
    public T* Slot(int layer, int slot) => slots + slotOffsets[layer][slot];

    /// <summary>The first row of the batch that is in a class of a fold.</summary>
    public int First(int layer, int fold, int row)
    {
        var firsts = rowClasses.FirstOf(plan.Parts[layer].Scopes[fold]);
        return firsts is null ? row : firsts[row];
    }

    /// <summary>The class of each row of the batch, null where each row is its own.</summary>
    public int* ClassOf(int layer, int fold) => rowClasses.ClassOf(plan.Parts[layer].Scopes[fold]);

    /// <summary>From the rows of a fold to those of one that it reads.</summary>
    public RowMap Wire(int layer, int fold, FoldAddress source)
    {
        var (own, other) = (plan.Parts[layer].Scopes[fold], plan.Parts[source.Layer].Scopes[source.Fold]);
        return own == other ? default : new(rowClasses.FirstOf(own), rowClasses.ClassOf(other));
    }

    /// <summary>The values of input <paramref name="h"/> of a fold that belong to one of its rows.</summary>
    public T* Input(int layer, int fold, int h, int row)
    {
        var source = Source(layer, fold, h);
        return Values(source.Layer, source.Fold) + ((long)Wire(layer, fold, source)[row] * Padded(plan.Parts[source.Layer].Layer.Width));
    }

    /// <summary>What the slot of input <paramref name="h"/> keeps for a row of a fold, in a layer whose slots are as wide as its inputs.</summary>
    public T* SlotRow(int layer, int fold, int h, int row)
    {
        var source = Source(layer, fold, h);
        return Slot(layer, (fold * plan.Parts[layer].Layer.Arity) + h) + ((long)Wire(layer, fold, source)[row] * Padded(plan.Parts[source.Layer].Layer.Width));
    }

    /// <summary>The sum of the exponents of a fold's inputs.</summary>
    public int InputExponent(int layer, int fold, int row)
    {
        var exponent = 0;
        for (var h = 0; h < plan.Parts[layer].Layer.Arity; h++) exponent += InputExponent(layer, fold, h, row);
        return exponent;
    }

    /// <summary>The exponent of one of a fold's inputs.</summary>
    public int InputExponent(int layer, int fold, int h, int row)
    {
        var source = Source(layer, fold, h);
        return Exponents(source.Layer, source.Fold)[Wire(layer, fold, source)[row]];
    }

    private FoldAddress Source(int layer, int fold, int h) => plan.Parts[layer].Layer.Sources[(fold * plan.Parts[layer].Layer.Arity) + h];

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

/// <summary>Which row of a fold belongs to a row of its reader.</summary>
internal readonly unsafe struct RowMap(int* first, int* classOf)
{
    private readonly int* first = first;
    private readonly int* classOf = classOf;

    /// <summary>Whether it is the same row.</summary>
    public bool IsIdentity => first is null && classOf is null;

    /// <summary>The row of the fold that is read.</summary>
    public int this[int row]
    {
        get
        {
            var batchRow = first is null ? row : first[row];
            return classOf is null ? batchRow : classOf[batchRow];
        }
    }
}

/// <summary>The working memory of one thread.</summary>
internal sealed class Scratch<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The gradient of the fold at hand.</summary>
    public NativeBuffer<T> Gradient { get; } = new();

    /// <summary>Weights, padded or transposed.</summary>
    public NativeBuffer<T> Weights { get; } = new();

    /// <summary>What slots give where it is not kept, or a copy of it.</summary>
    public NativeBuffer<T> Slots { get; } = new();

    /// <summary>Outer products and other intermediate rows.</summary>
    public NativeBuffer<T> Tile { get; } = new();

    /// <summary>Hidden layers of a net where they are not kept.</summary>
    public NativeBuffer<T> Activations { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Activations.Dispose();
        Gradient.Dispose();
        Weights.Dispose();
        Slots.Dispose();
        Tile.Dispose();
    }
}
