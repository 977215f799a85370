namespace Pics.Numerics;

/// <summary>What becomes of the rows of an epoch that do not fill a batch.</summary>
public enum LastBatch
{
    /// <summary>They are left out of the epoch; the paper's. The next one has another order.</summary>
    Drop,

    /// <summary>No row is left out: an epoch has as many batches as it takes, of sizes that differ by one at most, none larger than wished.</summary>
    Even,
}

/// <summary>What the parts of a batch add up in their tree.</summary>
public enum ShardSums
{
    /// <summary>Gradients by the parameters of the circuit, which go back through the nets once a step.</summary>
    Tables,

    /// <summary>Gradients by the parameters of nets: for a PIC of many nodes far fewer numbers to exchange, but each part goes back through all nets by itself.</summary>
    Nets,
}

/// <summary>Which rows make a step.</summary>
public sealed record BatchSettings
{
    /// <summary>Rows per step; the most of them where batches are even.</summary>
    public int Size { get; init; } = 256;

    /// <summary>What becomes of the rows that do not fill a batch.</summary>
    /// <remarks>A batch of fewer rows has the loss of a whole one: their mean, times the rows of a whole batch where the loss is a sum. So weight decay is as strong beside it.</remarks>
    public LastBatch Last { get; init; } = LastBatch.Drop;

    /// <summary>Rows evaluated at once; null is the whole batch.</summary>
    /// <remarks>A smaller number changes memory and time but not the step, up to rounding: the functions are evaluated once per step all the same.</remarks>
    public int? MicroBatch { get; init; }

    /// <summary>Parts that a batch is cut into, a power of two, whose sums are added in one balanced tree: as many ranks can share a step, and its bits depend on this number, not on theirs.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>What the parts add up; it changes a step by rounding alone.</summary>
    public ShardSums Sums { get; init; }

    /// <summary>Steps that each rank makes by itself, each on its own rows of the batch, before parameters and moments are averaged over ranks; null for sums in every step.</summary>
    /// <remarks>Local steps, another method: its results depend on the number of ranks. Parameters are averaged before each validation and each state that is kept too.</remarks>
    public int? AverageEvery { get; init; }

    /// <summary>Of the order of the rows; the order of an epoch depends on seed and epoch only.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>How many parts of a batch an engine looks at at once: a power of two, one where it cannot.</summary>
    /// <param name="engine">The engine.</param>
    public int PartsAtOnce(EngineKind engine) => BatchParts.AtOnce(engine, Size, Shards, MicroBatch ?? Size);

    /// <summary>The steps of an epoch.</summary>
    /// <param name="rows">Training rows.</param>
    public int StepsOf(int rows) => Last == LastBatch.Drop ? rows / Size : (int)(((long)rows + Size - 1) / Size);

    /// <summary>The rows of the batch that begins at a place of an epoch; 0 where none does.</summary>
    /// <param name="place">The place, from 0.</param>
    /// <param name="rows">Training rows.</param>
    public int CountAt(int place, int rows)
    {
        var (left, steps) = (rows - place, StepsOf(rows - place));
        return steps == 0 ? 0 : Last == LastBatch.Drop ? Size : (int)(((long)left + steps - 1) / steps);
    }
}
