using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Prepares the process for libtorch and says in a sentence if it cannot be loaded.</summary>
public static partial class NativeRuntime
{
    /// <summary>
    /// Settings that must be made before the first tensor: idle threads sleep instead of spinning, and on Linux large blocks are
    /// kept by the process instead of being returned to the system and faulted in again at every step.
    /// </summary>
    public static void Configure()
    {
        // Another C library may lack these options: slower, not wrong.
        Try(() => _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 0));
        UseTunedAllocator();
    }

    /// <summary>Null if libtorch works in this process, else one sentence about what is wrong.</summary>
    public static string? Explain()
    {
        if (LoaderError() is { } refusal) return CannotBeLoaded(refusal);
        try
        {
            using var one = ones(1);
            return one.item<float>() == 1 ? null : "libtorch was loaded but computes wrongly; its version does not fit this build of TorchSharp";
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or NotSupportedException or ExternalException or BadImageFormatException)
        {
            return CannotBeLoaded(error.GetBaseException().Message.Split('\n')[0].Trim());
        }
    }

    private static string CannotBeLoaded(string reason) =>
        $"libtorch cannot be loaded on this system ({reason}); build on this system, or publish for it with -p:PicsWeakenGlibcxx=always if its libstdc++ is older than GCC 13";

    /// <summary>What the system's loader says of the library beside the program, if it refuses it.</summary>
    /// <remarks>Asked before TorchSharp is, which answers a refusal by copying all of libtorch and printing a page.</remarks>
    private static string? LoaderError()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var library = new[] { "libLibTorchSharp.so", "runtimes/linux-x64/native/libLibTorchSharp.so" }
            .Select(name => Path.Combine(AppContext.BaseDirectory, name))
            .FirstOrDefault(File.Exists);
        try
        {
            if (library is not null) NativeLibrary.Load(library);
            return null;
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            var lines = error.Message.Split('\n');
            return (lines.FirstOrDefault(line => line.Contains("GLIBC", StringComparison.Ordinal)) ?? lines[0]).Trim();
        }
    }
}
