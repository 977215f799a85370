using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Pics.Host;

/// <summary>What must be equal on all ranks of a run, so that it does not matter who computes what.</summary>
internal static class RankFingerprint
{
    /// <summary>Each part by name, as this rank has it; none for a process alone, which has nobody to compare with.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(TrainingSetup setup, Processes processes)
    {
        if (processes.Ranks is null) return [];
        var machine = MachineDescription.Read(setup.Device, setup.Settings.Learning.Seed);
        return
        [
            ("the version of pics", typeof(RankFingerprint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
            ("the bits of vector registers", machine.VectorBits.ToString(CultureInfo.InvariantCulture)),
            ("the version of libtorch", machine.LibTorch),
            ("the kind of device", setup.Device.type.ToString()),
            ("the number of threads", machine.Threads.ToString(CultureInfo.InvariantCulture)),
            ("the engine", EngineChoice.Word(setup.Choice.Kind)),
            ("the checksum of the rows", RowsChecksum.Of(setup.Data)),
            ("the options of the run", JsonSerializer.Serialize(setup.Settings, RunSettings.Json)),
        ];
    }
}
