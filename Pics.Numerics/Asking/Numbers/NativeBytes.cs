using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Memory outside the managed heap, for numbers of engines and tables; guarded where an environment variable says so, which finds faults and costs time.</summary>
internal static unsafe class NativeBytes
{
    /// <summary>The environment variable that guards all memory of a process by <see cref="GuardedPages"/>, where it is 1.</summary>
    public const string Variable = "PICS_GUARDED_MEMORY";

    private const nuint Alignment = 64; // a cache line, and the widest register

    /// <summary>Whether what reads or writes behind the end of its memory ends the process at once, and numbers that nobody wrote are NaN.</summary>
    public static bool AreGuarded { get; } = Environment.GetEnvironmentVariable(Variable) == "1" && !OperatingSystem.IsWindows();

    /// <summary>So many bytes, with whatever is in them.</summary>
    /// <exception cref="OutOfMemoryException">There are not so many.</exception>
    public static void* Allocate(long bytes)
    {
        var length = checked((nuint)Math.Max(bytes, 1));
        return AreGuarded ? GuardedPages.Allocate(length) : NativeMemory.AlignedAlloc(length, Alignment);
    }

    /// <summary>Gives them back; nothing where there are none.</summary>
    public static void Free(void* address)
    {
        if (AreGuarded) GuardedPages.Free(address);
        else NativeMemory.AlignedFree(address);
    }
}
