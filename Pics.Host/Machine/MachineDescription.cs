using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Where and with what something was measured.</summary>
internal sealed record MachineDescription
{
    public required string System { get; init; }

    public required string Cpu { get; init; }

    public required int Cores { get; init; }

    public required int Threads { get; init; }

    public required int VectorBits { get; init; }

    public required string DotNet { get; init; }

    public required string TorchSharp { get; init; }

    public required string LibTorch { get; init; }

    public required string Blas { get; init; }

    public required string Allocator { get; init; }

    public required string Device { get; init; }

    public required int Seed { get; init; }

    /// <summary>Bits of the widest vector registers that are used; zero for none.</summary>
    public static int RegisterBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    private delegate void VersionText([Out] byte[] text, int length);

    public static MachineDescription Read(Device device, int seed) => new()
    {
        System = RuntimeInformation.OSDescription,
        Cpu = CpuModel(),
        Cores = Environment.ProcessorCount,
        Threads = get_num_threads(),
        VectorBits = RegisterBits,
        DotNet = RuntimeInformation.FrameworkDescription,
        TorchSharp = typeof(Tensor).Assembly.GetName().Version?.ToString(3) ?? "unknown",
        LibTorch = __version__,
        Blas = BlasVersion(),
        Allocator = NativeRuntime.Allocator,
        Device = device.ToString(),
        Seed = seed,
    };

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
