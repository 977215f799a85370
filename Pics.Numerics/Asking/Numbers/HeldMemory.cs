namespace Pics.Numerics;

/// <summary>Memory outside the managed heap that tables share; it goes when the last of them has let go of it.</summary>
internal sealed unsafe class HeldMemory(nint address)
{
    private nint address = address;
    private int holders = 1;

    ~HeldMemory() => Free();

    /// <summary>One holder more.</summary>
    public HeldMemory Hold()
    {
        Interlocked.Increment(ref holders);
        return this;
    }

    /// <summary>One holder less.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0) Free();
    }

    private void Free() => NativeBytes.Free((void*)Interlocked.Exchange(ref address, 0));
}
