using System.Diagnostics;

namespace Pics.Host;

/// <summary>Resident memory of this process, MiB: the most since the last reset, and what it was then.</summary>
/// <param name="Peak">The most that the process held, all of it.</param>
/// <param name="Before">What it held just before, garbage and free blocks returned.</param>
internal sealed record ResidentMemory(double Peak, double Before)
{
    private const string Status = "/proc/self/status", ClearReferences = "/proc/self/clear_refs";

    /// <summary>What an action needs at most; elsewhere than on Linux the most since the process began.</summary>
    public static (T Result, ResidentMemory Memory) During<T>(Func<T> action)
    {
        var before = Reset();
        var result = action();
        return (result, new(SinceReset(), before));
    }

    /// <summary>Resident memory after everything that is free was returned to the system, MiB.</summary>
    public static double Settle()
    {
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        NativeRuntime.ReturnFreeMemory();
        return Field("VmRSS") ?? Environment.WorkingSet / 1048576.0;
    }

    /// <summary>Memory that a measurement may use after everything that is free was returned, bytes.</summary>
    public static long Available()
    {
        Settle();
        return SystemMemory.Available();
    }

    private static double Reset()
    {
        var before = Settle();
        try
        {
            // 5: the peak starts again from what is resident now.
            if (OperatingSystem.IsLinux()) File.WriteAllText(ClearReferences, "5");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A kernel or sandbox without it: the peak is that of the whole process.
        }

        return before;
    }

    /// <summary>The most since the process began, or since the last reset, MiB.</summary>
    public static double SinceReset()
    {
        if (Field("VmHWM") is { } peak) return peak;
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    private static double? Field(string name) => OperatingSystem.IsLinux() && SystemMemory.Kibibytes(Status, name) is { } found ? found / 1024.0 : null;
}
