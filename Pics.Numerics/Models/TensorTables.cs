namespace Pics.Numerics;

/// <summary>Tensors and tables of the same numbers.</summary>
internal static unsafe class TensorTables
{
    /// <summary>The numbers of a contiguous tensor of float32 or float64 on the CPU as a table, which keeps the tensor's object alive.</summary>
    public static NumberTable Over(Tensor tensor) => NumberTable.Over(
        tensor.dtype == ScalarType.Float64,
        tensor.numel() == 0 ? 0 : tensor.dtype == ScalarType.Float64 ? (nint)TensorMemory.Pointer<double>(tensor) : (nint)TensorMemory.Pointer<float>(tensor),
        tensor,
        [.. tensor.shape]);

    /// <summary>Overwrites a tensor on any device with the numbers of a table of the same shape and precision.</summary>
    public static void Copy(NumberTable from, Tensor to)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var host = empty(to.shape, dtype: to.dtype);
        using (var table = Over(host)) Copy(from, table);
        to.copy_(host);
    }

    /// <summary>Overwrites a table with the numbers of a tensor of the same shape and precision on any device.</summary>
    public static void Copy(Tensor from, NumberTable to)
    {
        using var scope = NewDisposeScope();
        using var table = Over(from.detach().cpu().contiguous());
        Copy(table, to);
    }

    private static void Copy(NumberTable from, NumberTable to)
    {
        if (from.IsDouble != to.IsDouble || !from.Shape.SequenceEqual(to.Shape)) throw new ArgumentException("the numbers are of another shape or precision", nameof(to));
        Buffer.MemoryCopy((void*)from.Address, (void*)to.Address, to.Count * to.Size, from.Count * from.Size);
        GC.KeepAlive(from);
        GC.KeepAlive(to);
    }
}
