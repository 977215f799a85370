using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Threads and device, as a run asks for them.</summary>
internal static class Machine
{
    public static Either<Failure, Device> Prepare(DeviceKind kind, int threads)
    {
        if (threads is < 0 or > 1024) return new Failure($"--threads is {threads}; it must be 0 to 1024");
        if (threads > 0) set_num_threads(threads);
        if (kind == DeviceKind.Cpu) return CPU;
        return cuda.is_available()
            ? CUDA
            : new Failure("--device is cuda, but there is no CUDA device, or this build has no CUDA; build with -p:PicsDevice=cuda on a machine with one, or use --device cpu");
    }

    /// <summary>The most memory this process has held, MiB.</summary>
    public static long PeakMemory()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }
}
