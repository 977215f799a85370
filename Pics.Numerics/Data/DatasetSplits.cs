namespace Pics.Numerics;

/// <summary>The three parts of a data set.</summary>
/// <param name="Train">What parameters are learned from.</param>
/// <param name="Validation">What decides when to stop and which parameters are best.</param>
/// <param name="Test">What results are reported on.</param>
public sealed record DatasetSplits(Dataset Train, Dataset Validation, Dataset Test)
{
    /// <summary>Holds a seeded random part of the training rows out for validation; the paper holds out 5 % with seed 42.</summary>
    /// <param name="train">All rows that may be trained on.</param>
    /// <param name="test">Passed on.</param>
    /// <param name="fraction">The part that is held out.</param>
    /// <param name="seed">Equal seeds hold out equal rows.</param>
    public static DatasetSplits HoldOut(Dataset train, Dataset test, double fraction = 0.05, int seed = 42)
    {
        var order = Permutation.Of(train.Rows, seed);
        var held = (int)(train.Rows * fraction);
        return new(train.Take(order.Skip(held)), train.Take(order.Take(held)), test);
    }
}
