namespace Pics.Numerics;

/// <summary>The rows of an epoch in their order, batch by batch; on a device other than the CPU they live there once and batches are picked there.</summary>
internal sealed class TrainingRows : IDisposable
{
    private const long MostBytes = 2L << 30; // of a device's memory; more stays with the host, and each batch is copied

    private readonly Dataset data;
    private readonly Device device;
    private readonly Tensor? rows; // [rows, variables, channels] of the narrowest type that holds the values
    private int[] order = [];
    private Tensor? places; // the order on the device

    /// <param name="data">The rows.</param>
    /// <param name="device">Where batches are wanted.</param>
    /// <param name="isResident">Whether the rows are kept there.</param>
    public TrainingRows(Dataset data, Device device, bool isResident)
    {
        (this.data, this.device) = (data, device);
        if (!isResident) return;
        using var copy = data.IsReal || data.Columns.Any(column => column.Kind is ColumnKind.Count) ? Narrow<double>(ScalarType.Float64)
            : data.Categories <= byte.MaxValue + 1 && data.IsComplete() ? Narrow<byte>(ScalarType.Byte)
            : Narrow<short>(ScalarType.Int16);
        rows = copy.to(device).DetachFromDisposeScope();
    }

    /// <summary>Keeps the rows on a device other than the CPU if they fit.</summary>
    public static TrainingRows For(Dataset data, Device device) =>
        new(data, device, device.type != DeviceType.CPU && (long)data.Rows * data.Dimensions * sizeof(double) <= MostBytes);

    /// <summary>Begins an epoch.</summary>
    public void Begin(int[] newOrder)
    {
        order = newOrder;
        if (rows is null) return;
        places?.Dispose();
        places = tensor(newOrder, device: device).DetachFromDisposeScope();
    }

    /// <summary>The rows from one place of the order on, [count, variables, channels]: of int64 with -1, or for real columns of float64 with NaN, where not observed.</summary>
    public Tensor Batch(int start, int count)
    {
        if (rows is null) return data.Batch(order.AsSpan(start, count), device);
        using var scope = NewDisposeScope();
        var picked = rows.index_select(0, places!.narrow(0, start, count));
        return (data.IsReal ? picked : picked.nan_to_num(-1).to(ScalarType.Int64)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rows?.Dispose();
        places?.Dispose();
    }

    private unsafe Tensor Narrow<T>(ScalarType type)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var copy = empty([data.Rows, data.Variables, data.Channels], type, CPU);
        var target = TensorMemory.Pointer<T>(copy);
        var values = new double[data.Dimensions];
        for (var row = 0; row < data.Rows; row++)
        {
            data.See(row, values);
            foreach (var value in values) *target++ = type != ScalarType.Float64 && double.IsNaN(value) ? T.CreateTruncating(-1) : T.CreateTruncating(value);
        }

        return copy;
    }
}
