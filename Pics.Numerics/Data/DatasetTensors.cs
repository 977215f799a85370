namespace Pics.Numerics;

/// <summary>Rows as tensors.</summary>
public static class DatasetTensors
{
    /// <summary>Some rows as evidence in the circuit's own numbers, [B, variables, channels]: int64 with -1 where not observed, or float64 with NaN where a variable is real. Owned by the caller.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="device">Where the tensor goes; null is the CPU.</param>
    public static Tensor Batch(this Dataset data, ReadOnlySpan<int> rows, Device? device = null)
    {
        var batch = empty([rows.Length, data.Variables, data.Channels], data.IsReal ? ScalarType.Float64 : ScalarType.Int64, CPU);
        Widen(data, rows, batch);
        if (device is null || device.type == DeviceType.CPU) return batch;
        using (batch) return batch.to(device);
    }

    /// <summary>Writes rows into the tensor's own memory: an array between would be a large object at every step of a training run.</summary>
    private static unsafe void Widen(Dataset data, ReadOnlySpan<int> rows, Tensor batch)
    {
        if (rows.IsEmpty) return;
        if (data.IsReal) data.Copy<double>(rows, TensorMemory.Pointer<double>(batch), data.See);
        else data.Copy<long>(rows, TensorMemory.Pointer<long>(batch), data.Read);
    }
}
