using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;

namespace Pics.Numerics;

/// <summary>Finds libtorch on Linux where the system's loader does not, and makes TorchSharp's library fit an older libstdc++.</summary>
/// <remarks>
/// Asked only when the usual search has failed, so nothing is loaded before it is used and nothing is done where all is well. It fails where
/// packages lie in folders of their own (scripts), and where libstdc++ is older than that of GCC 13 (Debian 12, Ubuntu 22.04).
/// </remarks>
internal static class NativeLibraries
{
    /// <summary>TorchSharp's own library, as it is imported.</summary>
    public const string Sharp = "LibTorchSharp";

    /// <summary>What is wrong where no part of libtorch is found.</summary>
    public const string Missing = "libtorch_cpu.so and libLibTorchSharp.so must lie beside the program or among its packages; on this system they come with the package libtorch-cpu-linux-x64";

    private static readonly ImmutableArray<string> Torch = ["libc10.so", "libtorch_cpu.so", "libtorch.so"]; // what TorchSharp's library needs, in this order
    private static readonly Lock Gate = new();
    private static nint handle;

    /// <summary>Why TorchSharp's library was not loaded when it was asked for last, if it was not.</summary>
    public static string? Refusal { get; private set; }

    /// <summary>From now on TorchSharp finds its library.</summary>
    public static void Find()
    {
        if (!OperatingSystem.IsLinux()) return;
        var torch = typeof(torch).Assembly;
        (AssemblyLoadContext.GetLoadContext(torch) ?? AssemblyLoadContext.Default).ResolvingUnmanagedDll += Resolve;
    }

    [SupportedOSPlatform("linux")]
    private static nint Resolve(Assembly assembly, string name)
    {
        if (name is not Sharp || assembly != typeof(torch).Assembly) return 0;
        lock (Gate)
        {
            if (handle == 0) (handle, Refusal) = Load();
            return handle;
        }
    }

    [SupportedOSPlatform("linux")]
    private static (nint Handle, string? Refusal) Load()
    {
        try
        {
            if (NativeFolders.With("libtorch_cpu.so") is not { } torch || NativeFolders.With($"lib{Sharp}.so") is not { } sharp) return (0, Missing);
            foreach (var name in Torch) NativeLibrary.Load(Path.Combine(torch, name));
            var library = Path.Combine(sharp, $"lib{Sharp}.so");
            try
            {
                return (NativeLibrary.Load(library), null);
            }
            catch (DllNotFoundException error) when (error.Message.Contains(VersionNeeds.Newest, StringComparison.Ordinal))
            {
                return PrivateCopy.Load(library).Match(
                    loaded => (loaded, (string?)null),
                    reason => (0, $"{Reason(error)}, and {reason}"));
            }
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return (0, Reason(error));
        }
    }

    /// <summary>The line that tells most of what the loader says.</summary>
    private static string Reason(Exception error)
    {
        var lines = error.Message.Split('\n');
        return (lines.FirstOrDefault(line => line.Contains("GLIBC", StringComparison.Ordinal)) ?? lines[0]).Trim();
    }
}
