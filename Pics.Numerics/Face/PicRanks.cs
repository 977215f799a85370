namespace Pics.Numerics;

/// <summary>A <see cref="PicModel"/> that several ranks ask together.</summary>
public static class PicRanks
{
    /// <summary>As <see cref="PicModel.Scores(Dataset, bool, int, CancellationToken)"/>, on every rank and to the last bit: each rank looks at some of the batches. Error: as there.</summary>
    /// <param name="model">The model, the same on all ranks.</param>
    /// <param name="ranks">The ranks.</param>
    /// <param name="data">The rows, the same on all ranks.</param>
    /// <param name="surprises">Whether the most surprising column of each row is looked for, which costs a backward pass.</param>
    /// <param name="batchSize">Rows evaluated together; changes nothing beyond rounding.</param>
    /// <param name="cancellation">Stops it between two batches, on all ranks where it stops it on one.</param>
    /// <exception cref="OperationCanceledException">A rank was cancelled.</exception>
    /// <exception cref="RankLostException">A rank is not there any more, or does not answer.</exception>
    public static Either<PicsFault, IReadOnlyList<RowScore>> ScoresAmong(this PicModel model, ICollective ranks, Dataset data, bool surprises, int batchSize, CancellationToken cancellation) =>
        model.Scores(data, surprises, batchSize, ranks.Deal, cancellation);
}
