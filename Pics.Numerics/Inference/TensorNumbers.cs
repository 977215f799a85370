namespace Pics.Numerics;

/// <summary>Between tensors and plain memory.</summary>
internal static unsafe class TensorNumbers
{
    /// <summary>A tensor as a table: its own memory where it is on the CPU, whose owner is kept alive, else a copy.</summary>
    public static NumberTable ToTable(Tensor tensor)
    {
        if (tensor.device_type == DeviceType.CPU && tensor.is_contiguous()) return TensorTables.Over(tensor);
        var table = NumberTable.New(tensor.dtype == ScalarType.Float64, [.. tensor.shape]);
        TensorTables.Copy(tensor, table);
        return table;
    }

    /// <summary>A copy of a table.</summary>
    public static Tensor ToTensor(NumberTable table, Device? device = null)
    {
        var tensor = empty([.. table.Shape], table.IsDouble ? ScalarType.Float64 : ScalarType.Float32);
        TensorTables.Copy(table, tensor);
        return tensor.On(device ?? CPU);
    }

    /// <summary>A tensor of the CPU on a device; it is the same there, and disposed of elsewhere.</summary>
    public static Tensor On(this Tensor host, Device device)
    {
        if (device.type == DeviceType.CPU) return host;
        using (host) return host.to(device);
    }

    /// <summary>The parameters of a circuit as plain memory: on the CPU that of the tensors, which must outlive it.</summary>
    public static CircuitNumbers Of(CircuitTensors tensors) => new(tensors.Groups.Select(group => (group, ToTable(tensors[group]))));

    /// <summary>Copies of the parameters of a circuit.</summary>
    public static CircuitTensors ToTensors(CircuitNumbers numbers, Device? device = null)
    {
        using var scope = NewDisposeScope();
        return new(numbers.Groups.Select(group => (group, ToTensor(numbers[group], device))));
    }

    /// <summary>Rows as a tensor on the CPU, [B, variables, C]: float64, or int64 with -1 where not observed.</summary>
    public static Tensor ToTensor(EvidenceRows rows, bool isReal) => ToTensor(rows.All, isReal, rows.Rows, rows.Variables, rows.Channels);

    /// <summary>Rows of a tensor [B, variables, C] in plain memory.</summary>
    public static EvidenceRows ToRows(Tensor rows) => new(EvidenceTensors.Numbers(rows), (int)rows.shape[0], (int)rows.shape[1], (int)rows.shape[2]);

    /// <summary>Numbers as a tensor on the CPU: float64, or int64 with -1 for NaN.</summary>
    public static Tensor ToTensor(ReadOnlySpan<double> numbers, bool isReal, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var tensor = empty(shape, isReal ? ScalarType.Float64 : ScalarType.Int64);
        if (numbers.IsEmpty) return tensor.MoveToOuterDisposeScope();
        if (isReal) numbers.CopyTo(new Span<double>(TensorMemory.Pointer<double>(tensor), numbers.Length));
        else
        {
            var to = TensorMemory.Pointer<long>(tensor);
            for (var place = 0; place < numbers.Length; place++) to[place] = double.IsNaN(numbers[place]) ? -1 : (long)numbers[place];
        }

        return tensor.MoveToOuterDisposeScope();
    }
}
