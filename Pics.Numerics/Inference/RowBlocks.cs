namespace Pics.Numerics;

/// <summary>Rows in blocks of a fixed size that start at multiples of it.</summary>
/// <remarks>
/// How libtorch rounds a product of matrices depends on their shapes, and a choice may turn on the last bit. So samples and completions are
/// computed in blocks that a row always finds itself in at the same place, the same whatever rows come with it.
/// </remarks>
internal static class RowBlocks
{
    /// <summary>Rows of a block of sums.</summary>
    public const int OfSums = 256;

    /// <summary>Rows of a block of maxima, which cost as much for rows that do not count.</summary>
    public const int OfMaxima = 32;

    /// <summary>Runs a query on each block, padded by rows that observe nothing. The first row that is impossible is an error.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="firstRow">The number of the first row.</param>
    /// <param name="size">Rows of a block.</param>
    /// <param name="forward">The forward pass for a block.</param>
    /// <param name="run">Given the activations of a block, the places in it and in the evidence of its first row, and how many rows count.</param>
    public static QueryError? Run(QpcModel model, Tensor evidence, long firstRow, int size, Func<QpcModel, Tensor, (Activations Activations, Tensor LogLikelihood)> forward, Action<Activations, int, int, int> run)
    {
        for (var row = 0; row < evidence.shape[0];)
        {
            using var scope = NewDisposeScope();
            var before = (int)((firstRow + row) % size);
            var count = (int)Math.Min(size - before, evidence.shape[0] - row);
            var block = evidence.dtype == ScalarType.Int64
                ? full([size, evidence.shape[1], evidence.shape[2]], Held.Of(-1L), ScalarType.Int64, evidence.device)
                : full([size, evidence.shape[1], evidence.shape[2]], Held.Of(double.NaN), ScalarType.Float64, evidence.device);
            block.narrow(0, before, count).copy_(evidence.narrow(0, row, count));
            var (activations, logLikelihood) = forward(model, block);
            using (activations)
            {
                if (EvidenceCheck.FirstImpossible(logLikelihood) is { } impossible) return new QueryError.Impossible(row + impossible - before);
                run(activations, before, row, count);
            }

            row += count;
        }

        return null;
    }
}
