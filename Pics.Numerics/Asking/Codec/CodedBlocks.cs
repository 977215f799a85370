namespace Pics.Numerics;

/// <summary>Blocks of rows on their way into a coded file: several are coded at once, and written in their order.</summary>
/// <param name="coder">Codes a block.</param>
/// <param name="rows">All rows.</param>
/// <param name="header">What comes before the blocks.</param>
/// <param name="writer">Where they go.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class CodedBlocks(RowCoder coder, Dataset rows, CodedHeader header, CodedWriter writer, CancellationToken cancellation)
{
    private readonly List<(int Block, byte[] Text)> waiting = [];

    /// <summary>Takes the next block.</summary>
    /// <param name="block">Its number.</param>
    /// <param name="rest">What its text has beyond its rows.</param>
    public void Add(int block, byte[] rest)
    {
        waiting.Add((block, rest));
        if (waiting.Count == 2 * Workers.Count) Write();
    }

    /// <summary>Writes the end.</summary>
    public CodecReport Finish()
    {
        Write();
        return writer.Finish(rows.Rows);
    }

    private void Write()
    {
        cancellation.ThrowIfCancellationRequested();
        var made = new byte[waiting.Count][];
        Workers.Run(Workers.Count, made.Length, (task, _) => made[task] = coder.Encode(rows, waiting[task].Block * header.BlockRows, header.RowsOf(waiting[task].Block)));
        for (var at = 0; at < made.Length; at++) writer.Add(made[at], waiting[at].Text);
        waiting.Clear();
    }
}
