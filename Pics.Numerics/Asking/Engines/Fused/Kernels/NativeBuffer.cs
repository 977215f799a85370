namespace Pics.Numerics;

/// <summary>Memory outside the managed heap that only grows; its contents do not survive growth.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private const double Spare = 1.125; // so that slowly growing demands do not move it at each step

    private T* pointer;
    private long capacity;

    /// <summary>At least so many values, with whatever is in them.</summary>
    public T* Reserve(long count)
    {
        if (count <= capacity) return pointer;
        var wanted = capacity == 0 || NativeBytes.AreGuarded ? count : (long)(count * Spare);
        Dispose();
        pointer = (T*)NativeBytes.Allocate(checked(wanted * sizeof(T)));
        capacity = wanted;
        return pointer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeBytes.Free(pointer);
        pointer = null;
        capacity = 0;
    }
}
