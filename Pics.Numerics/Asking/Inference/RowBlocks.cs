namespace Pics.Numerics;

/// <summary>Rows in blocks of a fixed size that start at multiples of it.</summary>
/// <remarks>
/// How libtorch rounds a product of matrices depends on their shapes, and a choice may turn on the last bit. So where it computes samples and completions,
/// a row always finds itself at the same place of a block, the same whatever rows come with it. The fused engine computes each row by itself.
/// </remarks>
internal static class RowBlocks
{
    /// <summary>Rows of a block of sums.</summary>
    public const int OfSums = 256;

    /// <summary>Rows of a block of maxima, which cost as much for rows that do not count.</summary>
    public const int OfMaxima = 32;

    /// <summary>Runs a query on each block. The first row that is impossible is an error.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="firstRow">The number of the first row.</param>
    /// <param name="size">Rows of a block, where libtorch computes it.</param>
    /// <param name="forward">The forward pass for a block.</param>
    /// <param name="run">Given the activations of a block, the places in it and in the evidence of its first row, and how many rows count.</param>
    public static QueryError? Run(AskedCircuit model, EvidenceRows evidence, long firstRow, int size, Func<EvidenceRows, (Activations Activations, double[] LogLikelihood)> forward, Action<Activations, int, int, int> run)
    {
        var isAlone = model.Passes.IsEachRowAlone;
        var rows = isAlone ? OfSums : size;
        for (var row = 0; row < evidence.Rows;)
        {
            var before = isAlone ? 0 : (int)((firstRow + row) % rows);
            var count = Math.Min(rows - before, evidence.Rows - row);
            var block = isAlone ? evidence.Part(row, count) : Padded(evidence.Part(row, count), before, rows);
            var (activations, logLikelihood) = forward(block);
            using (activations)
            {
                if (EvidenceCheck.FirstImpossible(logLikelihood) is { } impossible) return new QueryError.Impossible(row + impossible - before);
                run(activations, before, row, count);
            }

            row += count;
        }

        return null;
    }

    /// <summary>The flows of each block of rows that were checked. The first row that is impossible is an error.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="variables">Of which variables.</param>
    /// <param name="run">Given the flows of a block, the number of its first row, and the block.</param>
    public static QueryError? Flows(AskedCircuit model, EvidenceRows evidence, FlowVariables variables, Action<Flows, int, EvidenceRows> run)
    {
        var size = model.FlowRows;
        for (var row = 0; row < evidence.Rows; row += size)
        {
            var block = evidence.Part(row, Math.Min(size, evidence.Rows - row));
            var (flows, logLikelihood) = Numerics.Flows.Of(model, block, variables);
            if (EvidenceCheck.FirstImpossible(logLikelihood) is { } impossible) return new QueryError.Impossible(row + impossible);
            run(flows, row, block);
        }

        return null;
    }

    /// <summary>Rows among others that observe nothing.</summary>
    private static EvidenceRows Padded(EvidenceRows rows, int before, int size)
    {
        var block = EvidenceRows.Nothing(size, rows.Variables, rows.Channels);
        rows.All.CopyTo(block.Part(before, rows.Rows).All);
        return block;
    }
}
