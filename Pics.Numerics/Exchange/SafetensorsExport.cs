namespace Pics.Numerics;

/// <summary>An exported circuit in the safetensors format, the description in the file's <c>__metadata__</c>.</summary>
public static class SafetensorsExport
{
    internal const string StructureName = QpcReader.StructureName;

    /// <summary>Writes the file, atomically. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="export">The circuit.</param>
    /// <param name="notes">Other texts about it, by name.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, QpcExport export, ImmutableSortedDictionary<string, string> notes) =>
        SafetensorsWriter.Write(path, export.Arrays, notes.SetItem(StructureName, export.Structure));
}
