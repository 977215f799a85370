using LanguageExt;

namespace Pics.Host;

/// <summary>A run's own copy of the file of its structure.</summary>
internal static class StructureCopy
{
    /// <summary>Keeps a copy in a run folder, so that the run does not depend on the file.</summary>
    /// <param name="settings">The options of the run.</param>
    /// <param name="folder">Its folder.</param>
    public static Either<Failure, Unit> Keep(RunSettings settings, RunFolder folder) => Structures.IsFile(settings)
        ? StructureFile.Read(settings.Structure.Name, "--structure").Bind(graph => folder.WriteText(StructureFile.CopyName, RegionGraphJson.Write(graph) + "\n"))
        : Unit.Default;
}
