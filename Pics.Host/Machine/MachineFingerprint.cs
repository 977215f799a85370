using System.Globalization;
using System.Reflection;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What must be equal of the programs and machines of all ranks, so that it does not matter who computes what: each part by name, as this rank has it.</summary>
internal static class MachineFingerprint
{
    /// <summary>Of what asks on the CPU, without libtorch.</summary>
    public static IEnumerable<(string Name, string Value)> Of() =>
    [
        ("the version of pics", typeof(MachineFingerprint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
        ("the bits of vector registers", MachineDescription.RegisterBits.ToString(CultureInfo.InvariantCulture)),
        ("the number of threads", Threads.Count.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Of what is evaluated by an engine.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Device device, EngineKind engine) =>
    [
        .. Of(),
        ("the version of libtorch", __version__),
        ("the kind of device", device.type.ToString()),
        ("the engine", EngineChoice.Word(engine)),
    ];
}
