using LanguageExt;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Threads and device, as a run asks for them.</summary>
internal static class Machine
{
    /// <summary>Threads, also of libtorch, and the device.</summary>
    public static Either<Failure, Device> Prepare(DeviceKind kind, int threads) => Use(threads).Bind(_ =>
    {
        if (threads > 0) set_num_threads(threads);
        return Find(kind);
    });

    /// <summary>Threads of who asks on the CPU, without libtorch.</summary>
    public static Either<Failure, Unit> Use(int threads)
    {
        if (threads is < 0 or > 1024) return new Failure($"--threads is {threads}; it must be 0 to 1024");
        if (threads > 0) Threads.Use(threads);
        return Unit.Default;
    }

    /// <summary>What needs libtorch, or why it cannot be had.</summary>
    public static Either<Failure, T> WithLibtorch<T>(Func<Either<Failure, T>> run) => NativeRuntime.Explain() is { } reason ? new Failure(reason) : run();

    /// <summary>As <see cref="Prepare(DeviceKind, int)"/>, and with the precision that a run asks for.</summary>
    public static Either<Failure, Device> Prepare(RunSettings settings) => settings switch
    {
        { Model.Double: true, Machine.Precision: not (null or Precision.Double) and var precision } =>
            new Failure($"--double and --precision {(precision == Precision.Tf32 ? "tf32" : "float")} contradict each other; give one of them"),
        { Machine.Precision: Precision.Tf32, Machine.Device: DeviceKind.Cpu } => new Failure("--precision is tf32, which is for NVIDIA GPUs; use --device cuda, or --precision float or double"),
        _ => Prepare(settings.Machine.Device, settings.Machine.Threads).Map(device =>
        {
            if (device.type == DeviceType.CUDA) backends.cuda.matmul.allow_tf32 = settings.Machine.Precision == Precision.Tf32;
            return device;
        }),
    };

    /// <summary>The most memory this process has held, MiB.</summary>
    public static long PeakMemory()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }

    private static Either<Failure, Device> Find(DeviceKind kind)
    {
        if (kind == DeviceKind.Cpu) return CPU;
        return cuda.is_available()
            ? CUDA
            : new Failure("--device is cuda, but there is no CUDA device, or this build has no CUDA; build with -p:PicsDevice=cuda on a machine with one, or use --device cpu");
    }
}
