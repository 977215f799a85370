using static Pics.Host.SettingField<Pics.Host.MachineSettings>;

namespace Pics.Host;

/// <summary>The fields of <see cref="MachineSettings"/> in JSON.</summary>
internal static class MachineFields
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingField<MachineSettings>> All { get; } =
    [
        Of("device", JsonForm.Word<DeviceKind>(), machine => machine.Device, (machine, value) => machine with { Device = value }),
        Of("threads", JsonForm.Whole, machine => machine.Threads, (machine, value) => machine with { Threads = value }),
        Of("engine", JsonForm.Word<EngineOption>(), machine => machine.Engine, (machine, value) => machine with { Engine = value }),
        Of("precision", JsonForm.Word<Precision>().OrNull(), machine => machine.Precision, (machine, value) => machine with { Precision = value }),
    ];
}
