using LanguageExt;

namespace Pics.Host;

/// <summary>Finds the runs below a folder.</summary>
internal static class RunSearch
{
    private static readonly EnumerationOptions Folders = new() { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, IgnoreInaccessible = true };

    /// <summary>The folders of runs, in the order of their names; those inside of a run are its own.</summary>
    public static Either<Failure, IReadOnlyList<string>> Below(string folder) => Directory.Exists(folder)
        ? Find(folder).ToList()
        : new Failure(File.Exists(folder) ? $"'{folder}' is a file; expected a folder with runs below it" : $"there is no folder '{folder}'; name one with runs below it");

    private static IEnumerable<string> Find(string root)
    {
        var open = new Stack<string>([root]);
        while (open.TryPop(out var folder))
            if (RunSummary.IsRun(folder)) yield return folder;
            else
                foreach (var inner in Directory.EnumerateDirectories(folder, "*", Folders).OrderDescending(StringComparer.Ordinal)) open.Push(inner);
    }
}
