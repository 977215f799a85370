namespace Pics.Numerics;

/// <content>Rows as tensors.</content>
public sealed partial class Dataset
{
    private const int RowsAtOnce = 64; // that a thread reads

    /// <summary>Some rows as evidence in the circuit's own numbers, [B, variables, channels]: int64 with -1 where not observed, or float64 with NaN where a variable is real. Owned by the caller.</summary>
    public Tensor Batch(ReadOnlySpan<int> rows, Device? device = null)
    {
        var batch = empty([rows.Length, Variables, Channels], IsReal ? ScalarType.Float64 : ScalarType.Int64, CPU);
        Widen(rows, batch);
        if (device is null || device.type == DeviceType.CPU) return batch;
        using (batch) return batch.to(device);
    }

    /// <summary>Some rows as evidence in the circuit's own numbers, [B, variables, channels].</summary>
    internal unsafe EvidenceRows Evidence(ReadOnlySpan<int> rows)
    {
        var evidence = new EvidenceRows(new double[rows.Length * Dimensions], rows.Length, Variables, Channels);
        if (rows.IsEmpty) return evidence;
        fixed (double* target = evidence.All) Copy<double>(rows, target, See);
        return evidence;
    }

    /// <summary>Writes rows into the tensor's own memory: an array between would be a large object at every step of a training run.</summary>
    private unsafe void Widen(ReadOnlySpan<int> rows, Tensor batch)
    {
        if (rows.IsEmpty) return;
        if (IsReal) Copy<double>(rows, TensorMemory.Pointer<double>(batch), See);
        else Copy<long>(rows, TensorMemory.Pointer<long>(batch), Read);
    }

    private unsafe void Copy<T>(ReadOnlySpan<int> rows, T* target, Action<int, Span<T>> read)
        where T : unmanaged
    {
        fixed (int* first = rows)
        {
            var (numbers, count) = ((nint)first, rows.Length);
            Workers.Run(Workers.Count, (count + RowsAtOnce - 1) / RowsAtOnce, (task, _) =>
            {
                for (var index = task * RowsAtOnce; index < Math.Min(count, (task + 1) * RowsAtOnce); index++)
                    read(((int*)numbers)[index], new(target + ((long)index * Dimensions), Dimensions));
            });
        }
    }
}
