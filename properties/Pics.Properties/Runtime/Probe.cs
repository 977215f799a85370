using System.Runtime.InteropServices;
using TorchSharp;

namespace Pics.Properties;

/// <summary>A program of its own that calls libtorch without having called anything of the library.</summary>
internal static partial class Probe
{
    /// <summary>Prints a sum by libtorch, then the settings that were made before it; or what is wrong with libtorch.</summary>
    public static void Main(string[] words)
    {
        if (words is ["explain"])
        {
            Console.WriteLine(NativeRuntime.Explain() ?? "nothing");
            return;
        }

        using var ones = torch.ones(3);
        using var sum = ones.sum();
        Console.WriteLine($"{sum.item<float>()}, {Marshal.PtrToStringUTF8(Environment("OMP_WAIT_POLICY"))}, {NativeRuntime.Allocator}");
    }

    /// <summary>The C library's, which is the one that libtorch reads.</summary>
    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Environment(string name);
}
