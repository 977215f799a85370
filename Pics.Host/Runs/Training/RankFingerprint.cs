using System.Text.Json;

namespace Pics.Host;

/// <summary>What must be equal on all ranks of a run, so that it does not matter who computes what.</summary>
internal static class RankFingerprint
{
    /// <summary>Each part by name, as this rank has it; none for a process alone, which has nobody to compare with.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(TrainingSetup setup, Processes processes) => processes.Ranks is null ? [] :
    [
        .. MachineFingerprint.Of(setup.Device, setup.Choice.Kind),
        ("the checksum of the rows", RowsChecksum.Of(setup.Data)),
        ("the options of the run", JsonSerializer.Serialize(setup.Settings, RunSettings.Json)),
    ];
}
