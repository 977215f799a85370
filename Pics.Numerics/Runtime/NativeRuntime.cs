using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Prepares the process for libtorch and says in a sentence if it cannot be loaded.</summary>
/// <remarks>Nothing needs to be called: the process is prepared before the first code of this library runs.</remarks>
public static partial class NativeRuntime
{
    private static readonly Lazy<bool> Prepared = new(Prepare);

    /// <summary>
    /// Settings that must be made before the first tensor: idle threads sleep instead of spinning, on Linux large blocks are kept by the process
    /// instead of being returned to the system and faulted in again at every step, and libtorch is found where packages have it.
    /// </summary>
    /// <remarks>Made once, before the first code of this library runs; calling it is harmless, and of use to who calls libtorch first.</remarks>
    public static void Configure() => _ = Prepared.Value;

    /// <summary>Null if libtorch works in this process, else one sentence about what is wrong.</summary>
    public static string? Explain()
    {
        Configure();

        // Asked before TorchSharp is, which answers a refusal by copying all of libtorch and printing a page.
        if (OperatingSystem.IsLinux() && !NativeLibrary.TryLoad(NativeLibraries.Sharp, typeof(torch).Assembly, null, out _)) return CannotBeLoaded(NativeLibraries.Refusal ?? NativeLibraries.Missing);
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

    /// <summary>That libtorch works in this process. Error: it does not, with the sentence of <see cref="Explain"/>.</summary>
    public static Either<RuntimeError, Unit> Check() => Explain() is { } sentence ? new RuntimeError(sentence) : Unit.Default;

#pragma warning disable CA2255 // This library is one that must prepare the process before anything of it is used.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void BeforeAll() => Configure();

    private static bool Prepare()
    {
        // Another C library may lack these options: slower, not wrong.
        Try(() => _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 0));
        UseTunedAllocator();
        NativeLibraries.Find();
        return true;
    }

    private static string CannotBeLoaded(string reason) =>
        $"libtorch cannot be loaded on this system: {reason}";
}
