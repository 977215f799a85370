using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The memory of a tensor on the CPU.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>The address of the first number of a contiguous tensor; valid while the tensor lives.</summary>
    /// <remarks>Through a view of one number, since a span cannot be longer than 2 GiB.</remarks>
    public static T* Pointer<T>(Tensor tensor)
        where T : unmanaged
    {
        if (!tensor.is_contiguous() || tensor.device_type != DeviceType.CPU) throw new ArgumentException("the tensor must be contiguous and on the CPU", nameof(tensor));
        using var flat = tensor.detach();
        using var line = flat.view(-1);
        using var first = line.narrow(0, 0, 1);
        return (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
