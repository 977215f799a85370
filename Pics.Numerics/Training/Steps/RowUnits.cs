namespace Pics.Numerics;

/// <summary>What to subtract from the log-densities of the rows of a batch as a circuit sees them to have them in the data's own units.</summary>
internal sealed class RowUnits
{
    private readonly double[] columns; // of each, whatever its value; none where it goes by the value
    private readonly double[] rows; // of each, where it goes by the value
    private int[] order = [];

    private RowUnits(double[] columns, double[] rows) => (this.columns, this.rows) = (columns, rows);

    /// <summary>Whether the circuit's numbers are the data's own.</summary>
    public bool IsNone => columns.Length == 0 && rows.Length == 0;

    /// <summary>Of the rows of a data set.</summary>
    public static RowUnits Of(Dataset data) =>
        data.Columns.Any(column => column.Kind is ColumnKind.Binned) ? new([], [.. Enumerable.Range(0, data.Rows).Select(data.LogScale)])
        : data.IsReal ? new([.. data.Columns.Select(column => column.LogScale(0))], [])
        : new([], []);

    /// <summary>Begins an epoch with its order of the rows.</summary>
    public void Begin(int[] newOrder) => order = newOrder;

    /// <summary>The sum over a part of a batch, [] of float64.</summary>
    /// <param name="batch">What the circuit sees, [B, variables, C].</param>
    /// <param name="start">The place of its first row in the order.</param>
    /// <param name="count">Its rows.</param>
    public Tensor Sum(Tensor batch, int start, int count)
    {
        if (columns.Length > 0) return EvidenceTensors.LogScale(batch, columns).sum();
        var sum = 0.0;
        for (var place = start; place < start + count; place++) sum += rows[order[place]];
        return tensor(sum, device: batch.device);
    }
}
