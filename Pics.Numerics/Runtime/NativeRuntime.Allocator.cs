using System.Runtime.InteropServices;

namespace Pics.Numerics;

public static partial class NativeRuntime
{
    private const int TrimThreshold = -1, TopPad = -2, MmapThreshold = -3, ArenaMax = -8;
    private const int LargestDynamicThreshold = 32 << 20; // of glibc on 64 bits; some versions refuse to set more

    /// <summary>What the last call of the methods here set, in a sentence for people.</summary>
    public static string Allocator { get; private set; } = "as the system has it";

    /// <summary>Lets the C library keep large blocks instead of returning them to the system and faulting them in again at every step.</summary>
    /// <returns>Whether the C library has these options; only glibc does.</returns>
    public static bool UseTunedAllocator() => SetAllocator("large blocks kept by the process", () =>
    {
        if (MallocOption(MmapThreshold, 1 << 30) == 0) _ = MallocOption(MmapThreshold, LargestDynamicThreshold);
        _ = MallocOption(TrimThreshold, int.MaxValue);
        _ = MallocOption(TopPad, 64 << 20);
        _ = MallocOption(ArenaMax, 1);
    });

    /// <summary>Puts back what glibc does by itself in a program with large tensors.</summary>
    /// <remarks>
    /// By itself it raises the size from which blocks are mapped one by one as such blocks are freed, to 32 MiB at most, and trims at twice
    /// that. Setting any of these numbers switches the raising off, so the maximum is set, which a program with large tensors
    /// reaches in its first step. The number of arenas cannot be put back: glibc settles it once per process.
    /// </remarks>
    /// <returns>Whether the C library has these options.</returns>
    public static bool UseDefaultAllocator() => SetAllocator("defaults of the C library", () =>
    {
        _ = MallocOption(MmapThreshold, LargestDynamicThreshold);
        _ = MallocOption(TrimThreshold, 2 * LargestDynamicThreshold);
        _ = MallocOption(TopPad, 128 << 10);
    });

    /// <summary>Returns what the C library holds free to the system, where it can be asked to.</summary>
    public static void ReturnFreeMemory() => Try(() => _ = MallocTrim(0));

    private static bool SetAllocator(string name, Action set)
    {
        if (!Try(set)) return false;
        Allocator = name;
        return true;
    }

    /// <summary>Whether this is Linux with a C library that has what is called.</summary>
    private static bool Try(Action call)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            call();
            return true;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Sets a variable of the environment for native libraries, which do not see those that .NET sets; nothing where there is no such C library.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it becomes.</param>
    public static void SetVariable(string name, string value)
    {
        Try(() => _ = SetEnvironment(name, value, 1));
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallocOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
