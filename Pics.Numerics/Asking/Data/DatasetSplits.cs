namespace Pics.Numerics;

/// <summary>The three parts of a data set.</summary>
/// <param name="Train">What parameters are learned from.</param>
/// <param name="Validation">What decides when to stop and which parameters are best.</param>
/// <param name="Test">What results are reported on.</param>
public sealed record DatasetSplits(Dataset Train, Dataset Validation, Dataset Test)
{
    /// <summary>Holds a seeded random part of the training rows out for validation, one row at least and all but one at most; the paper holds out 5 % with seed 42.</summary>
    /// <param name="train">All rows that may be trained on; of less than two none is held out.</param>
    /// <param name="test">Passed on.</param>
    /// <param name="fraction">The part that is held out.</param>
    /// <param name="seed">Equal seeds hold out equal rows.</param>
    public static DatasetSplits HoldOut(Dataset train, Dataset test, double fraction = 0.05, int seed = 42)
    {
        var (others, held) = Hold(train, fraction, seed, 1);
        return new(others, held, test);
    }

    /// <summary>A seeded random part of some rows, and the others: one row at least is held out, and some are left before that.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="part">The part of them that is held out.</param>
    /// <param name="seed">Equal seeds hold out equal rows.</param>
    /// <param name="left">How many others there are at least, if there are so many rows.</param>
    internal static (Dataset Others, Dataset Held) Hold(Dataset rows, double part, int seed, int left)
    {
        var order = Permutation.Of(rows.Rows, seed);
        var held = Math.Max(0, Math.Min(Math.Max(1, (int)(rows.Rows * part)), rows.Rows - left));
        return (rows.Take(order.Skip(held)), rows.Take(order.Take(held)));
    }
}
