using static Pics.Host.SettingField<Pics.Host.RecoverySettings>;

namespace Pics.Host;

/// <summary>The fields of <see cref="RecoverySettings"/> in JSON.</summary>
internal static class RecoveryFields
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingField<RecoverySettings>> All { get; } =
    [
        Of("checkpointEvery", JsonForm.Long.OrNull(), recovery => recovery.CheckpointEvery, (recovery, value) => recovery with { CheckpointEvery = value }),
        Of("keepCheckpoints", JsonForm.Whole, recovery => recovery.KeepCheckpoints, (recovery, value) => recovery with { KeepCheckpoints = value }),
        Of("troubleFactor", JsonForm.Real, recovery => recovery.TroubleFactor, (recovery, value) => recovery with { TroubleFactor = value }),
        Of("troubleRetries", JsonForm.Whole, recovery => recovery.TroubleRetries, (recovery, value) => recovery with { TroubleRetries = value }),
    ];
}
