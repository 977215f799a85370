namespace Pics.Numerics;

/// <summary>Exported circuits back to models of fixed parameters.</summary>
/// <remarks>Everything that a file says is checked before it is believed: sizes before memory is taken, indices before they are followed, numbers before they are evaluated.</remarks>
public static class QpcImport
{
    /// <summary>Reads a safetensors file or an archive of NumPy arrays that was exported. Error: <see cref="ModelError"/>.</summary>
    /// <param name="path">The file.</param>
    public static Either<ModelError, ImportedQpc> Read(string path) => QpcReader.Read(path).Map(found =>
    {
        using (found.Model) return new ImportedQpc(HostModels.ToTensors(found.Model, null), found.Notes) { Rounded = found.Rounded };
    });
}

/// <summary>A circuit from a file.</summary>
/// <param name="Model">The circuit and its fixed parameters; owned by the caller.</param>
/// <param name="Notes">The other texts of the file, by name.</param>
public sealed record ImportedQpc(StoredModel Model, ImmutableSortedDictionary<string, string> Notes)
{
    /// <summary>Arrays of numbers of 64 bits that are read as 32 bits, as the structure of the file says.</summary>
    public ImmutableArray<string> Rounded { get; init; } = [];
}
