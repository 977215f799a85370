using System.Text.RegularExpressions;

namespace Pics.Properties;

/// <summary>Which words in backticks name files and folders of the project, and whether they are there.</summary>
internal static partial class DocumentPaths
{
    private static readonly string[] Sources = [".cs", ".fs", ".csproj", ".fsproj", ".props", ".targets", ".proto", ".py", ".svg"];

    private static readonly string[] Projects = ["Pics.Algebra", "Pics.Numerics", "Pics.Host", "properties", "Pics.Numerics/FSharp", "Pics.Numerics/Asking", "properties/Pics.Properties", "properties/Pics.Laws", "properties/Pics.Properties.Host", "properties/Pics.Properties.FSharp"];

    /// <summary>Whether a word looks like a file or folder of the project, and not of a run or of a user.</summary>
    public static bool IsOfProject(string word)
    {
        if (!PathPattern().IsMatch(word)) return false;
        var parts = word.TrimEnd('/').Split('/');
        if (parts.Any(part => PlaceholderPattern().IsMatch(part))) return false;
        return parts.Length > 1 || word.EndsWith('/') ? IsFolder(parts[0]) : Sources.Any(ending => word.EndsWith(ending, StringComparison.Ordinal) && word != ending);
    }

    /// <summary>Whether there is such a file or folder: from the root, from the folder of the document, or from a project; a name alone anywhere in it.</summary>
    public static bool Exists(Document document, string word)
    {
        var path = word.TrimEnd('/');
        return Projects.Prepend(document.Folder).Prepend(string.Empty).Any(from => IsAt(Path.Combine(Repository.Root, from), path))
            || (!path.Contains('/', StringComparison.Ordinal) && Projects[..4].Any(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), path, SearchOption.AllDirectories).Any()));
    }

    private static bool IsFolder(string name) => char.IsUpper(name[0]) || name is "properties" or "findings" or ".ci" or ".config" or "docs";

    private static bool IsAt(string folder, string path)
    {
        var full = Path.Combine(folder, path);
        if (!path.Contains('*', StringComparison.Ordinal)) return File.Exists(full) || Directory.Exists(full);
        var inner = Path.GetDirectoryName(full)!;
        return Directory.Exists(inner) && Directory.EnumerateFileSystemEntries(inner, Path.GetFileName(full)).Any();
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.*-]+(/[A-Za-z0-9_.*-]+)*/?$")]
    private static partial Regex PathPattern();

    /// <summary>A part in capitals stands for a name: RUN, NAME.sh, step-N.</summary>
    [GeneratedRegex(@"^([a-z]+-)?[A-Z]+(\.[a-z.]+)?$")]
    private static partial Regex PlaceholderPattern();
}
