using static Pics.Host.SettingField<Pics.Host.StructureSettings>;

namespace Pics.Host;

/// <summary>The fields of <see cref="StructureSettings"/> in JSON.</summary>
internal static class StructureFields
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingField<StructureSettings>> All { get; } =
    [
        Of("structure", JsonForm.Text, structure => structure.Name, (structure, value) => structure with { Name = value }),
        Of("binarise", JsonForm.Truth, structure => structure.Binarise, (structure, value) => structure with { Binarise = value }),
        Of("distances", JsonForm.Text.OrNone(), structure => structure.Distances, (structure, value) => structure with { Distances = value }),
        Of("depth", JsonForm.Whole.OrNull(), structure => structure.Depth, (structure, value) => structure with { Depth = value }),
        Of("replicas", JsonForm.Whole, structure => structure.Replicas, (structure, value) => structure with { Replicas = value }),
        Of("structureSeed", JsonForm.Whole, structure => structure.Seed, (structure, value) => structure with { Seed = value }),
        Of("bins", JsonForm.Whole, structure => structure.Bins, (structure, value) => structure with { Bins = value }),
        Of("smoothing", JsonForm.Real, structure => structure.Smoothing, (structure, value) => structure with { Smoothing = value }),
    ];
}
