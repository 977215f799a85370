using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Where and with what something was measured.</summary>
internal sealed record MachineDescription(
    string System,
    string Cpu,
    int Cores,
    int Threads,
    int VectorBits,
    string DotNet,
    string TorchSharp,
    string LibTorch,
    string Blas,
    string Allocator,
    string Device,
    int Seed)
{
    private delegate void VersionText([Out] byte[] text, int length);

    public static MachineDescription Read(Device device, int seed) => new(
        RuntimeInformation.OSDescription,
        CpuModel(),
        Environment.ProcessorCount,
        get_num_threads(),
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0,
        RuntimeInformation.FrameworkDescription,
        typeof(Tensor).Assembly.GetName().Version?.ToString(3) ?? "unknown",
        __version__,
        BlasVersion(),
        NativeRuntime.Allocator,
        device.ToString(),
        seed);

    private static string CpuModel()
    {
        const string Source = "/proc/cpuinfo";
        var line = File.Exists(Source) ? File.ReadLines(Source).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    /// <summary>TorchSharp does not pass on libtorch's own description, so the library that holds a BLAS is asked itself.</summary>
    private static string BlasVersion()
    {
        var file = new[] { "libtorch_cpu.so", "runtimes/linux-x64/native/libtorch_cpu.so" }
            .Select(name => Path.Combine(AppContext.BaseDirectory, name))
            .FirstOrDefault(File.Exists);
        if (file is null || !NativeLibrary.TryLoad(file, out var library) || !NativeLibrary.TryGetExport(library, "MKL_Get_Version_String", out var function)) return "unknown";
        var text = new byte[256];
        Marshal.GetDelegateForFunctionPointer<VersionText>(function)(text, text.Length);
        return Encoding.ASCII.GetString(text).TrimEnd('\0', ' ');
    }
}
